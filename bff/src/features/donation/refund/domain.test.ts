import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RefundFacts } from '../../../ports/pay.ts'
import {
  differenceOf,
  isActive,
  MOST_PARTS,
  nextAskAt,
  type RefundState,
  refundableFen,
  refusalOf,
  refusalWords,
  routeOf,
  spentReason,
  stepOf,
  UNDO_WINDOW_MS,
  undoBefore,
  WECHAT_REFUND_MS,
} from './domain.ts'

const paidAt = new Date('2026-07-01T00:00:00Z')
const gift = { state: 'paid', amountFen: 100, paidAt }
const states: readonly RefundState[] = ['requested', 'accepted', 'processing', 'succeeded', 'closed', 'abnormal', 'rejected']
const part = fc.record({ amountFen: fc.integer({ min: 1, max: 1_000 }), state: fc.constantFrom(...states) })

describe('what may be given back', () => {
  test('never more than was paid, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 1, max: 2_000 }), (wishes, amountFen) => {
        const paid = { ...gift, amountFen }
        const granted: typeof wishes = []
        for (const wish of wishes) if (refusalOf(paid, granted, wish.amountFen) === null) granted.push(wish)
        expect(refundableFen(paid, granted)).toBeGreaterThanOrEqual(0)
        expect(granted.filter(isActive).length).toBeLessThanOrEqual(MOST_PARTS)
        const leftFen = refundableFen(paid, granted)
        if (leftFen > 0 && granted.filter(isActive).length < MOST_PARTS) expect(refusalOf(paid, granted, leftFen)).toBeNull()
        expect(refusalOf(paid, granted, leftFen + 1)).not.toBeNull()
      }),
    )
  })

  test.each<[string, typeof gift, { amountFen: number; state: RefundState }[], number, string | null]>([
    ['all of it', gift, [], 100, null],
    ['a fen too much', gift, [], 101, '这笔捐赠最多还能退 1.00 元'],
    ['the rest', gift, [{ amountFen: 60, state: 'succeeded' }], 40, null],
    ['more than the rest', gift, [{ amountFen: 60, state: 'requested' }], 60, '这笔捐赠最多还能退 0.40 元'],
    ['nothing left', gift, [{ amountFen: 100, state: 'processing' }], 1, '这笔捐赠已经全部退回或正在退回'],
    ['a closed one gives its part back', gift, [{ amountFen: 100, state: 'closed' }], 100, null],
    ['a rejected one too', gift, [{ amountFen: 100, state: 'rejected' }], 100, null],
    ['never paid', { ...gift, state: 'closed' }, [], 1, '这笔捐赠没有到账，不能退款'],
    ['the fiftieth part', gift, Array.from({ length: 49 }, () => ({ amountFen: 1, state: 'succeeded' as const })), 1, null],
    [
      'the fifty-first',
      gift,
      Array.from({ length: 50 }, () => ({ amountFen: 1, state: 'succeeded' as const })),
      1,
      '一笔捐赠最多分 50 次退，已经用完',
    ],
  ])('%s', (_, paid, parts, amountFen, words) => {
    expect(refusalOf(paid, parts, amountFen)).toBe(words)
  })

  test('what is spent stays spent', () => {
    expect(spentReason(100, 100)).toBeNull()
    expect(spentReason(99, 100)).toBe('这个项目的善款已经用出去一部分，只剩 0.99 元，不够退这笔钱')
    expect(spentReason(-5, 1)).toContain('只剩 0.00 元')
  })
})

describe('windows', () => {
  test('a gift may be taken back until ten minutes after it was paid', () => {
    expect(undoBefore(gift)?.getTime()).toBe(paidAt.getTime() + UNDO_WINDOW_MS)
    expect(undoBefore({ ...gift, refundedFen: 40 })).not.toBeNull()
    expect(undoBefore({ ...gift, refundedFen: 40, refundingFen: 60 })).toBeNull()
    expect(undoBefore({ ...gift, state: 'awaiting', paidAt: null })).toBeNull()
    expect(undoBefore({ ...gift, state: 'quarantined' })).toBeNull()
    const undoUntil = new Date('2026-08-01T00:00:00Z')
    expect(undoBefore({ ...gift, undoUntil })).toEqual(undoUntil)
  })

  test.each([
    [0, 'wechat'],
    [WECHAT_REFUND_MS, 'wechat'],
    [WECHAT_REFUND_MS + 1, 'bank'],
  ] as const)('%d ms after the payment it goes by %s', (ms, route) => {
    expect(routeOf(paidAt, new Date(paidAt.getTime() + ms))).toBe(route)
  })

  test('WeChat Pay is asked within five minutes, and hourly once it refused', () => {
    fc.assert(
      fc.property(fc.nat(1_000), (asks) => {
        const wait = nextAskAt(asks, paidAt).getTime() - paidAt.getTime()
        expect(wait).toBeGreaterThanOrEqual(5_000)
        expect(wait).toBeLessThan(300_000)
        expect(nextAskAt(asks, paidAt, true).getTime() - paidAt.getTime()).toBe(3_600_000)
      }),
    )
  })
})

