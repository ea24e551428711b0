import type { HelpBoard } from '@minsheng/shared/contracts/help'
import { classWords } from '@minsheng/shared/words/help'
import { categoryWords, leftWords } from '../words.ts'

/** On a dark ground, each at least 4.5 to 1 against the ink on it or the ground under it. */
export const wallColours = {
  ground: '#0A1E22',
  card: '#12303A',
  ink: '#F2F7F7',
  quiet: '#B7C9CC',
  calm: '#1D4A4F',
  underWay: '#20627A',
  waiting: '#8A5200',
  late: '#A92817',
  amber: '#FFC861',
  red: '#FF8B7A',
  green: '#7FD7A0',
} as const

type Call = HelpBoard['calls'][number]

/** What stands of a call on the wall: how urgent and what, where about; never whose. */
export const wallCallWords = ({ urgency, category, gridName, communityName }: Call): string =>
  [category ? categoryWords[category] : classWords[urgency], gridName ?? communityName ?? '不知道在哪里'].join('，')

/** How long until the next promise breaks, or since: colour says nothing that the words don't. */
export function wallClock({ nextDue, isLate }: Call, now: number): { words: string; tone: 'late' | 'soon' | 'calm' } {
  if (!nextDue) return { words: isLate ? '已超时，还没办完' : '没有计时', tone: isLate ? 'late' : 'calm' }
  const what = { acknowledge: '有人接', on_site: '到场', resolve: '办好', call_back: '回电', rate: '评价', check_in: '报平安' }[
    nextDue.what
  ]
  const left = Date.parse(nextDue.at) - now
  return { words: `${what}${leftWords(nextDue.at, now)}`, tone: left < 0 || isLate ? 'late' : left < 60_000 ? 'soon' : 'calm' }
}
