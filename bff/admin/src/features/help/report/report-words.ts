import type { ReportBy, ReportFigures, ReportOnly } from '@minsheng/shared/contracts/help'
import { classWords } from '@minsheng/shared/words/help'
import { categoryWords } from '../words.ts'

export const byWords: Record<ReportBy, string> = {
  street: '按街道',
  community: '按社区',
  grid: '按网格',
  class: '按紧急程度',
  category: '按事情种类',
  source: '按从哪里来',
}

export const onlyWords: Record<ReportOnly, string> = {
  all: '全部呼叫',
  unanswered_in_a_minute: '一分钟内没人接的',
  late: '超时的',
  reopened: '没解决、重新办的',
  open: '还没办完的',
  cancelled: '居民取消的',
  badly_rated: '居民说没解决的',
}

export const sourceWords: Record<string, string> = { button: '一键呼', device: '设备报警', hotline: '12345', neighbour: '邻居报告' }

/** A length of time as people say it: `45 秒`, `2 分 5 秒`, `3 小时 20 分`, `2 天 4 小时`. */
export function lengthWords(seconds: number | null): string {
  if (seconds === null) return '—'
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60]
  const two = (first: string, second: number, unit: string) => (second === 0 ? first : `${first} ${second} ${unit}`)
  if (days > 0) return two(`${days} 天`, hours, '小时')
  if (hours > 0) return two(`${hours} 小时`, minutes, '分')
  if (minutes > 0) return two(`${minutes} 分`, seconds % 60, '秒')
  return `${seconds} 秒`
}

/** `83%`, or a dash where there is nothing to be a share of. */
export const shareWords = ({ count, of }: { count: number; of: number }): string => (of === 0 ? '—' : `${Math.round((count / of) * 100)}%`)

/** How a row is called: places come with their names, the rest are words of ours. */
export function rowName(by: ReportBy, key: string, name: string): string {
  if (by === 'class') return classWords[key as keyof typeof classWords] ?? key
  if (by === 'category') return categoryWords[key as keyof typeof categoryWords] ?? '没有说'
  if (by === 'source') return sourceWords[key] ?? key
  return name
}

export interface Fact {
  title: string
  value: string
  words: string
  only: ReportOnly | null
}

export function factsOf({ calls, open, acknowledged, withinAMinute, onSite, resolved, late, reopened, rated }: ReportFigures): Fact[] {
  const spread = (of: ReportFigures['onSite']) =>
    of.count === 0 ? '还没有可算的呼叫' : `一半的呼叫在这个时间以内，95% 在 ${lengthWords(of.p95Seconds)} 以内（共 ${of.count} 次）`
  /** Nothing to open where nothing was counted. */
  const opens = (only: ReportOnly, count: number) => (count > 0 ? only : null)
  return [
    { title: '呼叫', value: `${calls} 次`, words: open === 0 ? '都办完了' : `${open} 次还没办完`, only: 'all' },
    {
      title: '一分钟内有人接',
      value: shareWords(withinAMinute),
      words: withinAMinute.of === 0 ? '还没有可算的呼叫' : `${withinAMinute.of} 次里有 ${withinAMinute.count} 次`,
      only: opens('unanswered_in_a_minute', withinAMinute.of - withinAMinute.count),
    },
    { title: '多久有人接', value: lengthWords(acknowledged.medianSeconds), words: spread(acknowledged), only: null },
    { title: '多久有人到', value: lengthWords(onSite.medianSeconds), words: spread(onSite), only: null },
    { title: '多久办好', value: lengthWords(resolved.medianSeconds), words: spread(resolved), only: null },
    { title: '超时', value: `${late} 次`, words: '有一个期限没赶上', only: opens('late', late) },
    { title: '重新办', value: `${reopened} 次`, words: '居民说没解决，或评了 2 星以下', only: opens('reopened', reopened) },
    {
      title: '居民评价',
      value: rated.stars === null ? '—' : `${rated.stars} 星`,
      words: rated.count === 0 ? '还没有人评价' : `${rated.count} 人评价，${rated.solved} 人说解决了`,
      only: opens('badly_rated', rated.count - rated.solved),
    },
  ]
}
