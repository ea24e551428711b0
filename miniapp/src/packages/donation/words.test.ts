import { describe, expect, it } from 'vitest'
import {
  budgetWords,
  canPay,
  canUndo,
  dateWords,
  giftStateWords,
  goalWords,
  isReturned,
  lineWords,
  matchingWhenWords,
  matchingWords,
  progressWords,
  reconciledWords,
  returnWords,
  undoWords,
  yuanWords,
} from './words.ts'

const asOf = '2026-06-15T01:05:00.000Z'
const totals = (raisedFen: number, giftCount: number, acceptsGifts = true) => ({
  acceptsGifts,
  totals: { raisedFen, giftCount, asOf },
  goalFen: 100_000,
})

describe('yuanWords', () => {
  it.each([
    [100_000, '¥1,000'],
    [1050, '¥10.50'],
    [1, '¥0.01'],
  ])('%i fen → %s', (fen, words) => expect(yuanWords(fen)).toBe(words))
})

describe('progressWords', () => {
  it('invites the first gift, but only where one can be given', () => {
    expect(progressWords(totals(0, 0))).toContain('第一笔')
    expect(progressWords(totals(0, 0, false))).toBe('目标 ¥1,000')
  })
  it('does not call one fen nothing', () => expect(progressWords(totals(1, 1))).toContain('刚刚开始'))
  it('never rounds up to the goal', () => expect(progressWords(totals(99_999, 3))).toContain('99%'))
  it('leaves the sum out where it already stands', () => {
    expect(progressWords(totals(50_000, 3))).toBe('已筹 ¥500，目标 ¥1,000，完成 50%')
    expect(goalWords(totals(50_000, 3))).toBe('目标 ¥1,000，完成 50%')
  })
  it('says when the goal is reached or passed', () => {
    expect(progressWords(totals(100_000, 3))).toContain('已达目标')
    expect(progressWords(totals(150_000, 3))).toContain('已达目标')
  })
})

describe('lineWords', () =>
  it.each([
    [{ label: '午餐', budgetFen: 80_000, spentFen: 12_050 }, '午餐 预算 ¥800，用了 ¥120.50'],
    [{ label: '配送', budgetFen: 20_000, spentFen: 0 }, '配送 预算 ¥200，还没有用'],
    [{ label: '旧项', budgetFen: 0, spentFen: 100 }, '旧项 不在原预算里，用了 ¥1'],
  ])('%j', (line, words) => expect(lineWords(line)).toBe(words)))

describe('budgetWords', () => {
  it.each([
    [80_000, '占 80%'],
    [33_333, '占 33%'],
    [100, '占 不到 1%'],
  ])('%i of 100000', (amountFen, words) => expect(budgetWords({ label: '餐食', amountFen }, 100_000)).toContain(words))
})

describe('dateWords', () => {
  it('names the day in Shanghai', () => expect(dateWords('2026-06-15')).toBe('2026年6月15日（周一）'))
})

describe('giftStateWords', () => {
  const unreturned = { amountFen: 100, refundedFen: 0, refundingFen: 0 }
  const before = Date.parse(asOf) - 1
  const at = Date.parse(asOf)
  it('tells an open order from one past its time', () => {
    expect(giftStateWords({ ...unreturned, state: 'awaiting', payBefore: asOf }, before).label).toBe('还没有付款')
    expect(giftStateWords({ ...unreturned, state: 'awaiting', payBefore: asOf }, at).label).toBe('付款时间已过')
  })
  it('lets only an open order be paid', () => {
    expect(canPay({ state: 'awaiting', payBefore: asOf }, before)).toBe(true)
    expect(canPay({ state: 'awaiting', payBefore: asOf }, at)).toBe(false)
    for (const state of ['paid', 'closed', 'quarantined'] as const) expect(canPay({ state, payBefore: asOf }, before)).toBe(false)
  })
})

describe('reconciledWords', () => {
  it('says to which day and how many differ', () =>
    expect(reconciledWords({ reconciledTo: '2026-06-15', differences: 2 })).toBe('账目已与微信支付核对到 2026年6月15日（周一），差异 2 笔'))
  it('says nothing before the first day', () => expect(reconciledWords({ reconciledTo: null, differences: 0 })).toBeNull())
})

