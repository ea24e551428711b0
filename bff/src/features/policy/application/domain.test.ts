import type { Computed, UsedFact } from '@minsheng/shared/contracts/policy'
import { describe, expect, test } from 'vitest'
import { amountFault, canDo, deeds, dueAfter, firstMonth, grantFaults, lawWords, sortKeyOf } from './domain.ts'
import { materialsAsked } from './materials.ts'
import { objectionDueOn, objectUntil, remediesOf } from './remedy/domain.ts'

const NEVER = { dueOn: null, dueProvisional: false, reviewLeft: null }

describe('by when the next step is due', () => {
  test.each([
    ['submit', NEVER, '2026-11-30', '2026-12-07', null],
    // Accepted on the Wednesday before National Day; the Saturday worked in exchange counts.
    ['accept', NEVER, '2026-09-30', '2026-10-27', null],
    ['ask_supplement', { dueOn: '2026-12-21', dueProvisional: false, reviewLeft: null }, '2026-11-30', '2026-12-14', 15],
    // What was left of the street's days goes on when the papers are in.
    ['supplement', { dueOn: '2026-12-14', dueProvisional: false, reviewLeft: 3 }, '2026-12-04', '2026-12-09', null],
    ['supplement', { dueOn: '2026-12-14', dueProvisional: false, reviewLeft: 0 }, '2026-12-04', '2026-12-07', null],
    ['check', { dueOn: '2026-12-21', dueProvisional: false, reviewLeft: null }, '2026-12-04', '2026-12-21', null],
    ['check', { dueOn: '2026-12-14', dueProvisional: false, reviewLeft: 3 }, '2026-12-15', '2026-12-18', null],
    ['propose', { dueOn: '2026-12-21', dueProvisional: false, reviewLeft: null }, '2026-12-04', '2026-12-11', null],
    ['approve', { dueOn: '2026-12-11', dueProvisional: false, reviewLeft: null }, '2026-12-04', null, null],
    ['withdraw', { dueOn: '2026-12-11', dueProvisional: false, reviewLeft: 3 }, '2026-12-04', null, null],
  ] as const)('%s, before %o, on %s: %s', (deed, was, today, dueOn, reviewLeft) => {
    expect(dueAfter(deed, was, today)).toMatchObject({ dueOn, reviewLeft })
  })

  test('over the turn of a year whose holidays are not announced the day may move', () => {
    expect(dueAfter('accept', NEVER, '2026-12-25')).toMatchObject({ dueProvisional: true })
  })

  test('what is ours is not called law', () => {
    expect(lawWords('submitted', '2026-11-30')).toContain('我们自己的承诺')
    expect(lawWords('accepted', '2026-11-30')).toBe('15 个工作日内审核，依据《浙江省社会救助条例》第十一条')
    expect(lawWords('approved', '2026-11-30')).toBeNull()
  })
})

test('open ones come by their day, then the others, the latest first', () => {
  const keys = [
    sortKeyOf('refused', null, '2026-11-01'),
    sortKeyOf('accepted', '2026-12-03', '2026-11-30'),
    sortKeyOf('approved', null, '2026-11-20'),
    sortKeyOf('submitted', '2026-12-01', '2026-11-30'),
  ]
  expect([...keys].sort()).toEqual([keys[3], keys[1], keys[2], keys[0]])
})

test('what is over can not be taken up again, but by an objection', () => {
  const after = (state: 'approved' | 'refused' | 'withdrawn') => deeds.filter((deed) => canDo(deed, state))
  expect(after('withdrawn')).toEqual([])
  expect(after('approved')).toEqual(['object', 'uphold'])
  expect(after('refused')).toEqual(['object', 'uphold', 'reopen'])
})

