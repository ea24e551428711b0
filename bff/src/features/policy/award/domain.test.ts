import { describe, expect, test } from 'vitest'
import {
  type AwardFacts,
  type AwardLine,
  changeFault,
  earlierFault,
  isGiven,
  lineIn,
  monthAfter,
  monthBefore,
  notHeardYet,
  OPEN_END,
  onceOf,
  standing,
} from './domain.ts'

const line = (number: number, fromMonth: string, fen: number): AwardLine => ({
  number,
  fromMonth,
  fen,
  why: number === 1 ? 'granted' : 'raised',
  versionNumber: 1,
  at: new Date(0),
  proposedBy: 'a',
  decidedBy: 'b',
})
const around = { subject: 'relief|household.h', today: '2026-11-20', lastsDays: 31, lastMonth: '2026-12' }
const lines = [line(1, '2026-12', 5_000), line(2, '2027-03', 10_000)]

describe('what stands in a month', () => {
  test.each([
    ['2026-11', null],
    ['2026-12', 5_000],
    ['2027-02', 5_000],
    ['2027-03', 10_000],
    ['2030-01', 10_000],
  ])('%s: %s', (month, fen) => {
    expect(lineIn({ lines, lastMonth: OPEN_END }, month)?.fen ?? null).toBe(fen)
  })
  test('nothing after the last month', () => {
    expect(lineIn({ lines, lastMonth: '2027-03' }, '2027-03')?.fen).toBe(10_000)
    expect(lineIn({ lines, lastMonth: '2027-03' }, '2027-04')).toBeNull()
  })
  test('it stands from the day it was granted, also before its first month', () => {
    const award = { lines, firstMonth: '2026-12', lastMonth: OPEN_END, createdAt: new Date('2026-11-20T02:00:00Z') }
    expect(standing(award, '2026-11')).toEqual({ fen: 5_000, fromMonth: '2026-12' })
    expect(standing(award, '2027-04')).toEqual({ fen: 10_000, fromMonth: '2026-12' })
    expect(standing({ ...award, lastMonth: '2027-03' }, '2027-04')).toBeNull()
  })
  test('what is given only once is seen as given after its month, and no more of an event when that is long over', () => {
    const award = { lines: lines.slice(0, 1), firstMonth: '2026-12', lastMonth: '2026-12', createdAt: new Date('2026-11-20T16:30:00Z') }
    const ever = { ...award, once: onceOf({ per: 'subject', event: null }, { ...around, eventOn: null }) }
    expect(standing(ever, '2035-01')).toEqual({ fen: 5_000, fromMonth: '2026-12', given: { on: '2026-11-21', event: null } })
    const event = { ...award, once: onceOf({ per: 'event', event: 'suddenHardship' }, { ...around, eventOn: '2026-11-18' }) }
    expect(event.once).toEqual({ key: 'relief|household.h|2026-11-18', event: 'suddenHardship', through: '2026-12' })
    expect(standing(event, '2026-12')).toMatchObject({ given: { on: '2026-11-21', event: 'suddenHardship' } })
    expect(standing(event, '2027-01')).toBeNull()
    expect(standing(award, '2027-01')).toBeNull()
  })
  test.each([
    ['subject', null, true],
    ['event', '2026-11-19', true],
    ['event', '2026-11-20', true],
    ['event', '2026-11-21', false],
    ['event', null, true],
  ] as const)('granted on the 20th, once per %s seen on %s: stands against it %s', (per, eventOn, stands) => {
    expect(isGiven({ per }, { on: '2026-11-20' }, eventOn)).toBe(stands)
  })
  test('the month after December is January', () => {
    expect(monthAfter('2026-12-31')).toBe('2027-01')
    expect(monthAfter('2026-09-01')).toBe('2026-10')
  })
})

describe('nobody loses anything unheard', () => {
  test.each([
    ['the last day to speak is hers', 'notice', '2026-12-14', '2026-12-14', false],
    ['the day after', 'notice', '2026-12-14', '2026-12-15', true],
    ['she spoke', 'heard', '2026-12-14', '2026-12-01', true],
    ['a raise takes nothing away', 'notice', null, '2026-12-01', true],
  ] as const)('%s', (_, changeState, hearUntil, today, may) => {
    expect(notHeardYet({ changeState, hearUntil }, today) === null).toBe(may)
  })
  test('where nothing is to change there is nothing to decide', () => {
    expect(notHeardYet({ changeState: 'none', hearUntil: null }, '2026-12-01')).not.toBeNull()
  })
})

test.each([
  ['stop', { fen: 5_000, isMet: true }, false],
  ['stop', { fen: null, isMet: false }, true],
  ['raise', { fen: 10_000, isMet: true }, true],
  ['raise', { fen: 5_000, isMet: true }, false],
  ['raise', { fen: 10_000, isMet: false }, false],
  ['reduce', { fen: 4_999, isMet: true }, true],
  ['reduce', { fen: 5_000, isMet: true }, false],
  ['reduce', { fen: null, isMet: true }, false],
] as const)('%s of 5,000 fen where the rules say %o: %s', (kind, rules, may) => {
  expect(changeFault(kind, 5_000, rules) === null).toBe(may)
})

test.each([
  ['2026-05', null],
  ['2026-06', null],
  ['2027-01', null],
  ['2026-04', '最早从 2026-05 起：以前的金额是那时另外决定的'],
  ['2027-02', '最晚从下个月起'],
] as const)('a change from %s', (fromMonth, fault) => {
  const lines = [{ fromMonth: '2026-01' }, { fromMonth: '2026-05' }] as AwardFacts['lines']
  expect(earlierFault({ firstMonth: '2026-01', lines }, fromMonth, '2026-12-03')).toBe(fault)
})

test('the month before January is December', () => {
  expect(monthBefore('2027-01')).toBe('2026-12')
})
