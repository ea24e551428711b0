import type { HelpClass, HelpRung } from '../contracts/help.ts'
import { type LawSource, NoValueInForce } from './parameter.ts'

/** A stretch of time: seconds that pass at night and on holidays too, or whole working days (调休 counted). */
export type Span = { seconds: number } | { workingDays: number }

/** What is promised for one class of calls. */
export interface ClassTerms {
  /** Who is told next while nobody takes it, each counted from when it was raised. */
  ladder: readonly { after: Span; to: HelpRung }[]
  /** Somebody is there. */
  onSite: Span | null
  /** It is dealt with, or told how it stands. */
  resolve: Span
  /** Whoever took their call back is rung; null where nobody has to be. */
  callBack: Span | null
  /** As long as it can be rated. */
  rating: Span
}

/** All that is promised from a day on, until the next begins. */
export interface HelpTerms {
  version: string
  /** Calendar date in Asia/Shanghai. */
  from: string
  source: LawSource
  /** True for what the bureau has not confirmed: every screen that shows it says so. */
  illustrative: boolean
  classes: Readonly<Record<HelpClass, ClassTerms>>
}

const seconds = (count: number): Span => ({ seconds: count })
const minutes = (count: number): Span => seconds(count * 60)
const hours = (count: number): Span => minutes(count * 60)
const days = (count: number): Span => hours(count * 24)
const rating = days(7)
const ladder = (first: Span, second: Span, third: Span): ClassTerms['ladder'] => [
  { after: first, to: 'backup' },
  { after: second, to: 'community' },
  { after: third, to: 'district' },
]

/**
 * Oldest first. The law asks for one press and an answer and names no time: the times are ours until the bureau has
 * confirmed them.
 */
export const helpTerms: readonly HelpTerms[] = [
  {
    version: 'help-1',
    from: '2023-09-01',
    source: { title: '无障碍环境建设法', number: null, article: '第三十五条' },
    illustrative: true,
    classes: {
      p0: {
        ladder: ladder(seconds(60), seconds(180), seconds(300)),
        onSite: minutes(15),
        resolve: hours(2),
        callBack: minutes(15),
        rating,
      },
      p1: { ladder: ladder(minutes(5), minutes(15), minutes(30)), onSite: null, resolve: hours(24), callBack: null, rating },
      p2: {
        ladder: [{ after: { workingDays: 1 }, to: 'community' }],
        onSite: null,
        resolve: { workingDays: 5 },
        callBack: null,
        rating,
      },
      p3: { ladder: [], onSite: null, resolve: { workingDays: 1 }, callBack: null, rating },
    },
  },
]

/**
 * What is promised to whoever calls on a day.
 * @throws NoValueInForce
 */
export function helpTermsOn(date: string): HelpTerms {
  const found = helpTerms.findLast(({ from }) => from <= date)
  if (!found) throw new NoValueInForce('help.terms', date)
  return found
}