test.each([
  ['application', '2026-12-31', '2027-01-05', '2026-12'],
  ['after_approval', '2026-11-02', '2026-12-31', '2027-01'],
  ['after_approval', '2026-11-02', '2026-11-30', '2026-12'],
  [null, '2026-11-02', '2026-11-30', '2026-11'],
] as const)('paid from %s, applied on %s, approved on %s: from %s', (from, applied, approved, month) => {
  expect(firstMonth(from, applied, approved)).toBe(month)
})

describe('what stands against granting', () => {
  const computed: Computed = {
    date: '2026-11-30',
    status: 'entitled',
    requirements: [{ words: '年满 80 周岁', state: 'met', reason: null }],
    excludedBy: [],
    amount: { low: 5_000, high: 5_000 },
    every: 'month',
    ceiling: false,
    illustrative: true,
    sources: [],
  }
  const fact: UsedFact = { title: '户籍所在', words: '上城区', source: '公安', observedOn: null, declaredOnly: false }
  test('nothing, where all is met, checked and known', () => {
    expect(grantFaults({ computed, facts: [fact] })).toEqual([])
    expect(grantFaults({ computed: { ...computed, ceiling: true, amount: { low: 0, high: 9 } }, facts: [] })).toEqual([])
    expect(grantFaults({ computed: { ...computed, every: null, amount: { low: 0, high: 0 } }, facts: [] })).toEqual([])
  })
  test.each([
    [{ ...computed, requirements: [{ words: '户籍在上城区', state: 'open' as const, reason: null }] }, [fact], '还不清楚'],
    [{ ...computed, requirements: [{ words: '户籍在上城区', state: 'unmet' as const, reason: null }] }, [fact], '不符合'],
    [{ ...computed, excludedBy: ['特困供养'] }, [fact], '不能同时享受'],
    [computed, [{ ...fact, declaredOnly: true }], '只有本人申报'],
    [{ ...computed, amount: { low: 0, high: 5_000 } }, [fact], '金额还算不出来'],
  ])('%#', (seen, facts, words) => {
    expect(grantFaults({ computed: seen, facts })).toEqual([expect.stringContaining(words)])
  })
})

describe('an amount within the most there is', () => {
  const upTo = { amount: { low: 0, high: 747_000 } }
  test.each([
    [null, true, '规则只定了最多 7,470.00 元，请写明这次给多少'],
    [0, true, '最少 0.01 元，不能再少'],
    [1, true, null],
    [747_000, true, null],
    [747_001, true, '最多 7,470.00 元，不能再多'],
    [null, false, null],
    [5_000, false, '这一项的金额按规则算出，不用另写'],
  ])('%s, named by whoever grants it %s: %s', (fen, isNamed, words) => {
    expect(amountFault(fen, upTo, isNamed)).toBe(words)
  })
})

describe('papers', () => {
  const nothingKnown = () => false
  test('one line that names two is two; a paper a register stands for is spared, with why', () => {
    expect(materialsAsked(['家庭成员身份证和户口簿', '独生子女情况的证明'], (fact) => fact === 'registeredIn', false)).toEqual([
      { name: '家庭成员身份证', needed: false, because: '身份已经核实，不用交' },
      { name: '户口簿', needed: false, because: '户籍登记里有，不用交' },
      { name: '独生子女情况的证明', needed: true, because: null },
    ])
    expect(materialsAsked(['老年人能力评估报告'], nothingKnown, false)).toMatchObject([{ needed: true }])
  })
  test('what comes by itself asks for none', () => {
    expect(materialsAsked(['残疾证'], nothingKnown, true)).toEqual([])
  })
})

test('the ways to object, each with its last day', () => {
  expect(remediesOf('2026-11-30').map(({ way, until }) => [way, until])).toEqual([
    ['objection', '2027-01-29'],
    ['reconsideration', '2027-01-29'],
    ['lawsuit', '2027-05-30'],
  ])
  expect(objectUntil('2026-11-30')).toBe('2027-01-29')
  expect(objectionDueOn('2026-11-30')).toBe('2026-12-15')
})
