import { addDays, addMonths, daysBetween } from '@minsheng/shared/units/calendar'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  annualDuty,
  campaignDuties,
  type DisclosureKind,
  type Duty,
  disclosureWords,
  isLong,
  isOverdue,
  lawWords,
  notYetReason,
  pauseReason,
  periodTold,
  projectDuties,
  type Told,
  urgencyOf,
} from './domain.ts'

const campaign = (startsOn: string, endsOn: string, more: { endedOn?: string; emergency?: boolean } = {}) => ({
  id: 'cmp_1',
  startsOn,
  endsOn,
  endedOn: null,
  emergency: false,
  ...more,
})
const told = (kind: DisclosureKind, publishedOn: string, subjectId = 'cmp_1'): Told => ({
  kind,
  subjectId,
  publishedOn,
  periodTo: publishedOn,
})
const of = (duties: readonly Duty[], kind: DisclosureKind) => duties.find((duty) => duty.kind === kind)
const pausedOn = (day: string, what: Parameters<typeof campaignDuties>[0], reports: Told[] = []) =>
  pauseReason(campaignDuties(what, reports, day), day)

describe('what lasts long', () => {
  test.each([
    ['six months to the day', '2026-01-01', '2026-07-01', false],
    ['six months and a day', '2026-01-01', '2026-07-02', true],
    ['six months from the 31st, which June has not', '2025-12-31', '2026-06-30', false],
    ['a day after that', '2025-12-31', '2026-07-01', true],
    ['six months over a leap day', '2027-08-29', '2028-02-29', false],
    ['seven months', '2026-05-01', '2026-12-01', true],
  ])('%s: %s to %s', (_, startsOn, endsOn, long) => expect(isLong({ startsOn, endsOn }, '2026-11-25')).toBe(long))

  test('an open end is long', () => expect(isLong({ startsOn: '2026-01-01', endsOn: null }, '2026-11-25')).toBe(true))
})

describe('a campaign of seven months without a report', () => {
  // 1 May to 1 August are 92 days: the longest three months there are.
  const seven = campaign('2026-05-01', '2026-12-01')

  test('is told of by the same day of the third month: day 92 is in time, day 93 pauses with its reason', () => {
    expect(of(campaignDuties(seven, [], '2026-06-01'), 'campaign_periodic')).toMatchObject({
      periodFrom: '2026-05-01',
      dueOn: '2026-08-01',
    })
    expect(daysBetween('2026-05-01', '2026-08-01')).toBe(92)
    expect(pausedOn(addDays('2026-05-01', 92), seven)).toBeNull()
    expect(pausedOn(addDays('2026-05-01', 93), seven)).toBe('该项目 8月1日前应公布的募捐情况还没有公布，公益码暂停使用')
  })

  test('on day 93 it pauses wherever its three months lie, on day 89 it never does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), (offset) => {
        const startsOn = addDays('2026-01-01', offset)
        const any = campaign(startsOn, addMonths(startsOn, 7))
        expect(pausedOn(addDays(startsOn, 93), any)).not.toBeNull()
        expect(pausedOn(addDays(startsOn, 89), any)).toBeNull()
      }),
    )
  })

  test('a report clears it, late or not, and the next is due three months after it', () => {
    const late = told('campaign_periodic', '2026-08-05')
    expect(pausedOn('2026-08-05', seven, [late])).toBeNull()
    expect(of(campaignDuties(seven, [late], '2026-08-05'), 'campaign_periodic')).toMatchObject({
      periodFrom: '2026-08-06',
      dueOn: '2026-11-05',
    })
    expect(pausedOn('2026-11-05', seven, [late])).toBeNull()
    expect(pausedOn('2026-11-06', seven, [late])).toBe('该项目 11月5日前应公布的募捐情况还没有公布，公益码暂停使用')
  })

  test('another subject, or another kind, clears nothing', () => {
    expect(pausedOn('2026-08-02', seven, [told('campaign_periodic', '2026-07-01', 'cmp_2')])).not.toBeNull()
    expect(pausedOn('2026-08-02', seven, [told('project_periodic', '2026-07-01')])).not.toBeNull()
  })

  test('told shortly before its end, nothing more is due on the way', () => {
    const duties = campaignDuties(seven, [told('campaign_periodic', '2026-07-30'), told('campaign_periodic', '2026-10-20')], '2026-11-25')
    expect(duties.map(({ kind }) => kind)).toEqual(['campaign_final'])
  })
})

