import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testKeyRing } from '../../../testing/keyring.ts'
import { createRefreshTokens } from '../../platform/auth/refresh-tokens.ts'
import { decideRefresh, lockRules, lockSeconds, maskPhone, newestOf, REFRESH_GRACE_MS, rotated, sessionEnd } from './domain.ts'

const same = (a: string, b: string) => a === b
const start = new Date('2026-11-24T02:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)

describe('the wait after wrong passwords', () => {
  test.each([
    [0, 0],
    [4, 0],
    [5, 30],
    [6, 60],
    [7, 120],
    [11, 1920],
    [12, 3600],
    [1000, 3600],
  ])('%i wrong: %i s', (failures, seconds) => expect(lockSeconds(failures)).toBe(seconds))

  test('never shrinks and never passes the longest', () => {
    fc.assert(
      fc.property(fc.nat(5_000), (failures) => {
        expect(lockSeconds(failures + 1)).toBeGreaterThanOrEqual(lockSeconds(failures))
        expect(lockSeconds(failures)).toBeLessThanOrEqual(lockRules.longestWaitSeconds)
      }),
    )
  })
})

describe('a refresh token', () => {
  const state = { current: 'b', replaced: [{ hash: 'a', until: later(REFRESH_GRACE_MS) }] }

  test.each([
    ['b', 0, 'rotate'],
    ['b', 1_000_000, 'rotate'],
    ['a', REFRESH_GRACE_MS - 1, 'repeat'],
    ['a', REFRESH_GRACE_MS, 'replayed'],
    ['c', 0, 'replayed'],
    ['', 0, 'replayed'],
  ])('%s after %i ms: %s', (presented, ms, decision) => expect(decideRefresh(state, presented, later(ms), same)).toBe(decision))

  test('however often it rotates within the grace, each of the chain leads to the newest, and old ones are forgotten', () => {
    const tokens = createRefreshTokens(testKeyRing())
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 30 }), (gaps) => {
        let token = tokens.first('ses_1')
        let at = start.getTime()
        let kept = { current: token.hash, replaced: [] as { hash: string; until: Date }[] }
        const seen = [token]
        for (const gap of gaps) {
          at += gap
          const next = tokens.successors(token)[0]
          if (!next) throw new Error('no successor')
          kept = rotated(kept, next.hash, new Date(at))
          token = next
          seen.push(next)
        }
        for (const each of seen) {
          const decision = decideRefresh(kept, each.hash, new Date(at), same)
          if (decision === 'repeat') expect(newestOf(kept, each, tokens.successors)).toEqual(token)
          else expect(decision).toBe(each === token ? 'rotate' : 'replayed')
        }
        expect(kept.replaced.every((old) => old.until.getTime() > at)).toBe(true)
      }),
    )
  })

  test('from a chain made with keys that are gone there is no way to the newest', () => {
    const [one, two] = [createRefreshTokens(testKeyRing()), createRefreshTokens(testKeyRing())]
    const first = one.first('ses_1')
    const second = one.successors(first)[0]
    if (!second) throw new Error('no successor')
    const kept = rotated({ current: first.hash, replaced: [] }, second.hash, start)
    expect(newestOf(kept, first, one.successors)).toEqual(second)
    expect(newestOf(kept, first, two.successors)).toBeNull()
  })
})

describe('the end of a session', () => {
  const hours = (n: number) => later(n * 3600_000)
  test.each([
    ['h5', 0, 30 * 24],
    ['weapp', 1000, 1000 + 30 * 24],
    ['admin', 0, 12],
    ['admin', 11, 23],
    ['admin', 13, 24],
    ['admin', 23, 24],
  ] as const)('%s used after %i h ends after %i h', (channel, used, end) =>
    expect(sessionEnd(channel, start, hours(used))).toEqual(hours(end)),
  )
})

test('a phone number is shown by its ends alone', () => expect(maskPhone('13812345678')).toBe('138****5678'))
