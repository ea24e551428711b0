import { describe, expect, it } from 'vitest'
import { formatPreference, nearestScale, parsePreference, preferenceFromSystem, textScales } from './preference.ts'

describe('nearestScale', () => {
  it.each([
    [0.85, 1],
    [1, 1],
    [1.09, 1],
    [1.12, 1.2],
    [1.31, 1.4],
    [1.75, 2],
    [9, 2],
  ])('%d → %d', (factor, scale) => expect(nearestScale(factor)).toBe(scale))
})

describe('preferenceFromSystem', () => {
  it('keeps the standard view when WeChat says nothing or nonsense', () => {
    for (const factor of [undefined, Number.NaN, 0, -1]) expect(preferenceFromSystem(factor)).toEqual({ mode: 'standard', scale: 1 })
  })
  it('follows a slightly larger text within the standard view', () =>
    expect(preferenceFromSystem(1.2)).toEqual({ mode: 'standard', scale: 1.2 }))
  it('turns to 关怀版 at 1.3 and not just below', () => {
    expect(preferenceFromSystem(1.29).mode).toBe('standard')
    expect(preferenceFromSystem(1.3)).toEqual({ mode: 'care', scale: 1 })
  })
})

describe('parsePreference', () => {
  it('reads back what was written', () => {
    for (const scale of textScales) {
      for (const mode of ['standard', 'care'] as const) expect(parsePreference(formatPreference({ mode, scale }))).toEqual({ mode, scale })
    }
  })
  it.each([null, '', 'care', 'care/3', 'large/1', '{"mode":"care"}'])('counts %s as not chosen', (text) =>
    expect(parsePreference(text)).toBeNull(),
  )
})
