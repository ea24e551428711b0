import { shanghaiTime } from './time-words.ts'

/** When to try again after a `Retry-After`: `请在 14:32 后再试（约 5 分钟）`. */
export function waitWords(seconds: number, now: Date): string {
  if (seconds <= 90) return `请 ${Math.max(1, Math.ceil(seconds))} 秒后再试`
  const minutes = Math.ceil(seconds / 60)
  const clock = shanghaiTime(new Date(now.getTime() + seconds * 1000 + 59_999))
  return minutes < 90 ? `请在 ${clock} 后再试（约 ${minutes} 分钟）` : `请在 ${clock} 后再试（约 ${Math.ceil(minutes / 60)} 小时）`
}
