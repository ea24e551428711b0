import { describe, expect, test } from 'vitest'
import type { BillLine } from '../../../../ports/bill.ts'
import { amountIssue, bookableAs, campaignIssue, giftRefusal, isPlainNumber, refundRefusal } from './domain.ts'

const order = { charityId: 'chr_1', campaignId: 'cmp_1', projectTitle: '午餐', state: 'quarantined' as const }
const refundLine: BillLine = {
  kind: 'refund',
  at: new Date(),
  spMchid: '1',
  subMchid: '2',
  transactionId: '4200',
  outTradeNo: 'GY1',
  refundId: '5030',
  outRefundNo: '5020',
  refundStatus: 'SUCCESS',
  amountFen: 100,
  feeHundredThousandths: 0,
}

describe('what can be booked', () => {
  test.each([
    ['missing_here', 'payment', 'booked_as_gift'],
    ['missing_here', 'refund', 'booked_as_refund'],
    ['missing_here', 'total', null],
    ['missing_there', 'payment', null],
    ['amount_differs', 'payment', null],
    ['total_line_differs', 'total', null],
  ] as const)('%s of a %s: %s', (kind, item, as) => expect(bookableAs({ kind, item })).toBe(as))

  test.each([
    [100, true],
    [99, false],
    [101, false],
  ])('%d fen for a case over 100: right is %s', (fen, right) =>
    expect(amountIssue({ kind: 'missing_here', item: 'payment', billFen: 100 }, fen) === null).toBe(right),
  )

  test.each(['a*b', 'a|b', 'a@b', '', 'x'.repeat(65)])('%s is no number for an address', (number) =>
    expect(isPlainNumber(number)).toBe(false),
  )
})

describe('as a gift', () => {
  test('an unknown order, or one of the same charity not in the books', () => {
    expect(giftRefusal('chr_1', null)).toBeNull()
    for (const state of ['awaiting', 'closed', 'quarantined'] as const) expect(giftRefusal('chr_1', { ...order, state })).toBeNull()
  })

  test('not an order of another charity, not a second payment of a paid one', () => {
    expect(giftRefusal('chr_2', order)).toContain('另一家慈善组织')
    expect(giftRefusal('chr_1', { ...order, state: 'paid' })).toContain('已经付过一次')
  })

  test('for the project of the order; said by finance only where there is none', () => {
    expect(campaignIssue(null, null)).toMatchObject({ path: 'body.campaignId' })
    expect(campaignIssue(null, 'cmp_9')).toBeNull()
    expect(campaignIssue(order, null)).toBeNull()
    expect(campaignIssue(order, 'cmp_1')).toBeNull()
    expect(campaignIssue(order, 'cmp_9')?.message).toContain('午餐')
  })
})

describe('as a refund', () => {
  test('of a paid gift of the same charity, once WeChat Pay is through with it', () => {
    const paid = { ...order, state: 'paid' as const }
    expect(refundRefusal('chr_1', refundLine, paid)).toBeNull()
    expect(refundRefusal('chr_1', { ...refundLine, refundStatus: 'PROCESSING' }, paid)).toContain('还没有退完')
    expect(refundRefusal('chr_1', { ...refundLine, outRefundNo: '50*20' }, paid)).toContain('符号')
    for (const gift of [null, order, { ...paid, charityId: 'chr_2' }])
      expect(refundRefusal('chr_1', refundLine, gift)).toContain('没有这笔退款对应的捐赠')
  })
})
