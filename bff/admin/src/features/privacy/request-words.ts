import type { DataRequestKind, DataRequestRow, DataRequestState } from '@minsheng/shared/contracts/privacy'
import type { StateTone } from '../../ui/state-tag.tsx'

export const requestStates: Record<DataRequestState, { word: string; tone: StateTone }> = {
  open: { word: '待答复', tone: 'waiting' },
  accepted: { word: '同意', tone: 'good' },
  partly: { word: '部分同意', tone: 'good' },
  refused: { word: '不同意', tone: 'danger' },
  withdrawn: { word: '已取消', tone: 'over' },
}
export const kindWords: Record<DataRequestKind, { word: string; tone: StateTone }> = {
  correction: { word: '更正', tone: 'draft' },
  review: { word: '人工复核', tone: 'draft' },
}

const SOON_DAYS = 3

/** How the clock stands: `还有 3 天`, `已超 2 天`. */
export function dueWords({
  daysLeft,
  dueProvisional,
}: Pick<DataRequestRow, 'daysLeft' | 'dueProvisional'>): { word: string; tone: StateTone } | null {
  if (daysLeft === null) return null
  const note = dueProvisional ? '（待放假安排公布）' : ''
  if (daysLeft < 0) return { word: `已超 ${-daysLeft} 天`, tone: 'danger' }
  if (daysLeft === 0) return { word: `今天到期${note}`, tone: 'warning' }
  return { word: `还有 ${daysLeft} 天${note}`, tone: daysLeft <= SOON_DAYS ? 'warning' : 'waiting' }
}
