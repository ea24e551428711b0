import { addDays, addMonths, startOfDay } from '../units/calendar.ts'
import { shanghaiDate } from '../units/clock.ts'
import { dated, type LawSource, type Parameter, parameter, valueOn } from './parameter.ts'

const shortest: LawSource = { title: '个人信息保护法', number: null, article: '第十九条' }
const usage: LawSource = { title: '政务数据共享条例', number: null, article: '第二十九条' }
const logs: LawSource = { title: '网络安全法', number: null, article: '第二十三条' }

/** The law says "no longer than needed"; the number is ours until the bureau has confirmed it. */
const ours = (key: string, unit: 'days' | 'months' | 'years', value: number) =>
  parameter({
    key: `retention.${key}`,
    unit,
    values: [{ from: '2021-11-01', value, source: shortest, confidence: 'text', illustrative: true }],
  })

/** The record of a resident who moved away, died, or whose record went into another one. */
export const residentMonths = ours('resident', 'months', 36)
/** Records of the bureau's own work: rosters, imports, exchanges, daily results. */
export const workRecordMonths = ours('work_record', 'months', 36)
/** Rows of other registers that could not be taken, once somebody has settled them: they hold anything in any field. */
export const settledLetterDays = ours('settled_letter', 'days', 180)
/** What became of each row of an import: as long as the import can be taken back. */
export const importRowDays = ours('import_row', 'days', 30)
/** A file that was uploaded. */
export const uploadedFileDays = ours('uploaded_file', 'days', 7)
/** A copy of one's own data that nobody fetched. */
export const copyFileDays = ours('copy_file', 'days', 1)
/** A call for help: where somebody was and what happened. */
export const helpCallMonths = ours('help_call', 'months', 36)
/** What someone was told. */
export const messageMonths = ours('message', 'months', 36)
/** Answers kept so that a request sent twice has one effect. */
export const answerDays = ours('answer', 'days', 7)
/** What was told between our own parts. */
export const factChangeDays = ours('fact_change', 'days', 90)

/** Who looked at what of the government's shared data, and who was told what: at least so many years. */
export const usageRecordYears = parameter({
  key: 'retention.usage_record',
  unit: 'years',
  values: [{ from: '2025-08-01', value: 3, source: usage, confidence: 'text' }],
})

/** Network logs: at least so many months. No period of ours for a log may be shorter. */
export const logMonths = parameter({
  key: 'retention.log',
  unit: 'months',
  values: [{ from: '2017-06-01', value: 6, source: logs, confidence: 'text' }],
})

/** Calendar date in Asia/Shanghai: what ended before it has been kept long enough by `now`. @throws NoValueInForce */
export function keptSince(now: Date, period: Parameter): string {
  const today = shanghaiDate(now)
  const value = valueOn(period, today)
  if (period.unit === 'days') return addDays(today, -value)
  return addMonths(today, period.unit === 'years' ? -12 * value : -value)
}

/** The instant before which something must have ended to have been kept long enough: its last day is kept whole. */
export const keptSinceInstant = (now: Date, period: Parameter): Date => startOfDay(keptSince(now, period))

const units: Partial<Record<Parameter['unit'], string>> = { days: '天', months: '个月', years: '年' }

/** `36 个月`. @throws NoValueInForce */
export function periodWords(period: Parameter, date: string): string {
  return `${valueOn(period, date)} ${units[period.unit] ?? ''}`
}

/** True while nobody has confirmed the number. @throws NoValueInForce */
export const isIllustrative = (period: Parameter, date: string): boolean => dated(period, date).illustrative === true
