import { formatInstant } from '@minsheng/shared/units/clock'

/** Gifts in a hundred scans; a code nobody scanned has none. */
export function conversionWords({ scans, gifts }: { scans: number; gifts: number }): string {
  if (scans === 0) return '—'
  const inHundred = (gifts / scans) * 100
  return `${inHundred >= 10 || inHundred === 0 ? Math.round(inHundred) : inHundred.toFixed(1)} 笔`
}

/** `3 小时前`, `昨天 16:20`, or the day. */
export function agoWords(instant: string | null, now: Date): string {
  if (instant === null) return '还没有'
  const at = new Date(instant)
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  const days = Math.floor(minutes / (24 * 60))
  return days <= 30 ? `${days} 天前` : formatInstant(at).slice(0, -6)
}
