import { offlineProxyContract } from './proxy/offline.ts'
import { ownProxyContract } from './proxy/own.ts'

export * from './proxy/offline.ts'
export * from './proxy/own.ts'
export * from './proxy/terms.ts'

/** 亲情代办: one person lets another do named matters for them until a day. */
export const proxyContract = { ...ownProxyContract, ...offlineProxyContract }
