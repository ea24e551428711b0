import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allotter, type MatchingTerms, matchedFen, owedFen, phaseOf, windowOf } from './domain.ts'

const terms = (change: Partial<MatchingTerms> = {}): MatchingTerms => ({
  ratioPermille: 1_000,
  perGiftCapFen: null,
  totalCapFen: 5_000_000,
  ...change,
})
const anyTerms: fc.Arbitrary<MatchingTerms> = fc.record({
  ratioPermille: fc.integer({ min: 1, max: 10_000 }),
  perGiftCapFen: fc.option(fc.integer({ min: 1, max: 100_000 })),
  totalCapFen: fc.integer({ min: 1, max: 10_000_000 }),
})
const anyGifts = fc.array(fc.integer({ min: 1, max: 5_000_000 }), { maxLength: 60 })
const allotInOrder = (of: MatchingTerms, gifts: readonly number[]) => gifts.map(allotter(of))
const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0)
const sumOf = (of: MatchingTerms, gifts: readonly number[]) => sum(gifts.map((kept) => matchedFen(of, kept)))

describe('what one gift asks for', () => {
  test.each([
    [1_000, null, 1, 1],
    [500, null, 1, 0],
    [500, null, 2, 1],
    [500, null, 3, 1],
    [1, null, 999, 0],
    [1, null, 1_000, 1],
    [1_500, null, 333, 499],
    [10_000, null, 5_000_000, 50_000_000],
    [1_000, 10_000, 9_999, 9_999],
    [1_000, 10_000, 10_000, 10_000],
    [1_000, 10_000, 10_001, 10_000],
    [1_000, null, 0, 0],
  ])('ratio %i‰, cap %s, %i fen kept: %i fen', (ratioPermille, perGiftCapFen, kept, fen) => {
    expect(matchedFen(terms({ ratioPermille, perGiftCapFen }), kept)).toBe(fen)
  })

  test('is whole fen, never more than the ratio or the cap says, and less than a fen short of it', () => {
    fc.assert(
      fc.property(anyTerms, fc.integer({ min: 1, max: 5_000_000 }), (of, kept) => {
        const fen = matchedFen(of, kept)
        expect(Number.isSafeInteger(fen)).toBe(true)
        expect(fen * 1_000).toBeLessThanOrEqual(kept * of.ratioPermille)
        if (of.perGiftCapFen !== null) expect(fen).toBeLessThanOrEqual(of.perGiftCapFen)
        if (of.perGiftCapFen === null || fen < of.perGiftCapFen) expect((fen + 1) * 1_000).toBeGreaterThan(kept * of.ratioPermille)
      }),
    )
  })
})

describe('what the company owes', () => {
  test('is never above the cap, does not hang on the order, and is what the gifts are allotted', () => {
    fc.assert(
      fc.property(anyTerms, anyGifts, (of, gifts) => {
        const owed = owedFen(of, sumOf(of, gifts))
        expect(owed).toBeLessThanOrEqual(of.totalCapFen)
        expect(owedFen(of, sumOf(of, [...gifts].reverse()))).toBe(owed)
        expect(sum(allotInOrder(of, gifts))).toBe(owed)
        expect(sum(allotInOrder(of, [...gifts].reverse()))).toBe(owed)
      }),
    )
  })

  test('earlier gifts are matched first; whoever comes after the cap is matched with nothing', () => {
    expect(allotInOrder(terms({ totalCapFen: 250 }), [100, 100, 100, 100])).toEqual([100, 100, 50, 0])
    fc.assert(
      fc.property(anyTerms, anyGifts, (of, gifts) => {
        const allotted = allotInOrder(of, gifts)
        const short = allotted.findIndex((fen, index) => fen < matchedFen(of, gifts[index] ?? 0))
        if (short >= 0) expect(sum(allotted.slice(short + 1))).toBe(0)
      }),
    )
  })

  test('falls, or stays, when something is given back', () => {
    fc.assert(
      fc.property(anyTerms, anyGifts, fc.nat(), fc.integer({ min: 1, max: 5_000_000 }), (of, gifts, which, back) => {
        if (gifts.length === 0) return
        const index = which % gifts.length
        const after = gifts.map((kept, at) => (at === index ? Math.max(0, kept - back) : kept))
        expect(owedFen(of, sumOf(of, after))).toBeLessThanOrEqual(owedFen(of, sumOf(of, gifts)))
      }),
    )
  })

  test('at the cap to the fen', () => {
    for (const [sumFen, owed] of [
      [249, 249],
      [250, 250],
      [251, 250],
    ] as const)
      expect(owedFen(terms({ totalCapFen: 250 }), sumFen)).toBe(owed)
  })
})

describe('the days that count', () => {
  const days = { startsOn: '2026-06-01', endsOn: '2026-06-30', endedOn: null }

  test('are those of Shanghai, both included', () => {
    const { paidFrom, paidBefore } = windowOf(days)
    expect(paidFrom.toISOString()).toBe('2026-05-31T16:00:00.000Z')
    expect(paidBefore.toISOString()).toBe('2026-06-30T16:00:00.000Z')
  })

  test('end early when the agreement was ended early, and never late', () => {
    expect(windowOf({ ...days, endedOn: '2026-06-10' }).paidBefore.toISOString()).toBe('2026-06-10T16:00:00.000Z')
    expect(windowOf({ ...days, endedOn: '2026-07-10' }).paidBefore.toISOString()).toBe('2026-06-30T16:00:00.000Z')
  })

  test.each([
    ['2026-05-31T15:59:59.999Z', 'coming'],
    ['2026-05-31T16:00:00.000Z', 'running'],
    ['2026-06-30T15:59:59.999Z', 'running'],
    ['2026-06-30T16:00:00.000Z', 'over'],
  ])('at %s it is %s', (at, phase) => {
    expect(phaseOf({ ...days, state: 'confirmed' }, new Date(at))).toBe(phase)
  })

  test('an agreement that was ended is over at once', () => {
    expect(phaseOf({ ...days, state: 'ended', endedOn: '2026-06-10' }, new Date('2026-06-10T02:00:00Z'))).toBe('over')
  })
})
