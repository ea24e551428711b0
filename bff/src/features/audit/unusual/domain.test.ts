import { describe, expect, test } from 'vitest'
import { goneThrough, type Look, unusualLimits, unusualLooks } from './domain.ts'

const at = (clock: string, second = 0) => new Date(new Date(`2026-11-30T${clock}:00+08:00`).getTime() + second * 1_000)
const look = (change: Partial<Look> = {}): Look => ({
  at: at('10:00'),
  actor: 'stf_1',
  action: 'resident.reveal',
  subject: 'rsd_1',
  outcome: 'done',
  ...change,
})
const times = (count: number, of: (i: number) => Partial<Look>) =>
  Array.from({ length: count }, (_, i) => look({ subject: `rsd_${i}`, ...of(i) }))
const kinds = (looks: Look[], isDuty = true) =>
  unusualLooks(looks, unusualLimits, () => isDuty).map(({ kind, actorId, count }) => [kind, actorId, count])

describe('many in short time', () => {
  test('from the fifteenth within ten minutes on, of one person', () => {
    expect(kinds(times(14, (i) => ({ at: at('10:00', i) })))).toEqual([])
    expect(kinds(times(15, (i) => ({ at: at('10:00', i) })))).toEqual([['many_in_short_time', 'stf_1', 15]])
    // The last one second late; then spread over two people.
    expect(kinds(times(15, (i) => ({ at: at('10:00', i === 14 ? 601 : i) })))).toEqual([])
    expect(kinds(times(20, (i) => ({ at: at('10:00', i), actor: `stf_${i % 2}` })))).toEqual([])
  })
  test('searches and reads are not counted', () => {
    expect(kinds(times(40, (i) => ({ at: at('10:00', i), action: 'resident.read' })))).toEqual([])
  })
})

test.each([
  ['06:59', true],
  ['07:00', false],
  ['19:59', false],
  ['20:00', true],
  ['00:30', true],
])('outside of duty hours: %s', (clock, is) => {
  expect(kinds([look({ at: at(clock) })])).toEqual(is ? [['off_hours', 'stf_1', 1]] : [])
})
test('on a day of rest every hour is outside', () => {
  expect(kinds([look()], false)).toEqual([['off_hours', 'stf_1', 1]])
  expect(kinds([look({ outcome: 'refused' })], false)).toEqual([])
})
test('of too many looks the newest are gone through, and it is said since when', () => {
  const newestFirst = times(5, (i) => ({ at: at('10:00', 5 - i) }))
  expect(goneThrough(newestFirst, 5)).toEqual({ looks: [...newestFirst].reverse(), cutAt: null })
  const cut = goneThrough(newestFirst, 4)
  expect(cut.looks.map((one) => one.at)).toEqual([2, 3, 4, 5].map((second) => at('10:00', second)))
  expect(cut.cutAt).toEqual(at('10:00', 2))
})
test('five refused within ten minutes; four are a mistake', () => {
  expect(kinds(times(4, (i) => ({ at: at('10:00', i), outcome: 'refused' })))).toEqual([])
  expect(kinds(times(5, (i) => ({ at: at('10:00', i), outcome: 'refused', action: 'resident.read' })))).toEqual([
    ['many_refused', 'stf_1', 5],
  ])
})
test('the same person eight times in a day', () => {
  expect(kinds(times(7, (i) => ({ at: at('10:00', i * 700), subject: 'rsd_1' })))).toEqual([])
  expect(kinds(times(8, (i) => ({ at: at('10:00', i * 700), subject: 'rsd_1' })))).toEqual([['one_person_often', 'stf_1', 8]])
})