describe('a gift that is taken back', () => {
  const paid = (refundedFen: number, refundingFen: number) => ({
    state: 'paid' as const,
    payBefore: asOf,
    amountFen: 100,
    refundedFen,
    refundingFen,
  })
  it.each([
    [0, 0, '已到账', false],
    [0, 100, '正在退回', true],
    [0, 40, '正在退回 ¥0.40', false],
    [60, 40, '正在退回 ¥0.40', true],
    [40, 0, '已退回 ¥0.40', false],
    [100, 0, '已退回', true],
  ])('%i back and %i on its way: %s', (refundedFen, refundingFen, label, returned) => {
    expect(giftStateWords(paid(refundedFen, refundingFen), 0).label).toBe(label)
    expect(isReturned(paid(refundedFen, refundingFen))).toBe(returned)
  })
  it('says which way: what came by bank transfer is not looked for in WeChat', () => {
    expect(returnWords({ returnRoute: 'wechat', refundingFen: 100 })).toContain('原路退回')
    expect(returnWords({ returnRoute: 'wechat', refundingFen: 0 })).toContain('可以在微信支付的账单里看到')
    for (const refundingFen of [100, 0]) {
      const words = returnWords({ returnRoute: 'bank', refundingFen })
      expect(words).toContain('银行转账退给您')
      expect(words).not.toMatch(/您付款的账户|可以在微信支付/)
    }
  })
  it('can be taken back to the last moment, and no longer', () => {
    const undoBefore = '2026-06-15T01:15:00.000Z'
    expect(canUndo({ undoBefore }, Date.parse(undoBefore))).toBe(true)
    expect(canUndo({ undoBefore }, Date.parse(undoBefore) + 1)).toBe(false)
    expect(canUndo({ undoBefore: null }, 0)).toBe(false)
    expect(undoWords({ undoBefore, paidAt: asOf })).toBe('09:15 前可以撤销，钱原路退回，不问原因')
    expect(undoWords({ undoBefore: '2026-07-15T01:05:00.000Z', paidAt: asOf })).toBe('上次没有退成功，可以再撤销一次')
    expect(undoWords({ undoBefore: null, paidAt: asOf })).toBe('')
  })
})

describe('a company’s promise', () => {
  const promise = { companyName: '演示公司', ratioPermille: 1_000, perGiftCapFen: null, totalCapFen: 5_000_000 }
  it.each([
    [{}, '演示公司承诺：您每捐 1 元，它再捐 1 元，总额最多 ¥50,000.00。'],
    [{ ratioPermille: 500 }, '演示公司承诺：您每捐 1 元，它再捐 0.5 元，总额最多 ¥50,000.00。'],
    [{ ratioPermille: 1_250 }, '演示公司承诺：您每捐 1 元，它再捐 1.25 元，总额最多 ¥50,000.00。'],
    [{ ratioPermille: 10_000 }, '演示公司承诺：您每捐 1 元，它再捐 10 元，总额最多 ¥50,000.00。'],
    [{ ratioPermille: 333 }, '演示公司承诺：您每捐 1,000 元，它再捐 333 元，总额最多 ¥50,000.00。'],
    [{ perGiftCapFen: 50_000 }, '演示公司承诺：您每捐 1 元，它再捐 1 元，每笔最多 ¥500.00，总额最多 ¥50,000.00。'],
  ])('%o', (change, words) => expect(matchingWords({ ...promise, ...change })).toBe(words))

  const when = { phase: 'running' as const, startsOn: '2026-06-01', endsOn: '2026-06-30', owedFen: 0, totalCapFen: 100 }
  it.each([
    [{}, '到2026年6月30日（周二）为止。'],
    [{ owedFen: 100 }, '已经到了总额，之后的捐款不再配捐。'],
    [{ phase: 'coming' as const }, '从2026年6月1日（周一）开始。'],
    [{ phase: 'over' as const, owedFen: 100 }, '到2026年6月30日（周二）为止，已经结束。'],
  ])('%o', (change, words) => expect(matchingWhenWords({ ...when, ...change })).toBe(words))
})
