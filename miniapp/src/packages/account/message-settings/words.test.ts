import { describe, expect, it } from 'vitest'
import { quietChoices, quietKey, quietWords, rowsOf, withWish } from './words.ts'

const settings = {
  wishes: [
    { kind: 'thanks' as const, offered: ['subscribe' as const], on: ['subscribe' as const] },
    { kind: 'refund' as const, offered: ['subscribe' as const, 'sms' as const], on: ['sms' as const] },
  ],
}

describe('quietWords', () => {
  it.each([
    ['22:00', '08:00', '晚上 10 点到早上 8 点'],
    ['12:30', '14:05', '中午 12 点 30 分到下午 2 点 5 分'],
    ['00:00', '05:59', '凌晨 0 点到凌晨 5 点 59 分'],
  ])('%s–%s', (from, to, words) => expect(quietWords({ from, to })).toBe(words))
})

describe('quietChoices', () => {
  it('hours set elsewhere stay a choice', () => {
    expect(quietChoices({ from: '21:30', to: '07:00' }).map(quietKey)).toContain('21:30-07:00')
    expect(quietChoices({ from: '22:00', to: '08:00' })).toHaveLength(3)
    expect(quietChoices(null)).toHaveLength(3)
  })
})

describe('wishes', () => {
  it('lists what a way can carry, what matters first', () => {
    expect(rowsOf(settings, 'subscribe')).toEqual([
      { kind: 'refund', on: false },
      { kind: 'thanks', on: true },
    ])
    expect(rowsOf(settings, 'sms')).toEqual([{ kind: 'refund', on: true }])
  })
  it('changes one and leaves the rest', () => {
    expect(withWish(settings, 'refund', 'subscribe', true)).toEqual([
      { kind: 'thanks', on: ['subscribe'] },
      { kind: 'refund', on: ['sms', 'subscribe'] },
    ])
    expect(withWish(settings, 'refund', 'sms', false)[1]).toEqual({ kind: 'refund', on: [] })
  })
})
