import type { ApplicationRow, Computed, RequirementRow } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import type { StateTone } from '../../ui/state-tag.tsx'

export const applicationKeys = { applications: ['policy-applications'] } as const

export const applicationStates: Record<ApplicationRow['state'], { word: string; tone: StateTone }> = {
  submitted: { word: '待受理', tone: 'waiting' },
  accepted: { word: '核对中', tone: 'waiting' },
  to_supplement: { word: '等居民补材料', tone: 'paused' },
  checked: { word: '待提意见', tone: 'waiting' },
  proposed: { word: '待决定', tone: 'waiting' },
  approved: { word: '已批准', tone: 'good' },
  refused: { word: '没有批准', tone: 'danger' },
  withdrawn: { word: '已撤回', tone: 'over' },
}

export const requirementWords: Record<RequirementRow['state'], { word: string; tone: StateTone }> = {
  met: { word: '符合', tone: 'good' },
  open: { word: '还不清楚', tone: 'warning' },
  unmet: { word: '不符合', tone: 'danger' },
}

const SOON_DAYS = 3

/** How the clock stands: `还有 3 天`, `已超 2 天`; null when nothing is due. */
export function dueWords({
  daysLeft,
  provisional,
}: Pick<ApplicationRow, 'daysLeft' | 'provisional'>): { word: string; tone: StateTone } | null {
  if (daysLeft === null) return null
  const note = provisional ? '（待放假安排公布）' : ''
  if (daysLeft < 0) return { word: `已超 ${-daysLeft} 天`, tone: 'danger' }
  if (daysLeft === 0) return { word: `今天到期${note}`, tone: 'warning' }
  return { word: `还有 ${daysLeft} 天${note}`, tone: daysLeft <= SOON_DAYS ? 'warning' : 'waiting' }
}

const rhythms = { month: '每月', year: '每年', once: '一次' } as const
const yuan = (fen: number) => `¥${formatYuan(fen)}`

/** What the rules come to: `每月 ¥50.00`; over what is unknown, from the least to the most. */
export function amountWords({ amount: { low, high }, every, ceiling }: Pick<Computed, 'amount' | 'every' | 'ceiling'>): string {
  if (every === null) return '不发钱，按这项政策享受减免、服务或救助资格'
  if (high === 0) return '按现在知道的情况没有金额'
  const money = ceiling ? `最多 ${yuan(high)}` : low === high ? yuan(high) : `${yuan(low)} 到 ${yuan(high)}（还有情况不清楚）`
  return `${rhythms[every]} ${money}`
}
