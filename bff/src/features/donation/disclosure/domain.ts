import type { DisclosureKind } from '@minsheng/shared/contracts/donation'
import {
  annualReportMonths,
  emergencyReportDays,
  finalReportMonths,
  longRunMonths,
  periodicReportMonths,
} from '@minsheng/shared/law/charity'
import { dated, type Parameter, sourceWords, valueOn } from '@minsheng/shared/law/parameter'
import { addDays, addMonths, daysBetween } from '@minsheng/shared/units/calendar'

export type { DisclosureKind }

/** What lasts for a time and is told about: a campaign, or a project. */
export interface Undertaking {
  id: string
  startsOn: string
  /** The last day by its plan; null while none is planned. */
  endsOn: string | null
  /** The last day of one ended before its time. */
  endedOn: string | null
}

/** A report that was published, as far as the calendar needs it. */
export interface Told {
  kind: DisclosureKind
  subjectId: string
  publishedOn: string
  periodTo: string
}

/** One thing to be told next. */
export interface Duty {
  kind: DisclosureKind
  subjectId: string
  periodFrom: string
  /** The last day it can speak of; a report published before it speaks of the days up to its publishing. */
  periodTo: string
  /** The last day on which publishing is in time. */
  dueOn: string
}

const earlier = (a: string | null, b: string | null) => (a === null ? b : b === null || a < b ? a : b)

/** The last day, by plan or ended before; null while there is none. */
export const endOf = ({ endsOn, endedOn }: Pick<Undertaking, 'endsOn' | 'endedOn'>): string | null => earlier(endsOn, endedOn)

/**
 * Whether it lasts so long that it has to tell of itself on the way.
 * @remarks 慈善法 79: 超过六个月. Six months from 1 January end on 1 July (民法典 201, 202: the first day is not counted): one that
 * ends on that day has lasted six months and owes nothing on the way, one that ends a day later does. An open end is long.
 */
export function isLong({ startsOn, endsOn }: Pick<Undertaking, 'startsOn' | 'endsOn'>, today: string): boolean {
  return endsOn === null || endsOn > addMonths(startsOn, valueOn(longRunMonths, today))
}

const lastOf = (told: readonly Told[], kind: DisclosureKind, subjectId: string): Told | null =>
  told
    .filter((report) => report.kind === kind && report.subjectId === subjectId)
    .reduce<Told | null>((last, report) => (last === null || report.publishedOn > last.publishedOn ? report : last), null)

/**
 * The next telling on the way, if one falls due before the end.
 * @remarks 慈善法 79: 至少每三个月公布一次. Three months count from the start, and then from the day of the last telling; the last
 * day in time is the same day of the third month (the month's last where it has none). Three months have 89 to 92 days, so
 * on the 93rd day after the start a telling is overdue wherever the months lie.
 */
function recurring(kind: DisclosureKind, of: Undertaking, told: readonly Told[], dueAfter: (from: string) => string): Duty | null {
  const last = lastOf(told, kind, of.id)
  const dueOn = dueAfter(last?.publishedOn ?? of.startsOn)
  const end = endOf(of)
  if (end !== null && dueOn > end) return null
  return { kind, subjectId: of.id, periodFrom: last === null ? of.startsOn : addDays(last.periodTo, 1), periodTo: dueOn, dueOn }
}

function final(kind: DisclosureKind, of: Undertaking, today: string): Duty | null {
  const end = endOf(of)
  if (end === null) return null
  const dueOn = addMonths(end, valueOn(finalReportMonths, today))
  return { kind, subjectId: of.id, periodFrom: of.startsOn, periodTo: end, dueOn }
}

function duties(of: Undertaking, about: 'campaign' | 'project', told: readonly Told[], today: string): Duty[] {
  const finalKind = `${about}_final` as const
  // Once everything is told, nothing is left to tell.
  if (lastOf(told, finalKind, of.id) !== null) return []
  const months = valueOn(periodicReportMonths, today)
  const periodic = isLong(of, today) ? recurring(`${about}_periodic`, of, told, (from) => addMonths(from, months)) : null
  return [periodic, final(finalKind, of, today)].filter((duty) => duty !== null)
}

/** What a published campaign has to tell next. */
export function campaignDuties(campaign: Undertaking & { emergency: boolean }, told: readonly Told[], today: string): Duty[] {
  const days = valueOn(emergencyReportDays, today)
  const isTold = lastOf(told, 'campaign_final', campaign.id) !== null
  const urgent = campaign.emergency && !isTold ? recurring('emergency', campaign, told, (from) => addDays(from, days)) : null
  return [...(urgent === null ? [] : [urgent]), ...duties(campaign, 'campaign', told, today)]
}

/** What a project has to tell next, once a campaign raises for it. */
export const projectDuties = (project: Undertaking, told: readonly Told[], today: string): Duty[] => duties(project, 'project', told, today)

