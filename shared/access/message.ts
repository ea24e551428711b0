import type { messageContract } from '../contracts/message.ts'
import { anyone, type GrantsOf, staff, visitor, visitorsOwn } from './grant.ts'
import { staffRoles } from './role.ts'

/** Every member of staff has messages of their own. */
const anyStaff = staff('open', ...staffRoles)

/** 消息: who may do what. */
export const messageGrants = {
  listStaffMessages: anyStaff,
  countUnreadStaffMessages: anyStaff,
  readStaffMessagesUpTo: anyStaff,
  listMessages: visitor,
  countUnreadMessages: visitor,
  readMessage: visitorsOwn,
  readMessagesUpTo: visitor,
  getMessageSettings: visitor,
  putMessageSettings: visitor,
  getSubscriptionPrompt: visitor,
  answerSubscriptionPrompt: visitor,
  listMessageDispatches: staff('open', 'administrator', 'bureau', 'auditor'),
  sumMessageDispatches: staff('open', 'administrator', 'bureau', 'auditor'),
  resendMessageDispatch: staff('open', 'administrator', 'bureau'),
  listMessageTemplates: staff('open', 'administrator', 'bureau', 'auditor'),
  // Only say when the provider is to be asked, or carry WeChat's signature.
  receiveSmsReceipts: anyone,
  receiveVoiceReceipts: anyone,
  openWechatEvents: anyone,
  receiveWechatEvents: anyone,
} satisfies GrantsOf<typeof messageContract>
