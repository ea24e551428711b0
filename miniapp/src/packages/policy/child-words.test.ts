import type { Benefit } from '@minsheng/shared/contracts/policy'
import { expect, test } from 'vitest'
import { childRows, unclearWords } from './child-words'

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

test('what a child has, may have or will have, with the amount and whether it counts; never what they have not', () => {
  const items = [
    benefit('one', { change: { on: '2028-01-01', kind: 'ends', amount: { low: 0, high: 0 } } }),
    benefit('two', { title: '困境儿童基本生活补贴', status: 'possible', illustrative: true }),
    benefit('three', { status: 'not' }),
    benefit('four', { status: 'excluded' }),
  ]
  expect(childRows({ items, declined: ['two'] })).toEqual([
    { policyId: 'one', title: '育儿补贴', detail: '符合条件；每月 ¥300.00；到 2028年1月1日前一天为止' },
    { policyId: 'two', title: '困境儿童基本生活补贴', detail: '说过不需要；每月 ¥300.00（参考）' },
  ])
})

test('who looks after a child is not guessed: it says where to have it put right', () => {
  expect(unclearWords(2)).toContain('家里有 2 个孩子')
  expect(unclearWords(1)).toContain('社区')
})
