import { dispatchContract } from './message/dispatch.ts'
import { inboxContract } from './message/inbox.ts'
import { receiptContract } from './message/receipt.ts'
import { settingsContract } from './message/settings.ts'

export * from './message/dispatch.ts'
export * from './message/inbox.ts'
export * from './message/settings.ts'

/** 消息: what a person is told, by which ways, and what became of it. */
export const messageContract = { ...inboxContract, ...settingsContract, ...dispatchContract, ...receiptContract }
