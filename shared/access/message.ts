import type { messageContract } from '../contracts/message.ts'
import { type GrantsOf, visitor, visitorsOwn } from './grant.ts'

/** 消息: who may do what. */
export const messageGrants = {
  listMessages: visitor,
  countUnreadMessages: visitor,
  readMessage: visitorsOwn,
  readMessagesUpTo: visitor,
} satisfies GrantsOf<typeof messageContract>
