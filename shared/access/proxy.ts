import type { proxyContract } from '../contracts/proxy.ts'
import { anyone, type GrantsOf, visitor, visitorsOwn } from './grant.ts'

/** 亲情代办: who may do what. */
export const proxyGrants = {
  getProxyCatalogue: anyone,
  inviteProxy: visitor,
  listMyProxies: visitor,
  getMyProxy: visitorsOwn,
  findProxyInvitation: visitor,
  // Whoever was invited, which only the invitation tells.
  acceptProxy: visitor,
  declineProxy: visitor,
  withdrawProxy: visitorsOwn,
  listProxyDeeds: visitor,
} satisfies GrantsOf<typeof proxyContract>
