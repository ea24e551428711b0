import { describe, expect, test } from 'vitest'
import { afterCheck, decides, endIssues, isPublic, maskedName, shownState } from './domain.ts'

test.each([
  ['王阿姨', false, '王**'],
  ['王', false, '王**'],
  ['  李 ', false, '李**'],
  ['𠮷田', false, '𠮷**'],
  ['王阿姨', true, '爱心人士'],
  [null, false, '爱心人士'],
  ['   ', false, '爱心人士'],
])('%s, anonymous %s: %s', (name, anonymous, label) => {
  expect(maskedName(name, anonymous)).toBe(label)
})

test.each([
  ['pass', 'open'],
  ['review', 'in_review'],
  ['unknown_person', 'in_review'],
  ['risky', 'refused'],
] as const)('the check says %s: %s', (verdict, to) => {
  const after = afterCheck(verdict)
  expect(after.to).toBe(to)
  expect(after.reason === null).toBe(to === 'open')
})

describe('the last day', () => {
  const campaign = { endsOn: '2026-12-31' }
  test.each([
    ['2026-06-14', 1],
    ['2026-06-15', 0],
    ['2026-12-31', 0],
    ['2027-01-01', 1],
  ])('%s has %i issues', (endsOn, issues) => {
    expect(endIssues(endsOn, campaign, '2026-06-15')).toHaveLength(issues)
  })

  test.each([
    ['open', '2026-06-15', 'open'],
    ['open', '2026-06-14', 'ended'],
    ['checking', '2026-06-14', 'ended'],
    ['in_review', '2026-06-15', 'in_review'],
    ['refused', '2026-06-14', 'refused'],
    ['ended', '2026-06-20', 'ended'],
  ] as const)('%s until %s is %s', (state, endsOn, shown) => {
    expect(shownState({ state, endsOn }, '2026-06-15')).toBe(shown)
  })
})

test('others see what was found good and is not found bad', () => {
  const openedAt = new Date()
  expect(isPublic({ state: 'open', openedAt })).toBe(true)
  expect(isPublic({ state: 'ended', openedAt })).toBe(true)
  expect(isPublic({ state: 'ended', openedAt: null })).toBe(false)
  expect(isPublic({ state: 'refused', openedAt })).toBe(false)
  for (const state of ['checking', 'in_review'] as const) expect(isPublic({ state, openedAt: null })).toBe(false)
})

test('a person decides about words in review and about open pages alone', () => {
  expect(decides('in_review', true)).toBe('open')
  expect(decides('in_review', false)).toBe('refused')
  expect(decides('open', true)).toBe('open')
  expect(decides('open', false)).toBe('refused')
  for (const state of ['checking', 'refused', 'ended'] as const) expect(decides(state, true)).toBeNull()
})
