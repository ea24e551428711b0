import { describe, expect, test } from 'vitest'
import { dueWords, pausedWords, reminderOf, resumedWords } from './domain.ts'

const today = '2026-06-01'

describe('when a charity is reminded', () => {
  test.each([
    ['2026-06-16', null],
    ['2026-06-15', 14],
    ['2026-06-14', 14],
    ['2026-06-09', 14],
    ['2026-06-08', 7],
    ['2026-06-03', 7],
    ['2026-06-02', 1],
    ['2026-06-01', 1],
    ['2026-05-31', null],
  ])('due on %s: %s', (dueOn, rung) => expect(reminderOf({ kind: 'campaign_periodic', dueOn }, today)).toBe(rung))

  test.each([
    ['2026-06-06', null],
    ['2026-06-03', null],
    ['2026-06-02', 1],
  ])('of an emergency, told every five days, due on %s: %s', (dueOn, rung) =>
    expect(reminderOf({ kind: 'emergency', dueOn }, today)).toBe(rung),
  )
})

describe('in words', () => {
  test('what, whose, by when, and what follows', () => {
    const { title, body } = dueWords({ kind: 'campaign_periodic', dueOn: '2026-06-15', periodTo: '2026-06-15' }, '独居老人午餐', today)
    expect(title).toBe('信息公开快到期：还有 14 天')
    for (const word of ['独居老人午餐', '募捐情况', '6月15日', '还有 14 天', '暂停使用']) expect(body).toContain(word)
  })

  test('the last day is called so, and a year is named', () => {
    const { title, body } = dueWords({ kind: 'annual', dueOn: today, periodTo: '2025-12-31' }, '演示慈善组织', today)
    expect(title).toContain('今天是最后一天')
    expect(body).toContain('2025年年度报告')
  })

  test('a pause says the reason that donors read, and its end that gifts are taken again', () => {
    expect(pausedWords('午餐', '该项目 5月20日前应公布的募捐情况还没有公布，公益码暂停使用').body).toContain('5月20日前应公布')
    expect(resumedWords('午餐').body).toContain('恢复使用')
  })
})
