import type { HelpTermsByClass } from '@minsheng/shared/contracts/help'
import { helpTerms } from '@minsheng/shared/law/help'
import { expect, test } from 'vitest'
import { lintTerms } from './lint.ts'

const own = helpTerms[0]?.classes as unknown as HelpTermsByClass
const changed = (change: (terms: HelpTermsByClass) => void): string[] => {
  const terms = structuredClone(own)
  change(terms)
  return lintTerms(terms).map(({ path }) => path)
}

test('what came with the product can be kept', () => {
  expect(lintTerms(own)).toEqual([])
})

test.each<[string, (terms: HelpTermsByClass) => void, string]>([
  [
    'a later step that is not later',
    ({ p0 }) => void Object.assign(p0.ladder, { 1: { after: { seconds: 60 }, to: 'community' } }),
    'body.classes.p0.ladder.1.after',
  ],
  ['being there after being done', ({ p0 }) => void Object.assign(p0, { onSite: { seconds: 7_201 } }), 'body.classes.p0.onSite'],
  ['a life in working days', ({ p0 }) => void Object.assign(p0, { resolve: { workingDays: 1 } }), 'body.classes.p0.resolve'],
  ['a life that never reaches the district', ({ p0 }) => void p0.ladder.pop(), 'body.classes.p0.ladder'],
  ['a life taken back that nobody rings', ({ p0 }) => void Object.assign(p0, { callBack: null }), 'body.classes.p0.callBack'],
  [
    'a life that may take longer than water',
    ({ p0 }) => void Object.assign(p0, { resolve: { seconds: 86_401 } }),
    'body.classes.p0.resolve',
  ],
  ['a rating in working days', ({ p2 }) => void Object.assign(p2, { rating: { workingDays: 5 } }), 'body.classes.p2.rating'],
])('%s is named', (_, change, path) => {
  expect(changed(change)).toContain(path)
})

test('as long as water to the second is no fault', () => {
  expect(changed(({ p0 }) => void Object.assign(p0, { resolve: { seconds: 86_400 } }))).toEqual([])
})
