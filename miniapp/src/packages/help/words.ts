import type { CallCategory, HelpCall } from '@minsheng/shared/contracts/help'
import { formatDate } from '@minsheng/shared/units/clock'

type State = HelpCall['state']

export const categoryWords: Readonly<Record<CallCategory, string>> = {
  illness: '突然生病',
  fall: '摔倒了',
  danger: '着火、漏气、有人闹事',
  lost: '走失、找不到人',
  utility: '停水停电停气',
  repair: '家里东西坏了',
  errand: '要人帮忙跑腿',
  question: '想问件事',
  other: '别的事',
}

/** Says who does what now; never a state's name. */
export function headingOf({ state, worker, isForOther = false }: Pick<HelpCall, 'state' | 'worker'> & { isForOther?: boolean }): string {
  const name = worker?.name ?? '工作人员'
  const words: Readonly<Record<State, string>> = {
    countdown: '马上派人',
    new: '正在找人来',
    dispatched: '已经通知工作人员，等他接下',
    acked: `${name}接下了，${isForOther ? '会过去看' : '会来找您'}`,
    en_route: `${name}在路上了`,
    on_site: `${name}到了`,
    resolved: isForOther ? '办好了，谢谢您' : '办好了，请您评价',
    closed: '这次呼叫结束了',
    cancelled: '已取消',
    transferred: '已经转给专业救援',
    merged: '和别人报的同一件事一起办',
  }
  return words[state]
}

type Standing = Pick<HelpCall, 'state' | 'isLate' | 'raisedAt' | 'urgency' | 'rateUntil'> & { isForOther?: boolean }

/** What comes after it, in a sentence. */
export function nextWords({ state, isLate, raisedAt, urgency, rateUntil, isForOther = false }: Standing): string | null {
  if (state === 'cancelled')
    return raisedAt === null
      ? '没有通知任何人。需要时再按一次。'
      : urgency === 'p0'
        ? '工作人员会给您打个电话，确认您没事。'
        : '已经告诉工作人员不用来了。需要时再按一次。'
  if (isLate) return '还没有人接下，我们已经通知更多的人。急的话，请直接打下面的电话。'
  const words: Readonly<Partial<Record<State, string>>> = {
    countdown: '您可以取消，不会打扰任何人。',
    new: '请把手机放在手边。',
    dispatched: '请把手机放在手边。没人接的话，我们会自动通知更多的人。',
    acked: '请把手机放在手边，工作人员可能会给您打电话。',
    en_route: isForOther ? '方便的话，请在旁边等一等。' : '请留意敲门声和电话。',
    resolved: isForOther
      ? '请本人评价，没有解决的会重新派人。'
      : `${rateUntil ? `${formatDate(new Date(rateUntil))}前` : '现在'}可以评价。没有解决的，会重新派人。`,
  }
  return words[state] ?? null
}

/** Looked at again after so many milliseconds; null when nothing changes any more. */
export function lookAgainMs(state: State): number | null {
  if (state === 'countdown') return 1_000
  if (state === 'new' || state === 'dispatched') return 2_000
  return state === 'acked' || state === 'en_route' || state === 'on_site' ? 5_000 : null
}

export const isOver = (state: State): boolean =>
  state === 'closed' || state === 'cancelled' || state === 'resolved' || state === 'transferred' || state === 'merged'

export const stars = [5, 4, 3, 2, 1] as const
export const starWords: Readonly<Record<(typeof stars)[number], string>> = { 5: '很满意', 4: '满意', 3: '一般', 2: '不满意', 1: '很不满意' }

/** Of what can come again and again only the last stands in the story. */
export function storyOf(steps: HelpCall['steps']): HelpCall['steps'] {
  return steps.filter(({ deed, words }, index) => !steps.slice(index + 1).some((later) => later.deed === deed && later.words === words))
}
