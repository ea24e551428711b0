import type { DeskCall, DeskCallRow } from '@minsheng/shared/contracts/help'
import { promiseWords, sourceWords } from '@minsheng/shared/words/help'
import type { StateTone } from '../../ui/state-tag.tsx'

export const helpKeys = {
  all: ['help'] as const,
  list: (show: 'open' | 'done') => ['help', 'list', show] as const,
  one: (callId: string) => ['help', 'one', callId] as const,
}

export const callTones: Record<DeskCallRow['state'], StateTone> = {
  countdown: 'draft',
  new: 'danger',
  dispatched: 'danger',
  acked: 'waiting',
  en_route: 'waiting',
  on_site: 'waiting',
  resolved: 'good',
  closed: 'over',
  cancelled: 'over',
  transferred: 'over',
  merged: 'over',
}

export const categoryWords: Record<NonNullable<DeskCallRow['category']>, string> = {
  illness: '突然生病',
  fall: '摔倒',
  danger: '火情、漏气、有人闹事',
  lost: '走失',
  utility: '停水停电停气',
  repair: '家里东西坏了',
  errand: '跑腿帮忙',
  question: '咨询',
  other: '其他',
}

/** What each promise of a call is called; who was asked again is asked in a further round. */
export function clockWords(clocks: readonly Pick<DeskCall['clocks'][number], 'what'>[]): string[] {
  return clocks.map(({ what }, index) => {
    const round = clocks.slice(0, index + 1).filter((clock) => clock.what === what).length
    return round === 1 ? promiseWords[what] : `${promiseWords[what]}（第 ${round} 轮）`
  })
}

export const promiseStates: Record<DeskCall['clocks'][number]['state'], { word: string; tone: StateTone }> = {
  running: { word: '计时中', tone: 'waiting' },
  met: { word: '按时', tone: 'good' },
  missed: { word: '超时', tone: 'danger' },
}

export const rungWords: Record<DeskCall['told'][number]['rung'], string> = {
  worker: '值班的人',
  backup: '后备的人',
  community: '社区、街道',
  district: '区值班',
}

/** By which ways it was told, each with how often: `设备报警、本人按一键呼 2 次`. */
export function sourcesWords(sources: readonly Pick<DeskCall['sources'][number], 'kind'>[]): string {
  const counts = new Map<DeskCall['sources'][number]['kind'], number>()
  for (const { kind } of sources) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => (count > 1 ? `${sourceWords[kind]} ${count} 次` : sourceWords[kind])).join('、')
}

/** How long something is still away, or over: `还有 4 分 20 秒`, `超了 3 分`. */
export function leftWords(at: string, now: number): string {
  const seconds = Math.round((Date.parse(at) - now) / 1_000)
  const length = Math.abs(seconds)
  const [days, hours, minutes] = [Math.floor(length / 86_400), Math.floor(length / 3_600) % 24, Math.floor(length / 60) % 60]
  const words = days > 0 ? `${days} 天 ${hours} 小时` : hours > 0 ? `${hours} 小时 ${minutes} 分` : `${minutes} 分 ${length % 60} 秒`
  return seconds >= 0 ? `还有 ${words}` : `超了 ${words}`
}

interface Whereabouts extends Pick<DeskCall, 'gridName' | 'communityName'> {
  where: Omit<DeskCall['where'], 'gcj02'>
}

/** Where somebody has to go, in a line. */
export function whereWords({ where, gridName, communityName }: Whereabouts): string {
  const place = where.place
    ? `${where.place.lat.toFixed(5)}, ${where.place.lng.toFixed(5)}（误差约 ${Math.round(where.place.accuracyM)} 米）`
    : null
  const parts = {
    fix: [place && `手机位置 ${place}`, where.address && `登记住处 ${where.address}`],
    home: [where.address ?? `${communityName ?? ''}${gridName ?? ''}`, place && `手机位置 ${place}`],
    unknown: ['不知道在哪里，请先打电话问'],
  }[where.because]
  return parts.filter(Boolean).join('；')
}
