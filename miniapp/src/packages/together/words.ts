import type { MonthlyGift, MonthlyMonth, Team } from '@minsheng/shared/contracts/donation'
import { formatDate, shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import type { Tone } from '../../ui/badge'

const DAY_MS = 86_400_000

/** `2026-06-15` → `2026年6月15日（周一）`. */
export const dayWords = (date: string): string => formatDate(new Date(`${date}T00:00:00+08:00`))

/** `2026-06` → `2026年6月`. */
export const monthWords = (month: string): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`

export const teamStates: Record<Team['state'], { tone: Tone; label: string }> = {
  checking: { tone: 'warm', label: '正在检查文字' },
  in_review: { tone: 'warm', label: '等工作人员看' },
  open: { tone: 'success', label: '正在进行' },
  refused: { tone: 'danger', label: '没有通过' },
  ended: { tone: 'muted', label: '已经结束' },
}

/** How many gave, without urging anyone. */
export const peopleWords = ({ people }: Pick<Team, 'people'>): string => (people === 0 ? '还没有人捐' : `${people} 人捐过`)

/** How far the target is reached; empty when there is none. */
export function targetWords({ raisedFen, targetFen }: Pick<Team, 'raisedFen' | 'targetFen'>): string {
  if (targetFen === null) return ''
  const goal = `目标 ¥${formatYuan(targetFen)}`
  return raisedFen >= targetFen ? `${goal}，已经到了` : goal
}

/** The ends a starter may choose: days from today, never after the project's own. */
export function endChoices(today: string, campaignEndsOn: string): { value: string; label: string }[] {
  const later = (days: number) => shanghaiDate(new Date(Date.parse(`${today}T00:00:00+08:00`) + days * DAY_MS))
  const choices = [
    { value: later(7), label: '一周后' },
    { value: later(14), label: '两周后' },
    { value: later(30), label: '一个月后' },
  ].filter(({ value }) => value < campaignEndsOn)
  return [...choices, { value: campaignEndsOn, label: '到项目结束' }]
}

export const reportReasons = [
  { value: 'fraud', label: '像是骗钱的' },
  { value: 'false', label: '说的不是真的' },
  { value: 'abusive', label: '骂人或不文明' },
  { value: 'privacy', label: '写了别人的隐私' },
  { value: 'other', label: '别的原因' },
] as const

export const monthlyStates: Record<MonthlyGift['state'], { tone: Tone; label: string }> = {
  active: { tone: 'success', label: '每月提醒' },
  paused: { tone: 'warm', label: '已经暂停' },
  stopped: { tone: 'muted', label: '已经停止' },
  ended: { tone: 'muted', label: '已经结束' },
}

export const monthStates: Record<MonthlyMonth['state'], string> = {
  reminded: '提醒过了，还没有捐',
  reminded_again: '提醒过两次，还没有捐',
  given: '已经捐了',
  returned: '捐了，后来退回了',
  missed: '这个月没有捐',
}

/** What will happen next, in one sentence. */
export function nextWords({
  state,
  nextOn,
  dayOfMonth,
  stateReason,
}: Pick<MonthlyGift, 'state' | 'nextOn' | 'dayOfMonth' | 'stateReason'>): string {
  switch (state) {
    case 'active':
      return nextOn ? `下次提醒：${dayWords(nextOn)}` : `每月 ${dayOfMonth} 日提醒`
    case 'paused':
      return '暂停了，不提醒。恢复后接着提醒。'
    case 'stopped':
      return '停止了，不再提醒。'
    case 'ended':
      return stateReason ?? '结束了，不再提醒。'
  }
}

/** Until when a monthly gift may be bound: no end, or so many months. */
export function untilChoices(today: string): { value: string; label: string }[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const lastDayIn = (months: number) => shanghaiDate(new Date(Date.UTC(year, month - 1 + months + 1, 0)))
  return [
    { value: '', label: '不设期限，随时可停' },
    { value: lastDayIn(6), label: '半年' },
    { value: lastDayIn(12), label: '一年' },
  ]
}
