import { describe, expect, test } from 'vitest'
import { byNeed, distanceFrom, inviteRefusal, inviteStateAt, inviteToken, maskedName, readInviteToken, verdictOf } from './domain.ts'

const keys = {
  scene: [
    { kid: '2', secret: Buffer.alloc(32, 2) },
    { kid: '1', secret: Buffer.alloc(32, 1) },
  ],
  link: [],
}
const id = 'inv_0123456789abcdefghij-_'

describe('the link of an invitation', () => {
  const token = inviteToken(keys, id)

  test('leads to its invitation, also after the key was rotated', () => {
    expect(readInviteToken(keys, token)).toBe(id)
    expect(readInviteToken({ ...keys, scene: [{ kid: '3', secret: Buffer.alloc(32, 3) }, ...keys.scene] }, token)).toBe(id)
  })

  test.each([
    ['another invitation', token.replace('inv_0', 'inv_1')],
    ['another proof', token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['no proof', id],
    ['too much', `${token}A`],
    ['nothing', ''],
  ])('%s leads nowhere', (_, bad) => {
    // The last character of base64url has spare bits: another spelling of the same bytes is the same link.
    const same = Buffer.from(bad.split('.')[1] ?? '', 'base64url').equals(Buffer.from(token.split('.')[1] ?? '', 'base64url'))
    if (!same || bad.split('.')[0] !== id) expect(readInviteToken(keys, bad)).toBeNull()
  })

  test('made with a key that is gone leads nowhere', () => {
    expect(readInviteToken({ ...keys, scene: [{ kid: '9', secret: Buffer.alloc(32, 9) }] }, token)).toBeNull()
  })
})

describe('an invitation', () => {
  const expiresAt = new Date('2026-11-30T00:00:00Z')
  test.each([
    ['open', -1, 'open'],
    ['open', 0, 'expired'],
    ['accepted', 1, 'accepted'],
    ['revoked', 1, 'revoked'],
  ] as const)('%s, %i ms past its end, is %s', (state, past, now) => {
    const found = inviteStateAt({ state, expiresAt }, new Date(expiresAt.getTime() + past))
    expect(found).toBe(now)
    expect(inviteRefusal(found) === null).toBe(now === 'open')
  })
})

test.each([
  [{ kind: 'forged' }, 'forged'],
  [{ kind: 'foreign' }, 'foreign'],
  [{ kind: 'ours', charityId: 'a', venueId: 'v', state: 'active' }, 'right'],
  [{ kind: 'ours', charityId: 'a', venueId: 'v', state: 'paused' }, 'unusable'],
  [{ kind: 'ours', charityId: 'a', venueId: 'w', state: 'active' }, 'wrong_venue'],
  [{ kind: 'ours', charityId: 'b', venueId: 'v', state: 'active' }, 'other_charity'],
  [{ kind: 'ours', charityId: 'b', venueId: 'w', state: 'active' }, 'wrong_venue'],
] as const)('%o is %s', (found, verdict) => {
  expect(verdictOf(found, { charityId: 'a', venueId: 'v' })).toBe(verdict)
})

test('a round goes to near places first; without a place, to what was left longest, never visited before all', () => {
  const row = (name: string, distanceM: number | null, days: number | null) => ({
    name,
    distanceM,
    lastPatrolledAt: days === null ? null : new Date(Date.UTC(2026, 10, 30 - days)),
  })
  const order = (rows: ReturnType<typeof row>[]) => [...rows].sort(byNeed).map(({ name }) => name)
  expect(order([row('far', 900, 9), row('unknown', null, 30), row('near', 100, 1)])).toEqual(['near', 'far', 'unknown'])
  expect(order([row('yesterday', null, 1), row('never', null, null), row('long ago', null, 20)])).toEqual([
    'never',
    'long ago',
    'yesterday',
  ])
})

test('without either place there is no distance', () => {
  const at = { lat: 30.25, lng: 120.17 }
  expect(distanceFrom(at, { lat: 30.26, lng: 120.17 })).toBe(1_112)
  expect(distanceFrom(null, at)).toBeNull()
  expect(distanceFrom(undefined, at)).toBeNull()
  expect(distanceFrom(at, null)).toBeNull()
})

test('a name is known by its first character', () => {
  expect([maskedName('王春芳'), maskedName('欧阳'), maskedName('𠮷野')]).toEqual(['王**', '欧**', '𠮷**'])
})
