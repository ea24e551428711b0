import type { DeskCall, DeskCallRow, MyDuty } from '@minsheng/shared/contracts/help'
import { promiseWords } from '@minsheng/shared/words/help'
import type { Deed } from './deeds'

export const deedDone: Readonly<Record<Deed['what'], string>> = { setOut: '出发了', arrive: '到了', resolve: '办好了' }

/** What has to be done next, in front of the time that is left for it. */
export const dueLabel = ({ what }: NonNullable<DeskCallRow['nextDue']>): string => `${promiseWords[what]}还剩 `

/** The line of a call in the queue: who, what, where. */
export function rowWords({ callerMasked, communityName, gridName }: DeskCallRow, category: string | null): string {
  return [callerMasked, category, gridName ?? communityName ?? '不知道在哪里'].filter(Boolean).join('，')
}

/** Where to go, as one tells it to somebody on the way. */
export function whereWords({ where, communityName, gridName }: Pick<DeskCall, 'where' | 'communityName' | 'gridName'>): string {
  const grid = [communityName, gridName].filter(Boolean).join('，')
  if (where.because === 'unknown') return '不知道在哪里，请先打电话问'
  if (where.because === 'home') return where.address ?? grid
  const sharp = `手机位置，误差约 ${Math.round(where.place?.accuracyM ?? 0)} 米`
  return [`${grid}（${sharp}）`, where.address && `登记住处：${where.address}`].filter(Boolean).join('；')
}

/** That it has run out. */
export const overdueWords = ({ what }: NonNullable<DeskCallRow['nextDue']>): string => `${promiseWords[what]}已超时`

/** Whether one is on duty, since when, and whether the place is used. @param clockTime of an instant, in Asia/Shanghai */
export function onDutyWords({ state, since, location, fixAt }: MyDuty, clockTime: (instant: string) => string): string {
  if (state === 'off') return '您现在没有上班。上班后，有人呼叫会先派给您。'
  const place =
    location === 'declined'
      ? '没有用位置'
      : fixAt
        ? `位置 ${clockTime(fixAt)} 更新过，打开工作台时才更新`
        : '还没有拿到位置，请打开手机的定位'
  return `您在上班${since ? `（${clockTime(since)} 起）` : ''}。${place}。`
}
