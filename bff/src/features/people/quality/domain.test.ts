import { describe, expect, test } from 'vitest'
import { freshIdNumber } from '../../../../testing/people.ts'
import { judge, judgeSources, type PersonRuleId, personRuleIds, type QualitySubject, scoreOf, wholeScore } from './domain.ts'

const NOW = new Date('2026-11-24T02:00:00Z')
const TODAY = '2026-11-24'
const DAY = 24 * 3_600_000
const idNumber = freshIdNumber('1940-01-01', 'female')
const sound: QualitySubject = {
  idNumber,
  phone: '13800000001',
  birthDate: '1940-01-01',
  sex: 'female',
  state: 'present',
  householdId: 'h',
  openMemberships: ['h'],
  groups: ['aged'],
  sharesIdNumber: false,
  maybeTwice: false,
  isDisputed: false,
  reportedDeadAt: new Date(NOW.getTime() - 7 * DAY),
}

test('a sound person breaks no rule, and every rule was asked', () => {
  expect(judge(sound, NOW, TODAY)).toEqual({ checked: personRuleIds, broken: [] })
})

describe('each rule sees its own fault and no other', () => {
  test.each<[PersonRuleId, Partial<QualitySubject>]>([
    ['id_number_present', { idNumber: null }],
    ['phone_present', { phone: null }],
    ['household_present', { householdId: null, openMemberships: [] }],
    ['id_number_sound', { birthDate: '1940-01-02' }],
    ['id_number_sound', { sex: 'male' }],
    ['id_number_sound', { idNumber: `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}` }],
    ['phone_sound', { phone: '12345' }],
    ['age_plausible', { idNumber: null, birthDate: '1910-01-01' }],
    ['id_number_once', { sharesIdNumber: true }],
    ['person_once', { maybeTwice: true }],
    ['deaths_decided_in_time', { reportedDeadAt: new Date(NOW.getTime() - 7 * DAY - 1) }],
    ['household_agrees_with_state', { openMemberships: ['other'] }],
    ['household_agrees_with_state', { openMemberships: ['h', 'other'] }],
    ['household_agrees_with_state', { state: 'deceased' }],
    ['aged_group_agrees_with_age', { idNumber: null, birthDate: '1946-11-25' }],
    ['sources_agree', { isDisputed: true }],
  ])('%s %j', (rule, change) => {
    const { broken } = judge({ ...sound, ...change }, NOW, TODAY)
    // Without an ID number that fault is there too, where it was taken away to show another.
    expect(broken.filter((id) => id !== 'id_number_present' || rule === id)).toEqual([rule])
  })
})

test('what does not apply is not counted', () => {
  const gone = judge({ ...sound, state: 'moved_out', householdId: null, openMemberships: [], reportedDeadAt: null, groups: [] }, NOW, TODAY)
  expect(gone).toEqual({ checked: ['id_number_sound', 'phone_sound', 'id_number_once', 'household_agrees_with_state'], broken: [] })
  const child = { ...sound, idNumber: freshIdNumber('2020-01-01'), birthDate: '2020-01-01', phone: null, groups: [] }
  expect(judge(child, NOW, TODAY).broken).toEqual([])
  expect(judge({ ...sound, groups: ['aged'], idNumber: null, birthDate: '1946-11-24' }, NOW, TODAY).broken).toEqual(['id_number_present'])
})

test('a source is stale after twice its rhythm; one that nobody started is not', () => {
  const at = (ms: number) => ({ everyMinutes: 60, isStarted: true, lastDoneAt: new Date(NOW.getTime() - ms) })
  const sources = [at(7_200_000), at(7_200_001), { ...at(0), lastDoneAt: null }, { ...at(0), lastDoneAt: null, isStarted: false }]
  expect(judgeSources(sources, NOW)).toEqual({ id: 'sources_fresh', checked: 3, failed: 2 })
})

test('scores: one wrong in a million is not all right', () => {
  expect(scoreOf(1_000_000, 1)).toBe(9_999)
  expect(scoreOf(3, 0)).toBe(10_000)
  expect(scoreOf(0, 0)).toBeNull()
  expect(
    wholeScore([
      { id: 'person_once', checked: 2, failed: 1 },
      { id: 'phone_sound', checked: 1, failed: 0 },
      { id: 'sources_fresh', checked: 0, failed: 0 },
    ]),
  ).toBe(7_500)
})