test('a campaign of exactly six months owes nothing on the way', () => {
  const six = campaign('2026-01-01', '2026-07-01')
  for (let day = '2026-01-01'; day <= '2026-10-01'; day = addDays(day, 1)) expect(pausedOn(day, six)).toBeNull()
  expect(campaignDuties(six, [], '2026-04-02').map(({ kind }) => kind)).toEqual(['campaign_final'])
})

describe('everything, after the end', () => {
  test.each([
    ['an end', campaign('2026-01-01', '2026-06-30'), '2026-09-30'],
    ['an end on a day its third month has not', campaign('2026-08-01', '2026-11-30'), '2027-02-28'],
    ['one ended before its time', campaign('2026-01-01', '2026-06-30', { endedOn: '2026-03-31' }), '2026-06-30'],
  ])('%s: due three months later', (_, what, dueOn) => {
    expect(of(campaignDuties(what, [], '2026-05-01'), 'campaign_final')).toMatchObject({ periodFrom: what.startsOn, dueOn })
    expect(pausedOn(dueOn, what)).toBeNull()
    expect(pausedOn(addDays(dueOn, 1), what)).toContain('全部募捐情况')
    expect(campaignDuties(what, [told('campaign_final', dueOn)], addDays(dueOn, 1))).toEqual([])
  })

  test('can be told from the day after the end', () => {
    const [duty] = campaignDuties(campaign('2026-01-01', '2026-06-30'), [], '2026-06-30')
    expect(duty && notYetReason(duty, '2026-06-30')).toBe('结束以后才能公布全部情况')
    expect(duty && notYetReason(duty, '2026-07-01')).toBeNull()
  })
})

describe('an emergency', () => {
  const urgent = campaign('2026-07-01', '2026-07-31', { emergency: true })

  test('tells every five days while it lasts', () => {
    expect(pausedOn('2026-07-06', urgent)).toBeNull()
    expect(pausedOn('2026-07-07', urgent)).toBe('该项目 7月6日前应公布的应急募捐收支情况还没有公布，公益码暂停使用')
    expect(pausedOn('2026-07-07', urgent, [told('emergency', '2026-07-07')])).toBeNull()
    expect(of(campaignDuties(urgent, [told('emergency', '2026-07-28')], '2026-07-29'), 'emergency')).toBeUndefined()
  })
})

describe('a project', () => {
  const project = (endsOn: string | null, endedOn: string | null = null) => ({ id: 'prj_1', startsOn: '2026-01-15', endsOn, endedOn })

  test('without a planned end tells every three months, and everything once it has ended', () => {
    const open = projectDuties(project(null), [], '2026-04-16')
    expect(open).toEqual([
      { kind: 'project_periodic', subjectId: 'prj_1', periodFrom: '2026-01-15', periodTo: '2026-04-15', dueOn: '2026-04-15' },
    ])
    expect(pauseReason(open, '2026-04-16')).toBe('该项目 4月15日前应公布的实施情况还没有公布，公益码暂停使用')
    const ended = projectDuties(project(null, '2026-04-10'), [], '2026-04-16')
    expect(ended).toMatchObject([{ kind: 'project_final', dueOn: '2026-07-10' }])
  })
})

