import type { AwardRow, ChangeKind, DeskAward, Differs, DiffersKind } from '@minsheng/shared/contracts/policy'
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

interface Rules {
  differs: Differs | null
  every: AwardRow['every']
  ofHousehold: boolean
}

/** In the list: how a benefit would come out today; null: as the rules say. */
export function differsWords({ differs, every, ofHousehold }: Rules): { word: string; tone: StateTone } | null {
  if (!differs) return null
  const should = differs.toFen === null || every === null ? '' : `，应是${rhythms[every]} ¥${formatYuan(differs.toFen)}`
  switch (differs.kind) {
    case 'more':
      return { word: `少发了${should}`, tone: 'warning' }
    case 'less':
      return { word: `多发了${should}`, tone: 'warning' }
    case 'not':
      return { word: '有条件不符合了', tone: 'danger' }
    case 'unclear':
      return { word: '有情况不清楚或过期了', tone: 'paused' }
    case 'gone':
      return { word: ofHousehold ? '这一户已经没有人住在这里' : '本人已经去世或迁走', tone: 'danger' }
    case 'payee':
      return { word: '领取的人不住在这一户了', tone: 'warning' }
  }
}

/** The way on, for whoever opens it: nothing is taken from anybody unheard. */
export const wayOnWords: Record<DiffersKind, string> = {
  more: '请提出“提高”，由另一位同事决定。选以前的月份，少发的会补发。',
  less: '不会自动减少。要降低的，先在下面告知理由、听本人说，再由另一位同事书面决定。',
  not: '不会自动停发。请先核对登记对不对；要停发的，在下面告知理由、听本人说，再由另一位同事书面决定。',
  unclear: '不清楚不等于不符合，不能因此降低或停发。请到“居民”里核实、登记，登记好会自动重新比对。',
  gone: '请先核对居民登记。已经去世的，由两位同事办停发；迁走的，先告知、听本人说。多发了的另外追回。',
  payee: '待遇是全家的，不因为领取的人离开就停。请换一位家里的成年人领取。',
}

/** What can be looked for. */
export const differsOptions: readonly { value: DiffersKind | 'any'; label: string }[] = [
  { value: 'any', label: '所有不一样的' },
  { value: 'more', label: '少发了' },
  { value: 'less', label: '多发了' },
  { value: 'not', label: '有条件不符合了' },
  { value: 'unclear', label: '有情况不清楚' },
  { value: 'gone', label: '去世或迁走' },
  { value: 'payee', label: '领取的人不住在这一户' },
]

export const kindWords: Record<ChangeKind, string> = { raise: '提高', reduce: '降低', stop: '停发' }

const rhythms = { month: '每月', year: '每年', once: '一次' } as const

/** `每月 ¥50.00`; what is over says so. */
export function standsWords({ every, ceiling, fen, lastMonth }: Pick<AwardRow, 'every' | 'ceiling' | 'fen' | 'lastMonth'>): string {
  if (every === null) return '不发钱，按这项政策享受减免、服务或救助资格'
  const money = `${rhythms[every]}${ceiling ? '最多' : ''} ¥${formatYuan(fen)}`
  return lastMonth === null || every === 'once' ? money : `${money}，到${monthWords(lastMonth)}为止`
}
