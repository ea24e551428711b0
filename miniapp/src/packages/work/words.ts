import type { DeskCall, DeskCallRow } from '@minsheng/shared/contracts/help'
import type { Deed } from './deeds'

export const stateWords: Readonly<Record<DeskCallRow['state'], string>> = {
  countdown: '刚按下',
  new: '正在派人',
  dispatched: '等人接',
  acked: '已接下',
  en_route: '在路上',
  on_site: '在现场',
  resolved: '办好了，等评价',
  closed: '已结束',
  cancelled: '本人取消',
  transferred: '已转专业救援',
}

export const classWords: Readonly<Record<DeskCallRow['urgency'], string>> = {
  p0: '人身安全',
  p1: '水电气',
  p2: '一般事项',
  p3: '咨询',
}

export const deedDone: Readonly<Record<Deed['what'], string>> = { setOut: '出发了', arrive: '到了', resolve: '办好了' }

const dueWords: Readonly<Record<NonNullable<DeskCallRow['nextDue']>['what'], string>> = {
  acknowledge: '接下',
  on_site: '到现场',
  resolve: '办好',
  call_back: '回电',
  rate: '评价',
}

/** What has to be done next, in front of the time that is left for it. */
export const dueLabel = ({ what }: NonNullable<DeskCallRow['nextDue']>): string => `${dueWords[what]}还剩 `

/** The line of a call in the queue: who, what, where. */
export function rowWords({ callerMasked, communityName, gridName }: DeskCallRow, category: string | null): string {
  return [callerMasked, category, [communityName, gridName].filter(Boolean).join('') || '不知道在哪里'].filter(Boolean).join('，')
}

/** Where to go, as one tells it to somebody on the way. */
export function whereWords({ where, communityName, gridName }: Pick<DeskCall, 'where' | 'communityName' | 'gridName'>): string {
  const grid = `${communityName ?? ''}${gridName ?? ''}`
  if (where.because === 'unknown') return '不知道在哪里，请先打电话问'
  if (where.because === 'home') return where.address ?? grid
  const sharp = `手机位置，误差约 ${Math.round(where.place?.accuracyM ?? 0)} 米`
  return [`${grid}（${sharp}）`, where.address && `登记住处：${where.address}`].filter(Boolean).join('；')
}

/** That it has run out. */
export const overdueWords = ({ what }: NonNullable<DeskCallRow['nextDue']>): string => `${dueWords[what]}已超时`

export const deedWords: Readonly<Record<DeskCall['steps'][number]['deed'], string>> = {
  press: '按下一键呼',
  press_again: '又按了一次',
  raise: '倒计时结束，开始派人',
  dispatch: '派人',
  escalate: '没人接，通知更多的人',
  add: '补充了说明',
  cancel: '取消',
  call_back: '回了电话',
  acknowledge: '接下',
  refuse: '去不了',
  set_out: '出发',
  arrive: '到现场',
  lower: '降低紧急程度',
  transfer: '转专业救援',
  resolve: '办好',
  miss_on_site: '超过到场时间',
  miss_resolve: '超过办理时间',
  miss_call_back: '没有按时回电',
  rate: '评价',
  reopen: '没有解决，重新办',
  close: '评价期满',
}
