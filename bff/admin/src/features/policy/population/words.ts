import type { Contracts } from '@minsheng/shared/contracts/index'
import type { ResponseOf } from '@minsheng/shared/contracts/operation'
import type { CoverageRow, PolicyChange } from '@minsheng/shared/contracts/policy'

/** What becomes of people by what is tried. */
export type ChangeGroup = keyof Pick<PolicyChange, 'gains' | 'loses' | 'more' | 'less'>
export type CoverageStatus = keyof Pick<CoverageRow, 'enjoying' | 'entitled' | 'possible'>
export type CoverageDimension = ResponseOf<Contracts['getPolicyCoverage']>['by']

/** What becomes of people, as clerks say it. */
export const changeWords: Record<ChangeGroup, string> = { gains: '新得到', loses: '不再得到', more: '变多', less: '变少' }

/** What a policy is to those who may have it, in the order of the columns. */
export const coverageWords: Record<CoverageStatus, string> = {
  enjoying: '已享受',
  entitled: '符合，还没享受',
  possible: '情况不全，可能符合',
}

export const dimensionWords: Record<CoverageDimension, string> = { street: '街道', age: '年龄', sex: '性别', disability: '残疾等级' }

/** 人 or 户: what is counted. */
export const unitWord = (unit: PolicyChange['unit']): string => (unit === 'household' ? '户' : '人')

/** A count as people read it: `1,204`; so few that they could be known by it are not told. */
export const countWords = (count: number | null): string => (count === null ? '不到 5' : count.toLocaleString('zh-CN'))

/** Money short enough for a table: `1,204 元`, `1,204.50 元`, `120.4 万元` from a million yuan on; signed, more and less carry their sign. */
export function yuanShort(fen: number, signed = false): string {
  const yuan = Math.abs(fen) / 100
  const words =
    yuan >= 1_000_000
      ? `${(yuan / 10_000).toLocaleString('zh-CN', { maximumFractionDigits: 1 })} 万元`
      : `${yuan.toLocaleString('zh-CN', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })} 元`
  const sign = fen < 0 ? '−' : signed && fen > 0 ? '＋' : ''
  return `${sign}${words}`
}

/** How old what was counted over is: `刚刚`, `约 3 分钟前`. */
export function ageWords(seconds: number): string {
  if (seconds < 10) return '刚刚更新'
  if (seconds < 90) return `约 ${Math.round(seconds)} 秒前的情况`
  return `约 ${Math.round(seconds / 60)} 分钟前的情况`
}

/** Of those it is theirs, how many have it: `62%`; null where it can't be said. */
export function shareOf(enjoying: number | null, entitled: number | null): number | null {
  if (enjoying === null || entitled === null || enjoying + entitled === 0) return null
  return enjoying / (enjoying + entitled)
}

/** Streets in one order wherever they stand, so that a line does not move while someone drags. */
export const byName =
  <Row>(nameOf: (row: Row) => string) =>
  (one: Row, other: Row): number =>
    nameOf(one).localeCompare(nameOf(other), 'zh-CN')

/** How long it took: `0.18 秒`. */
export const tookWords = (ms: number): string => (ms < 10 ? '不到 0.01 秒' : `${(ms / 1_000).toFixed(2)} 秒`)
