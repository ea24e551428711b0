import type { Benefit } from '@minsheng/shared/contracts/policy'
import { expect, test } from 'vitest'
import { childRows, moreWords, unclearWords } from './child-words'

const benefit = (policyId: string, more: Partial<Benefit> = {}): Benefit => ({
  policyId,
  title: '育儿补贴',
  summary: '',
  group: 'children',
  kind: 'cash',
  status: 'entitled',
  ofHousehold: false,
  amount: { low: 30_000, high: 30_000 },
  every: 'month',
  ceiling: false,
  illustrative: false,
  applying: 'application',
  nextPayDay: null,
  requirements: [],
  excludedBy: [],
  materials: [],
  sources: [],
  givenOn: null,
  change: null,
  ...more,
})

test('what a child has or will have, with the amount and whether it counts; what they may have is only counted', () => {
  const items = [
    benefit('one', { change: { on: '2028-01-01', kind: 'ends', amount: { low: 0, high: 0 } } }),
    benefit('two', { title: '孤儿基本生活费', status: 'possible', illustrative: true }),
    benefit('three', { status: 'not' }),
    benefit('four', { status: 'excluded' }),
    benefit('five', { title: '残疾儿童康复救助', illustrative: true }),
  ]
  expect(childRows({ items, declined: ['five'] })).toEqual([
    { policyId: 'one', title: '育儿补贴', detail: '符合条件；每月 ¥300.00；到 2028年1月1日前一天为止' },
    { policyId: 'five', title: '残疾儿童康复救助', detail: '说过不需要；每月 ¥300.00（参考）' },
  ])
  expect(moreWords({ items })).toBe('另有 1 项可能符合；每项为什么有、为什么没有，替孩子申请、看进展')
})

test('who looks after a child is not guessed: it says where to have it put right', () => {
  expect(unclearWords(2)).toContain('家里有 2 个孩子')
  expect(unclearWords(1)).toContain('社区')
})