describe('the year', () => {
  const charity = { id: 'chr_1', registeredOn: '2025-12-30' }

  test('is told by 31 May, from the year of registration, the oldest first', () => {
    const first = annualDuty(charity, [], '2026-05-31')
    expect(first).toMatchObject({ periodFrom: '2025-01-01', periodTo: '2025-12-31', dueOn: '2026-05-31' })
    expect(isOverdue(first, '2026-05-31')).toBe(false)
    expect(pauseReason([first], '2026-06-01')).toBe('该慈善组织 5月31日前应公布的2025年年度报告还没有公布，公益码暂停使用')
    expect(pauseReason([first], '2027-02-01')).toContain('2026年5月31日前')
    const done = [{ kind: 'annual' as const, subjectId: 'chr_1', publishedOn: '2026-06-02', periodTo: '2025-12-31' }]
    const next = annualDuty(charity, done, '2026-06-02')
    expect(next).toMatchObject({ periodTo: '2026-12-31', dueOn: '2027-05-31' })
    expect(notYetReason(next, '2026-12-31')).toBe('2026年过完以后才能公布这一年的报告')
    expect(notYetReason(next, '2027-01-01')).toBeNull()
  })
})

test.each([
  ['2026-06-29', 'later'],
  ['2026-07-01', 'soon'],
  ['2026-07-23', 'soon'],
  ['2026-07-24', 'close'],
  ['2026-07-30', 'close'],
  ['2026-07-31', 'due'],
  ['2026-08-01', 'overdue'],
])('on %s what is due on 31 July is %s', (today, urgency) => expect(urgencyOf({ dueOn: '2026-07-31' }, today)).toBe(urgency))

test('a report on the way speaks of the days up to its publishing, a final one of all', () => {
  const duty: Duty = {
    kind: 'campaign_periodic',
    subjectId: 'cmp_1',
    periodFrom: '2026-05-01',
    periodTo: '2026-08-01',
    dueOn: '2026-08-01',
  }
  expect(periodTold(duty, '2026-07-20')).toEqual({ periodFrom: '2026-05-01', periodTo: '2026-07-20' })
  expect(periodTold({ ...duty, kind: 'campaign_final', periodTo: '2026-07-01' }, '2026-07-20').periodTo).toBe('2026-07-01')
})

test('the longest overdue is the one that is named', () => {
  const duties: Duty[] = [
    { kind: 'project_periodic', subjectId: 'p', periodFrom: '2026-01-01', periodTo: '2026-05-20', dueOn: '2026-05-20' },
    { kind: 'campaign_periodic', subjectId: 'c', periodFrom: '2026-01-01', periodTo: '2026-05-18', dueOn: '2026-05-18' },
  ]
  expect(pauseReason(duties, '2026-06-01')).toContain('5月18日前应公布的募捐情况')
  expect(pauseReason(duties, '2026-05-18')).toBeNull()
})

describe('words', () => {
  test.each<[DisclosureKind, string]>([
    ['campaign_periodic', '募捐超过 6 个月的，至少每 3 个月公布一次募捐情况（《慈善法》第七十九条）'],
    ['campaign_final', '募捐结束后 3 个月内，公布全部募捐情况（《慈善法》第七十九条）'],
    ['annual', '每年 5 月底以前，公布上一年的年度报告（《慈善组织信息公开办法》（民政部令第81号））'],
  ])('%s', (kind, words) => expect(lawWords(kind, '2026-11-25')).toBe(words))

  test('for the donor', () => {
    const words = (startsOn: string, endsOn: string, emergency = false) =>
      disclosureWords({ startsOn, endsOn, emergency }, '湖畔会', '2026-11-25')
    expect(words('2026-01-01', '2026-12-31')).toBe('湖畔会每 3 个月公布一次进展和善款去向；募捐结束后 3 个月内公布全部收支。')
    expect(words('2026-01-01', '2026-07-01')).toBe('湖畔会募捐结束后 3 个月内公布全部收支。')
    expect(words('2026-01-01', '2026-02-01', true)).toContain('每 5 天公布一次')
  })
})
