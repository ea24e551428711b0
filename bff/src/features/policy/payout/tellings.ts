import type { Send } from '../../message/index.ts'
import type { RowRecord } from './row/store.ts'

const LINK = '/packages/policy/payments/index'

export type PayoutTellings = ReturnType<typeof createPayoutTellings>

/** What someone is told of a payment; never which benefit or how much, for a message is read over shoulders. */
export function createPayoutTellings(send: Send) {
  return {
    refused: ({ _id, accountId }: Pick<RowRecord, '_id' | 'accountId'>) =>
      send({
        id: `payment:${_id}:refused`,
        to: accountId,
        kind: 'notice',
        title: '有一笔待遇被银行退回',
        body: '钱没有少，卡换好以后下一次一起补发。点开看原因，换一张本人的卡。',
        link: LINK,
      }),
    /** @param answer the bank's file by its hash: who gets several payments by it is told once */
    paid: ({ accountId }: Pick<RowRecord, 'accountId'>, answer: string) =>
      send({
        id: `payment:${answer}:paid:${accountId}`,
        to: accountId,
        kind: 'notice',
        title: '您的待遇到账了',
        body: '银行已经发到您的卡里。点开看是哪几笔、各多少。',
        link: LINK,
      }),
    /** Whoever did not do it themself hears of it before anything is paid there. */
    accountChanged: ({ _id, accountId }: { _id: string; accountId: string }, at: Date) =>
      send({
        id: `payment:${_id}:account:${at.getTime()}`,
        to: accountId,
        kind: 'notice',
        title: '您的一项待遇换了收款的卡',
        body: '下一批发到新的卡。不是您自己换的，请马上打 12345，或找街道改回来。',
        link: LINK,
      }),
  }
}