/** The oldest year a charity has not told of, from the year it was registered here. */
export function annualDuty(charity: { id: string; registeredOn: string }, told: readonly Told[], today: string): Duty {
  const years = new Set(
    told.filter(({ kind, subjectId }) => kind === 'annual' && subjectId === charity.id).map(({ periodTo }) => periodTo.slice(0, 4)),
  )
  let year = Number(charity.registeredOn.slice(0, 4))
  while (years.has(String(year))) year += 1
  const dueOn = addDays(addMonths(`${year + 1}-01-01`, valueOn(annualReportMonths, today)), -1)
  return { kind: 'annual', subjectId: charity.id, periodFrom: `${year}-01-01`, periodTo: `${year}-12-31`, dueOn }
}

/** Reminders begin so many days before the last, and grow firmer. */
const SOON_DAYS = 30
const CLOSE_DAYS = 7

export const isOverdue = ({ dueOn }: Pick<Duty, 'dueOn'>, today: string): boolean => dueOn < today

export function urgencyOf({ dueOn }: Pick<Duty, 'dueOn'>, today: string): 'later' | 'soon' | 'close' | 'due' | 'overdue' {
  const left = daysBetween(today, dueOn)
  if (left < 0) return 'overdue'
  if (left === 0) return 'due'
  return left <= CLOSE_DAYS ? 'close' : left <= SOON_DAYS ? 'soon' : 'later'
}

/** Why a duty can't be met yet, in words; null when it can: what is told of a whole time waits for its end. */
export function notYetReason({ kind, periodFrom, periodTo }: Duty, today: string): string | null {
  if (kind === 'annual' && today <= periodTo) return `${periodTo.slice(0, 4)}年过完以后才能公布这一年的报告`
  if ((kind === 'campaign_final' || kind === 'project_final') && today <= periodTo) return '结束以后才能公布全部情况'
  return today < periodFrom ? '还没有开始，没有可以公布的内容' : null
}

/** The days a report published today speaks of. */
export function periodTold(duty: Duty, today: string): { periodFrom: string; periodTo: string } {
  const recurs = duty.kind === 'campaign_periodic' || duty.kind === 'project_periodic' || duty.kind === 'emergency'
  return { periodFrom: duty.periodFrom, periodTo: recurs ? today : duty.periodTo }
}

/** `5月20日`, with the year where it is another. */
function dayWords(date: string, today: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${today.startsWith(String(year)) ? '' : `${year}年`}${month}月${day}日`
}

const contentWords: Record<DisclosureKind, string> = {
  campaign_periodic: '募捐情况',
  campaign_final: '全部募捐情况',
  project_periodic: '实施情况',
  project_final: '全部实施情况',
  annual: '年度报告',
  emergency: '应急募捐收支情况',
}

/** Why the codes pause, in words for the donor; null while nothing is overdue. The longest overdue is named. */
export function pauseReason(open: readonly Duty[], today: string): string | null {
  const [first] = open.filter((duty) => isOverdue(duty, today)).sort((a, b) => a.dueOn.localeCompare(b.dueOn))
  if (!first) return null
  const [who, year] = first.kind === 'annual' ? ['该慈善组织', `${first.periodTo.slice(0, 4)}年`] : ['该项目', '']
  return `${who} ${dayWords(first.dueOn, today)}前应公布的${year}${contentWords[first.kind]}还没有公布，公益码暂停使用`
}

/** The rule behind a duty and where it stands, the numbers as they are in force on the day. */
export function lawWords(kind: DisclosureKind, today: string): string {
  const at = (parameter: Parameter) => sourceWords(dated(parameter, today).source)
  const number = (parameter: Parameter) => valueOn(parameter, today)
  switch (kind) {
    case 'campaign_periodic':
      return `募捐超过 ${number(longRunMonths)} 个月的，至少每 ${number(periodicReportMonths)} 个月公布一次募捐情况（${at(periodicReportMonths)}）`
    case 'project_periodic':
      return `项目超过 ${number(longRunMonths)} 个月的，至少每 ${number(periodicReportMonths)} 个月公布一次实施情况（${at(periodicReportMonths)}）`
    case 'campaign_final':
      return `募捐结束后 ${number(finalReportMonths)} 个月内，公布全部募捐情况（${at(finalReportMonths)}）`
    case 'project_final':
      return `项目结束后 ${number(finalReportMonths)} 个月内，公布全部实施情况和款物使用情况（${at(finalReportMonths)}）`
    case 'annual':
      return `每年 ${number(annualReportMonths)} 月底以前，公布上一年的年度报告（${at(annualReportMonths)}）`
    case 'emergency':
      return `突发事件募捐，至少每 ${number(emergencyReportDays)} 天公布一次接收和使用情况（${at(emergencyReportDays)}）`
  }
}

/** When what will be told of a campaign, in one sentence for its donors. */
export function disclosureWords(
  campaign: Pick<Undertaking, 'startsOn' | 'endsOn'> & { emergency: boolean },
  charityName: string,
  today: string,
): string {
  const parts = [
    ...(campaign.emergency ? [`每 ${valueOn(emergencyReportDays, today)} 天公布一次接收和使用情况`] : []),
    ...(isLong(campaign, today) ? [`每 ${valueOn(periodicReportMonths, today)} 个月公布一次进展和善款去向`] : []),
    `募捐结束后 ${valueOn(finalReportMonths, today)} 个月内公布全部收支`,
  ]
  return `${charityName}${parts.join('；')}。`
}
