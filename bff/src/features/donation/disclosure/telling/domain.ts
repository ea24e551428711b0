import { daysBetween } from '@minsheng/shared/units/calendar'
import { formatDate } from '@minsheng/shared/units/clock'
import type { DisclosureKind, Duty } from '../domain.ts'

/** Page of the panel where reports are written and published. */
export const disclosurePage = '/disclosures'

/** A charity's people are reminded so many days before the last. */
const REMINDER_DAYS = [14, 7, 1] as const
/** What has to be told every few days is reminded of on its last day but one only. */
const SHORT_REMINDER_DAYS = [1] as const

/**
 * Which reminder is due: the firmest whose day has come. A day on which nobody looked loses none, and a duty that comes up
 * late is reminded of once, with the days it really has left.
 */
export function reminderOf({ kind, dueOn }: Pick<Duty, 'kind' | 'dueOn'>, today: string): number | null {
  const left = daysBetween(today, dueOn)
  if (left < 0) return null
  const days = kind === 'emergency' ? SHORT_REMINDER_DAYS : REMINDER_DAYS
  return days.filter((rung) => left <= rung).at(-1) ?? null
}

const reportWords: Record<DisclosureKind, string> = {
  campaign_periodic: '募捐情况',
  campaign_final: '全部募捐情况',
  project_periodic: '实施情况',
  project_final: '全部实施情况',
  annual: '年度报告',
  emergency: '应急募捐收支情况',
}

const dayWords = (date: string) => formatDate(new Date(`${date}T12:00:00+08:00`))

/** What a charity's people read before a report is due. */
export function dueWords(duty: Pick<Duty, 'kind' | 'dueOn' | 'periodTo'>, name: string, today: string): { title: string; body: string } {
  const left = daysBetween(today, duty.dueOn)
  const when = left === 0 ? '今天是最后一天' : `还有 ${left} 天`
  const year = duty.kind === 'annual' ? `${duty.periodTo.slice(0, 4)}年` : ''
  return {
    title: `信息公开快到期：${when}`,
    body: `“${name}”的${year}${reportWords[duty.kind]}应在${dayWords(duty.dueOn)}以前公布，${when}。\n过了这一天还没有公布，公益码会暂停使用，不能再收捐款，公布以后才恢复。\n请在“信息公开”里写好，由负责人公布。`,
  }
}

/** What they read when the codes of a campaign pause, with the reason that donors read. */
export const pausedWords = (title: string, reason: string): { title: string; body: string } => ({
  title: '公益码已暂停：信息公开逾期',
  body: `“${title}”：${reason}。\n捐赠人扫码时也看到这个原因，现在不能捐款。请马上在“信息公开”里写好并公布，公布以后公益码自动恢复。`,
})

/** What they read when the codes work again. */
export const resumedWords = (title: string): { title: string; body: string } => ({
  title: '公益码已恢复使用',
  body: `“${title}”该公布的已经公布，公益码恢复使用，可以继续收捐款。`,
})
