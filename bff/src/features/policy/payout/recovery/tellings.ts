import type { NewMessage } from '../../../message/index.ts'
import type { RecoveryRecord } from './store.ts'

type Seen = Pick<RecoveryRecord, '_id' | 'accountId'>

/** Each is said once in the course of it. */
const about = ({ _id, accountId }: Seen, what: string) => ({
  id: `recovery:${_id}:${what}`,
  to: accountId,
  kind: 'notice' as const,
  link: '/packages/policy/awards/index',
})

/** What someone is told before and after money is asked back; never which benefit or how much. */
export const recoveryTellings = {
  noticed: (seen: Seen): NewMessage => ({
    ...about(seen, 'noticed'),
    title: '您的一项待遇可能多发了，先听您说',
    body: '哪几个月、为什么，点开能看到。请在期限前说说您的情况；现在不用退钱。谁打电话让您马上转账，都不要信。',
  }),
  decided: (seen: Seen, isTaken: boolean): NewMessage => ({
    ...about(seen, 'decided'),
    title: isTaken ? '多发的待遇有了书面决定' : '多发的待遇不用退',
    body: isTaken ? '为什么、怎么退、不同意怎么办，点开看书面决定。' : '理由点开能看到。',
  }),
}
