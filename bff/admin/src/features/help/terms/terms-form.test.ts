import type { HelpTermsByClass } from '@minsheng/shared/contracts/help'
import { helpTerms } from '@minsheng/shared/law/help'
import { expect, test } from 'vitest'
import { spanOf, spanWords, termsOf, typedOf, typedTerms } from './terms-form.ts'

const own = helpTerms[0]?.classes as unknown as HelpTermsByClass

test.each([
  [{ seconds: 60 }, '1 分'],
  [{ seconds: 90 }, '90 秒'],
  [{ seconds: 7_200 }, '2 小时'],
  [{ seconds: 604_800 }, '7 天'],
  [{ workingDays: 5 }, '5 个工作日'],
  [null, '不设'],
])('%j is said %s and typed back the same', (span, words) => {
  expect(spanWords(span)).toBe(words)
  expect(spanOf(typedOf(span))).toEqual(span)
})

test('what stands in the form unchanged is what it was made of', () => {
  expect(termsOf(typedTerms(own), own)).toEqual({ classes: own })
})

test('what is left empty is named', () => {
  const typed = typedTerms(own)
  typed.p1.resolve = { count: null, unit: 'hour' }
  expect(termsOf(typed, own)).toMatchObject({ missing: [{ path: 'body.classes.p1.resolve' }] })
})
