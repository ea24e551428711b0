import type { AwardRow, ChangeKind, DeskAward } from '@minsheng/shared/contracts/policy'
import { addMonths } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import type { StateTone } from '../../ui/state-tag.tsx'
import { monthWords } from '../../ui/time-words.ts'

export const awardKeys = { awards: ['policy-awards'], unanswered: ['policy-unanswered'] } as const

/** Whose turn it is: the person's while they may speak, then a second colleague's. @param today calendar date in Shanghai */
export function changeWords(
  { state, hearUntil }: { state: AwardRow['state']; hearUntil: string | null },
  today: string,
): { word: string; tone: StateTone } {
  if (state === 'none') return { word: '正常', tone: 'good' }
  if (state === 'heard') return { word: '本人已说，待决定', tone: 'waiting' }
  if (hearUntil === null) return { word: '待决定', tone: 'waiting' }
  return hearUntil < today ? { word: '本人没有说，待决定', tone: 'waiting' } : { word: '等本人说', tone: 'paused' }
}

/** Months a change may begin in: from where the newest amount began, up to this one, the newest first. @param today calendar date */
export function monthsSince({ lines, firstMonth }: Pick<DeskAward, 'lines' | 'firstMonth'>, today = shanghaiDate(new Date())): string[] {
  const months: string[] = []
  for (let month = lines.at(-1)?.fromMonth ?? firstMonth; month <= today.slice(0, 7); month = addMonths(`${month}-01`, 1).slice(0, 7))
    months.unshift(month)
  return months
}

export const kindWords: Record<ChangeKind, string> = { raise: '提高', reduce: '降低', stop: '停发' }

const rhythms = { month: '每月', year: '每年', once: '一次' } as const

/** `每月 ¥50.00`; what is over says so. */
export function standsWords({ every, ceiling, fen, lastMonth }: Pick<AwardRow, 'every' | 'ceiling' | 'fen' | 'lastMonth'>): string {
  if (every === null) return '不发钱，按这项政策享受减免、服务或救助资格'
  const money = `${rhythms[every]}${ceiling ? '最多' : ''} ¥${formatYuan(fen)}`
  return lastMonth === null || every === 'once' ? money : `${money}，到${monthWords(lastMonth)}为止`
}
