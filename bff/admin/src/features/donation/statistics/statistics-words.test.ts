import { expect, test } from 'vitest'
import { factsOf, periodMark, periodWords, repeatShare } from './statistics-words.ts'

test.each([
  ['2026-06-15', 'day', '2026年6月15日（周一）', '6月15日'],
  ['2026-06-15', 'week', '2026年6月15日（周一）起的一周', '6月15日'],
  ['2026-06-01', 'month', '2026年6月', '2026年6月'],
] as const)('%s %s', (start, by, words, mark) => expect([periodWords(start, by), periodMark(start, by)]).toEqual([words, mark]))

test('a share of nobody is none', () => {
  expect(repeatShare({ donorCount: 0, repeatDonorCount: 0 })).toBe('—')
  expect(repeatShare({ donorCount: 3, repeatDonorCount: 1 })).toBe('33.3%')
})

test('what there is none of has no amount', () => {
  const totals = {
    giftCount: 0,
    paidFen: 0,
    returnedFen: 0,
    keptFen: 0,
    medianFen: null,
    meanFen: null,
    donorCount: 0,
    repeatDonorCount: 0,
    anonymousGiftCount: 0,
    returnedGiftCount: 0,
  }
  expect(factsOf({ totals }).find(({ title }) => title === '每笔中位数')).toMatchObject({ value: '—', words: '平均每笔 —' })
  expect(factsOf({ totals: { ...totals, keptFen: 124_500 } })[0]?.value).toBe('¥1,245.00')
})