describe('what WeChat Pay says', () => {
  const table: Record<RefundState, Record<RefundFacts['state'], string>> = {
    requested: { SUCCESS: 'contradiction', CLOSED: 'ignore', ABNORMAL: 'ignore', PROCESSING: 'ignore' },
    accepted: { SUCCESS: 'succeed', CLOSED: 'close', ABNORMAL: 'mark_abnormal', PROCESSING: 'mark_processing' },
    processing: { SUCCESS: 'succeed', CLOSED: 'close', ABNORMAL: 'mark_abnormal', PROCESSING: 'ignore' },
    abnormal: { SUCCESS: 'succeed', CLOSED: 'close', ABNORMAL: 'ignore', PROCESSING: 'ignore' },
    succeeded: { SUCCESS: 'ignore', CLOSED: 'contradiction', ABNORMAL: 'ignore', PROCESSING: 'ignore' },
    closed: { SUCCESS: 'contradiction', CLOSED: 'ignore', ABNORMAL: 'ignore', PROCESSING: 'ignore' },
    rejected: { SUCCESS: 'contradiction', CLOSED: 'ignore', ABNORMAL: 'ignore', PROCESSING: 'ignore' },
  }
  const rows = states.flatMap((state) => (Object.keys(table[state]) as RefundFacts['state'][]).map((said) => [state, said] as const))
  test.each(rows)('%s, then %s', (state, said) => {
    expect(stepOf(state, said)).toBe(table[state][said])
  })
})

describe('this very refund', () => {
  const asked = {
    outRefundNo: 'RF_1',
    giftId: 'GY_1',
    transactionId: '42',
    subMchid: '1900006511',
    amountFen: 60,
    totalFen: 100,
    reason: '',
  }
  const facts: RefundFacts = {
    outRefundNo: 'RF_1',
    refundId: '50',
    outTradeNo: 'GY_1',
    transactionId: '42',
    state: 'SUCCESS',
    amountFen: 60,
    totalFen: 100,
    payee: { spMchid: '1900000001', subMchid: '1900006511' },
    settledAt: null,
  }
  const us = { spMchid: '1900000001' }
  test('the same is no difference, with or without payee', () => {
    expect(differenceOf(asked, facts, us)).toBeNull()
    expect(differenceOf(asked, { ...facts, payee: null }, us)).toBeNull()
  })
  test.each<[string, Partial<RefundFacts>]>([
    ['another order', { outTradeNo: 'GY_2' }],
    ['another payment', { transactionId: '43' }],
    ['another amount', { amountFen: 61 }],
    ['another total', { totalFen: 101 }],
    ['another charity', { payee: { spMchid: '1900000001', subMchid: '1900006512' } }],
    ['another service provider', { payee: { spMchid: '1900000002', subMchid: '1900006511' } }],
  ])('%s differs', (_, change) => {
    expect(differenceOf(asked, { ...facts, ...change }, us)).not.toBeNull()
  })
})

test.each([
  ['NOT_ENOUGH', '', '商户号可用余额不足，请充值；系统会继续尝试'],
  ['USER_ACCOUNT_ABNORMAL', '', '捐赠人的微信账户异常或已注销，请改用银行转账退回'],
  ['INVALID_REQUEST', '订单已全额退款', '微信支付没有受理：订单已全额退款；系统会继续尝试'],
  ['NO_AUTH', '', '微信支付没有受理：未说明原因；系统会继续尝试'],
])('a refusal %s %s in words', (code, message, words) => {
  expect(refusalWords(code, message)).toBe(words)
})
