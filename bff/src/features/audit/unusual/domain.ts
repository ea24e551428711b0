import type { UnusualLook } from '@minsheng/shared/contracts/audit'

/** What the rule needs of a row. */
export interface Look {
  at: Date
  actor: string
  action: string
  subject: string
  outcome: 'done' | 'refused' | 'unknown'
}

/** From where on a look is unusual. Ours, not the law's; a security officer judges each. */
export interface UnusualLimits {
  /** Hidden values seen within `withinMinutes`. */
  manyLooks: number
  withinMinutes: number
  /** Refused tries within the same time. */
  manyRefused: number
  /** Looks at one and the same person in a day. */
  onePersonOften: number
  /** Duty hours in Asia/Shanghai: from, up to. */
  dutyHours: readonly [number, number]
}

export const unusualLimits: UnusualLimits = { manyLooks: 15, withinMinutes: 10, manyRefused: 5, onePersonOften: 8, dutyHours: [7, 20] }

export type Unusual = Omit<UnusualLook, 'actorName' | 'from' | 'to'> & { from: Date; to: Date }

const SHANGHAI_MS = 8 * 3_600_000
const shanghai = (at: Date) => new Date(at.getTime() + SHANGHAI_MS)
const dayOf = (at: Date) => shanghai(at).toISOString().slice(0, 10)
/** Whether a deed shows someone a hidden value, whichever feature it is of. */
export const isRevealing = (action: string): boolean => action.endsWith('.reveal')
const isReveal = ({ action, outcome }: Look) => isRevealing(action) && outcome === 'done'

/**
 * The looks that can be gone through, oldest first.
 * @param newestFirst one more than `most` when there are more
 * @returns `cutAt`: looks before this instant were too many and are left out; null when all are there
 */
export function goneThrough<T extends Look>(newestFirst: readonly T[], most: number): { looks: T[]; cutAt: Date | null } {
  const looks = newestFirst.slice(0, most).reverse()
  return { looks, cutAt: newestFirst.length > most ? (looks[0]?.at ?? null) : null }
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

/** The densest stretch of at most `withinMs`, when it holds that many. */
function densest(rows: readonly Look[], withinMs: number, atLeast: number): { count: number; from: Date; to: Date } | null {
  let best: { count: number; from: Date; to: Date } | null = null
  let start = 0
  for (const [end, last] of rows.entries()) {
    while (last.at.getTime() - (rows[start] ?? last).at.getTime() > withinMs) start += 1
    const count = end - start + 1
    if (count >= atLeast && count > (best?.count ?? 0)) best = { count, from: (rows[start] ?? last).at, to: last.at }
  }
  return best
}

const span = (rows: readonly Look[]) => ({ count: rows.length, from: rows[0]?.at ?? new Date(0), to: rows.at(-1)?.at ?? new Date(0) })

/**
 * What stands out among looks at people, of each person and day; the pure rule behind 异常查看.
 * @param looks oldest first
 * @param isDutyDay a day on which the house works, by date in Asia/Shanghai
 */
export function unusualLooks(looks: readonly Look[], limits: UnusualLimits, isDutyDay: (date: string) => boolean): Unusual[] {
  const withinMs = limits.withinMinutes * 60_000
  const found: Unusual[] = []
  for (const rows of grouped(looks, ({ actor, at }) => `${actor}|${dayOf(at)}`).values()) {
    const actorId = rows[0]?.actor ?? ''
    const reveals = rows.filter(isReveal)
    const many = densest(reveals, withinMs, limits.manyLooks)
    if (many)
      found.push({ kind: 'many_in_short_time', actorId, ...many, words: `${limits.withinMinutes} 分钟内查看隐藏信息 ${many.count} 次` })
    const [from, upTo] = limits.dutyHours
    const outside = reveals.filter(({ at }) => {
      const hour = shanghai(at).getUTCHours()
      return hour < from || hour >= upTo || !isDutyDay(dayOf(at))
    })
    if (outside.length > 0)
      found.push({ kind: 'off_hours', actorId, ...span(outside), words: `非工作时间查看隐藏信息 ${outside.length} 次` })
    const refused = densest(
      rows.filter(({ outcome }) => outcome === 'refused'),
      withinMs,
      limits.manyRefused,
    )
    if (refused)
      found.push({
        kind: 'many_refused',
        actorId,
        ...refused,
        words: `${limits.withinMinutes} 分钟内 ${refused.count} 次要看自己管不到的人`,
      })
    for (const same of grouped(reveals, ({ subject }) => subject).values())
      if (same.length >= limits.onePersonOften)
        found.push({ kind: 'one_person_often', actorId, ...span(same), words: `一天内查看同一个人 ${same.length} 次` })
  }
  return found.sort((a, b) => b.to.getTime() - a.to.getTime())
}
