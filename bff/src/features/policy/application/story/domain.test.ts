import { describe, expect, test } from 'vitest'
import { deeds } from '../domain.ts'
import { deedWords, nextWords, stepsAhead } from './domain.ts'

const next = (state: Parameters<typeof nextWords>[0]['state'], dueOn: string | null, isObjected = false) =>
  nextWords({ state, dueOn, isObjected }, '2026-11-30', isObjected ? { dueOn: '2026-12-15' } : null)

describe('what happens next, who does it and by when', () => {
  test.each([
    ['submitted', '2026-12-07', '街道在2026年12月7日（周一）前受理您的申请'],
    ['to_supplement', '2026-12-14', '请在2026年12月14日（周一）前补交材料。'],
    ['proposed', '2026-12-07', '民政局在2026年12月7日（周一）前作出决定'],
  ] as const)('%s', (state, dueOn, words) => {
    expect(next(state, dueOn)).toContain(words)
  })
  test('the last day itself is not late; a day later it is said so, with whom to ask', () => {
    expect(next('accepted', '2026-11-30')).not.toContain('晚了')
    expect(next('accepted', '2026-11-29')).toContain('已经晚了；可以拨打 12345 催办')
    expect(next('to_supplement', '2026-11-29')).toContain('过了时间也可以补')
  })
  test('an objection comes before what was decided', () => {
    expect(next('refused', null, true)).toContain('没有经手过的人重新看，2026年12月15日（周二）前答复您')
  })
})

test('everything that is done has words, and what is ours is not called law', () => {
  for (const deed of deeds) expect(deedWords[deed]).not.toBe('')
  const days = { accept: 5, review: 15, decide: 5 }
  expect(stepsAhead(days, true).join('')).toContain('25 个工作日')
  expect(stepsAhead(days, false)[0]).toContain('我们自己的承诺')
})
