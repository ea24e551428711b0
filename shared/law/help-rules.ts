import { type Confidence, type LawSource, type Parameter, parameter, valueOn } from './parameter.ts'

const aid: LawSource = { title: '无障碍环境建设法', number: null, article: '第三十五条' }
const whereabouts: LawSource = { title: '个人信息保护法', number: null, article: '第十九条' }

/** The law names no number: ours until the bureau has confirmed it. */
const ours = (key: string, unit: 'minutes' | 'metres', value: number, source = aid, confidence: Confidence = 'text'): Parameter =>
  parameter({ key: `help.${key}`, unit, values: [{ from: '2021-11-01', value, source, confidence, illustrative: true }] })

/**
 * As long as the place a worker's phone told says where they are; it is forgotten then, and at once when they go off duty.
 * @remarks 个人信息保护法 19: no longer than needed.
 */
export const freshFixMinutes = ours('fresh_fix', 'minutes', 30, whereabouts)
/** Whoever forgot to go off duty is off duty after this. */
export const longestDutyMinutes = ours('longest_duty', 'minutes', 14 * 60)

/** Two reports of one person no further apart in time and place are one incident. */
export const sameIncidentMinutes = ours('same_incident_time', 'minutes', 10)
export const sameIncidentMetres = ours('same_incident_place', 'metres', 50)

/** What a device tells later than this is looked into, and never about life any more. */
export const lateAlarmMinutes = ours('late_alarm', 'minutes', 10)

const labour: LawSource = { title: '安全生产法', number: null, article: '第四条' }
/** So long after they came, a worker who is alone with a risky call, or at night, is asked whether all is well. */
export const safetyAskMinutes = ours('safety_ask', 'minutes', 20, labour, 'memory')
/** Whoever does not answer for so long is looked for. */
export const safetyAnswerMinutes = ours('safety_answer', 'minutes', 5, labour, 'memory')
/** Minutes of the day, in Asia/Shanghai, between which it is night. */
export const nightFromMinute = ours('night_from', 'minutes', 22 * 60, labour, 'memory')
export const nightToMinute = ours('night_to', 'minutes', 6 * 60, labour, 'memory')

/** Minutes as milliseconds on a calendar date in Asia/Shanghai. @throws NoValueInForce */
export const minutesOn = (of: Parameter, date: string): number => valueOn(of, date) * 60_000
