import type { NewMessage } from '../../message/index.ts'
import type { AwardRecord } from './store.ts'

type Seen = Pick<AwardRecord, '_id' | 'accountId' | 'rev'>

/** One message for one change: its key is the revision that the change makes. */
const about = ({ _id, accountId, rev }: Seen, what: string) => ({
  id: `award:${_id}:${what}:${rev + 1}`,
  to: accountId,
  kind: 'notice' as const,
  link: '/packages/policy/awards/index',
})

const payeeWords = {
  proposed: {
    title: '您家的一项待遇要换人领取',
    body: '有工作人员提出换家里另一位成年人领取，还没有决定，待遇不变。不同意的，请马上打 12345，或到街道说。',
  },
  changed: {
    title: '您家的一项待遇换了领取人',
    body: '以后发到家里另一位成年人的银行卡，金额不变。不同意的，请打 12345，或到街道说。',
  },
  kept: { title: '您家的一项待遇领取人不变', body: '有人提出换人领取，这次没有同意，还按原来的发。' },
} as const

const keptWords = {
  not_raised: '有人提出给您提高，这次没有同意，还按现在的发。',
  heard: '听了您说的情况，决定不变更。',
  silent: '决定不变更。',
} as const

/**
 * What someone is told before and after a benefit changes, which is given as it was seen before; never what it is, for a
 * message is read over shoulders.
 */
export const awardTellings = {
  noticed: (seen: Seen): NewMessage => ({
    ...about(seen, 'noticed'),
    title: '您的一项待遇可能要变，先听您说',
    body: '理由和时间点开能看到。请在期限前说说您的情况；您说了，或时间过了，才会作决定。',
  }),
  /** @param kept why nothing changes: what was to be raised is not, they spoke, or they said nothing; null: it changes */
  decided: (seen: Seen, kept: 'not_raised' | 'heard' | 'silent' | null): NewMessage => ({
    ...about(seen, 'decided'),
    title: kept ? '您的一项待遇不变' : '您的一项待遇有了变更决定',
    body: kept ? `${keptWords[kept]}理由点开能看到。` : '从哪个月起、为什么、怎么提异议，点开看书面决定。',
  }),
  /** To every grown-up of the household: who is paid is everybody's matter. */
  payee: (seen: Seen, to: string, what: 'proposed' | 'changed' | 'kept'): NewMessage => ({
    ...about(seen, `payee-${what}:${to}`),
    to,
    ...payeeWords[what],
  }),
  /** Whoever did not do it themself hears of it before anything is paid there. */
  accountChanged: (seen: Seen): NewMessage => ({
    ...about(seen, 'account'),
    link: '/packages/policy/payments/index',
    title: '您的一项待遇换了收款的卡',
    body: '下一批发到新的卡。不是您自己换的，请马上打 12345，或找街道改回来。',
  }),
}
