import { describe, expect, test } from 'vitest'
import { admit, agrees, letterId, waitAfter } from './domain.ts'
import { observationsOf } from './observations.ts'
import { canonical, identityOf, readRow } from './rows.ts'

const NOW = new Date('2026-11-24T10:00:00+08:00')
const head = { recordId: 'r1', version: 3, op: 'upsert', changedAt: '2026-11-01 02:00:00', name: '王小明', idNumber: '330199194906150024' }
const disabled = { ...head, category: '1', grade: '2', issuedOn: '2023-06-01', expiresOn: '2033-05-31' }
const reasonsOf = (raw: unknown) => {
  const read = readRow('disability', raw, NOW)
  return 'reasons' in read ? read.reasons.map(({ field, message }) => `${field}：${message}`) : []
}

describe('a row as it came', () => {
  test('a sound one is read; its instants are of Shanghai', () => {
    expect(readRow('disability', disabled, NOW)).toMatchObject({
      row: { source: 'disability', changedAt: new Date('2026-10-31T18:00:00Z'), grade: '2' },
    })
  })

  test.each([
    ['no object', 'gibberish', /^null：这一行不是约定的格式/],
    ['a wrong check character', { ...disabled, idNumber: '330199194906150028' }, /^idNumber：身份证号最后一位/],
    ['no name', { ...disabled, name: '' }, /^name：姓名没有填/],
    ['a day that does not exist', { ...disabled, changedAt: '2026-02-30 01:00:00' }, /^changedAt：变更时间不是一个真实的时间/],
    ['a change in the future', { ...disabled, changedAt: '2026-11-24 10:06:00' }, /^changedAt：变更时间在将来/],
    ['an unknown code', { ...disabled, grade: '9' }, /^grade：残疾等级的代码不认识/],
    ['an end before its beginning', { ...disabled, expiresOn: '2023-06-01' }, /^expiresOn：有效期在开始日期之前/],
    ['issued tomorrow', { ...disabled, issuedOn: '2026-11-25' }, /^issuedOn：发证日期在将来/],
  ])('%s', (_, raw, words) => {
    expect(reasonsOf(raw)).toEqual([expect.stringMatching(words)])
  })

  test('everything that is wrong is told at once', () => {
    expect(reasonsOf({ ...disabled, name: '', grade: '9' })).toHaveLength(2)
  })

  test('ten minutes ahead of us is in the future, five minutes are a clock', () => {
    expect(reasonsOf({ ...disabled, changedAt: '2026-11-24 10:05:00' })).toEqual([])
  })

  test('what it says of itself is known even when nothing else is', () => {
    expect(identityOf({ recordId: 'r1' })).toEqual({ recordId: 'r1', version: 0 })
    expect(identityOf({ recordId: 'r1', version: 2, grade: '?' })).toEqual({ recordId: 'r1', version: 2 })
    for (const raw of ['x', null, [], 3]) expect(identityOf(raw)).toEqual({ recordId: null, version: 0 })
    expect(canonical({ b: 1, a: 2 })).toBe(canonical({ a: 2, b: 1 }))
    expect(letterId('k', 'a')).not.toBe(letterId('k', 'b'))
  })
})

describe('admission', () => {
  const known = { version: 3, digest: 'd3', seen: { runId: 'run', digests: ['d3'] } }
  test.each([
    ['nothing known', null, { version: 1, digest: 'a' }, 'land'],
    ['newer', known, { version: 4, digest: 'd4' }, 'land'],
    ['older', known, { version: 2, digest: 'd2' }, 'older'],
    ['again in this exchange', known, { version: 3, digest: 'd3' }, 'repeated'],
    ['again in a later one', { ...known, seen: { runId: 'before', digests: ['d3'] } }, { version: 3, digest: 'd3' }, 'older'],
    ['the same version with another content', known, { version: 3, digest: 'x' }, 'contradicts'],
    [
      'a spoilt one a second time',
      { version: 0, digest: '', seen: { runId: 'run', digests: ['bad'] } },
      { version: 3, digest: 'bad' },
      'repeated',
    ],
  ])('%s', (_, before, row, expected) => {
    expect(admit(before, row, 'run')).toBe(expected)
  })
})

test('the wait doubles up to a quarter of an hour, half of it by chance', () => {
  expect([1, 2, 3].map((attempts) => waitAfter(attempts, 1))).toEqual([2_000, 4_000, 8_000])
  expect([1, 2, 3].map((attempts) => waitAfter(attempts, 0))).toEqual([1_000, 2_000, 4_000])
  expect(waitAfter(50, 1)).toBe(15 * 60_000)
})

test('what came agrees with what was sent when each row is counted once', () => {
  const counts = { received: 12, repeated: 2, applied: 8, unchanged: 1, dead: 1 }
  expect(agrees({ state: 'done', sent: 10, counts })).toBe(true)
  expect(agrees({ state: 'done', sent: 11, counts })).toBe(false)
  expect(agrees({ state: 'running', sent: 10, counts })).toBeNull()
})

describe('what rows say in the words of the facts registry', () => {
  const person = { id: 'res_1', name: '王小明', path: [], householdId: 'hsh_1', state: 'present' as const }
  const said = (source: Parameters<typeof readRow>[0], raw: object) => {
    const read = readRow(source, { ...head, ...raw }, NOW)
    if ('reasons' in read) throw new Error(JSON.stringify(read.reasons))
    return observationsOf(read.row, [person]).map(({ fact, value, source: from, expiresAt }) => [
      fact,
      value,
      from,
      expiresAt?.toISOString(),
    ])
  }
  test.each([
    ['population', { address: '上城区', gridCode: 'g' }, [['registeredIn', 'district', 'police', undefined]]],
    ['deaths', { diedOn: '2026-10-01' }, []],
    [
      'disability',
      disabled,
      [
        ['disabilityGrade', 'second', 'disabled_federation', '2033-05-31T16:00:00.000Z'],
        ['disabilityTypes', ['visual'], 'disabled_federation', undefined],
      ],
    ],
    [
      'disability',
      { ...disabled, op: 'cancel' },
      [
        ['disabilityGrade', 'none', 'disabled_federation', undefined],
        ['disabilityTypes', [], 'disabled_federation', undefined],
      ],
    ],
    ['disability', { ...disabled, category: '7' }, [['disabilityGrade', 'second', 'disabled_federation', '2033-05-31T16:00:00.000Z']]],
    ['allowance', { kind: 'minimum_living', from: '2025-07-01' }, [['assistance', 'minimum_living', 'civil_affairs', undefined]]],
    ['allowance', { kind: 'minimum_living', from: '2025-07-01', op: 'cancel' }, [['assistance', 'none', 'civil_affairs', undefined]]],
    ['enrolment', { stage: 'primary', enrolledOn: '2026-09-01' }, [['schooling', 'primary', 'education', undefined]]],
    [
      'housing',
      { homes: 2 },
      [
        ['homesOwned', 2, 'housing', undefined],
        ['housing', 'owned', 'housing', undefined],
      ],
    ],
    ['housing', { homes: 0 }, [['homesOwned', 0, 'housing', undefined]]],
    [
      'care',
      { level: '3', assessedOn: '2026-10-01', expiresOn: '2027-09-30' },
      [['careLevel', 'severe', 'assessment', '2027-09-30T16:00:00.000Z']],
    ],
  ] as const)('%s %j', (source, raw, expected) => {
    expect(said(source, raw)).toEqual(expected)
  })
})
