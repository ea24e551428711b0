import type { NewMessage } from '../../message/index.ts'
import type { RowRecord } from './row/store.ts'

type Seen = Pick<RowRecord, '_id' | 'accountId'>

const about = ({ accountId }: Seen, key: string) => ({
  id: `payment:${key}`,
  to: accountId,
  kind: 'notice' as const,
  link: '/packages/policy/payments/index',
})

/** What someone is told of a payment; never which benefit or how much, for a message is read over shoulders. */
export const payoutTellings = {
  refused: (seen: Seen): NewMessage => ({
    ...about(seen, `${seen._id}:refused`),
    title: '有一笔待遇被银行退回',
    body: '钱没有少，卡换好以后下一次一起补发。点开看原因，换一张本人的卡。',
  }),
  /** @param answer the bank's file by its hash: who gets several payments by it is told once */
  paid: (seen: Seen, answer: string): NewMessage => ({
    ...about(seen, `${answer}:paid:${seen.accountId}`),
    title: '您的待遇到账了',
    body: '银行已经发到您的卡里。点开看是哪几笔、各多少。',
  }),
}
