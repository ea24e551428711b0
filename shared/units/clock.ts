/** The present instant; passed in wherever a decision hangs on it, so that tests can hold it still. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

const SHANGHAI_OFFSET_MS = 8 * 3_600_000

/** The calendar date in Asia/Shanghai (UTC+8, no daylight saving since 1991) at an instant, yyyy-mm-dd. */
export function shanghaiDate(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

/** `2026年6月15日（周一）` in Asia/Shanghai. */
export function formatDate(at: Date): string {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET_MS)
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日（周${'日一二三四五六'[local.getUTCDay()]}）`
}

/** `2026年6月15日 09:05` in Asia/Shanghai. */
export function formatInstant(at: Date): string {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET_MS)
  const two = (n: number) => n.toString().padStart(2, '0')
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
}
