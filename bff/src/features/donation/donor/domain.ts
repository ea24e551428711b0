/** How an anonymous giver is called wherever a charity reads. */
export const ANONYMOUS_LABEL = '匿名爱心人士'
/** How a donor is called who left no name. */
export const NAMELESS_LABEL = '未留名'

/** Which of a charity's gifts count, and which donors by their sum. */
export interface DonorFilter {
  campaignId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  minFen?: number | undefined
  maxFen?: number | undefined
}

/** The instants between which gifts of these days were paid, Asia/Shanghai; the end is not included. */
export function paidBetween({ from, to }: Pick<DonorFilter, 'from' | 'to'>): { $gte?: Date; $lt?: Date } | null {
  if (!from && !to) return null
  const dayStart = (day: string) => new Date(`${day}T00:00:00+08:00`)
  return {
    ...(from ? { $gte: dayStart(from) } : {}),
    ...(to ? { $lt: new Date(dayStart(to).getTime() + 24 * 3_600_000) } : {}),
  }
}
