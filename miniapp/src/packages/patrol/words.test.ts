import type { PatrolVerdict } from '@minsheng/shared/contracts/donation'
import { describe, expect, test } from 'vitest'
import { conditions, distanceWords, followWords, lastVisitWords, nameError, recordWords, venueWords, verdictWords } from './words.ts'

const now = Date.parse('2026-11-25T12:00:00Z')
const verdicts: PatrolVerdict[] = ['right', 'unusable', 'wrong_venue', 'other_charity', 'forged', 'foreign', 'not_scanned']

test.each([
  [3, '约 10 米'],
  [344, '约 340 米'],
  [949, '约 950 米'],
  [950, '约 0.9 公里'],
  [12_345, '约 12.3 公里'],
])('%i m is %s', (metres, words) => {
  expect(distanceWords(metres)).toBe(words)
})

test.each([
  [null, '还没有人来看过'],
  ['2026-11-24T12:00:01Z', '一天内有人来看过'],
  ['2026-11-24T12:00:00Z', '1 天没有人来看'],
  ['2026-09-01T00:00:00Z', '上次是2026年9月1日'],
])('visited %s: %s', (instant, words) => {
  expect(lastVisitWords(instant, now)).toBe(words)
})

test('a venue without a distance does not speak of one', () => {
  const venue = { venueId: 'v', name: 'n', address: 'a', community: 'c', distanceM: null, lastPatrolledAt: null, codes: [] }
  expect(venueWords(venue, now)).toBe('还没有人来看过，0 张码')
  expect(venueWords({ ...venue, distanceM: 120 }, now)).toBe('离您约 120 米，还没有人来看过，0 张码')
})

describe('verdicts', () => {
  const of = (verdict: PatrolVerdict, codeState: 'paused' | 'revoked' | 'active' | null = null) =>
    verdictWords({ verdict, codeState, codeId: null, belongsTo: '老年食堂', projectTitle: null })
  test('only a false code, or one in the wrong place, is a danger; a false one says not to pay', () => {
    expect(verdicts.filter((verdict) => of(verdict).tone === 'danger')).toEqual(['wrong_venue', 'forged', 'foreign'])
    for (const verdict of ['forged', 'foreign'] as const)
      expect(of(verdict)).toMatchObject({ title: '这不是我们的码', advice: expect.stringContaining('不要付款') })
    expect(of('wrong_venue').advice).toContain('老年食堂')
  })
  test('a paused code is left hanging, a revoked one is taken down', () => {
    expect(of('unusable', 'paused').advice).toContain('先不要撕')
    expect(of('unusable', 'revoked').advice).toContain('撕下来')
  })
  test('each record has its line', () => {
    for (const verdict of verdicts)
      for (const { value, label } of conditions) expect(recordWords({ verdict, condition: value })).toContain(label)
  })
})

test.each([
  ['', '请填写您的姓名'],
  [' 王 ', '请填写完整的姓名'],
  ['王芳', null],
])('“%s”: %s', (name, fault) => {
  expect(nameError(name)).toBe(fault)
})

test.each([
  ['right', 'intact', false],
  ['right', 'damaged', true],
  ['right', 'covered', true],
  ['not_scanned', 'missing', true],
  ['unusable', 'damaged', false],
  ['forged', 'intact', true],
] as const)('%s and %s: somebody comes, %s', (verdict, condition, comes) => {
  const check = { verdict, codeState: null, codeId: null, belongsTo: null, projectTitle: null }
  expect(followWords(check, condition, '老年食堂')).toBe(comes ? '慈善组织已经收到提醒，会派人到老年食堂处理。' : '老年食堂已经看过。')
})
