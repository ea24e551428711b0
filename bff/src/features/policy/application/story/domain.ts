import type { ApplicationState } from '@minsheng/shared/contracts/policy'
import { formatDate } from '@minsheng/shared/units/clock'
import type { Deed } from '../domain.ts'

const day = (date: string) => formatDate(new Date(`${date}T00:00:00+08:00`))

/** What was done, as the applicant reads it. */
export const deedWords: Readonly<Record<Deed, string>> = {
  submit: '提交了申请',
  accept: '街道已受理',
  ask_supplement: '街道请您补材料',
  supplement: '补交了材料',
  check: '街道核对完毕',
  propose: '街道提出了意见，交民政局决定',
  return: '退回街道重新核对',
  approve: '民政局批准了',
  refuse: '民政局没有批准',
  withdraw: '撤回了申请',
  object: '提出了异议',
  uphold: '答复异议：维持原决定',
  reopen: '答复异议：撤销原决定，重新办理',
}

/** What happens next, who does it and by when. */
export function nextWords(
  { state, dueOn, isObjected }: { state: ApplicationState; dueOn: string | null; isObjected: boolean },
  today: string,
  objection: { dueOn: string } | null,
): string {
  if (isObjected && objection) return `您的异议由没有经手过的人重新看，${day(objection.dueOn)}前答复您。`
  const isOver = dueOn !== null && dueOn < today
  /** Who does what by when; late, it is said so, with whom to ask. */
  const promise = (who: string, what: string) => {
    if (dueOn === null) return `${who}${what}。`
    return isOver ? `${who}原定在${day(dueOn)}前${what}，已经晚了；可以拨打 12345 催办。` : `${who}在${day(dueOn)}前${what}。`
  }
  switch (state) {
    case 'submitted':
      return promise('街道', '受理您的申请；缺材料会一次告诉您')
    case 'to_supplement':
      return dueOn === null || isOver ? '请补交材料；过了时间也可以补。' : `请在${day(dueOn)}前补交材料。`
    case 'accepted':
      return promise('街道', '核对完您的情况')
    case 'checked':
      return promise('街道', '提出意见')
    case 'proposed':
      return promise('民政局', '作出决定，并书面告诉您')
    case 'approved':
      return '已经批准，书面决定在下面。'
    case 'refused':
      return '没有批准，理由和提出异议的办法在下面。'
    case 'withdrawn':
      return '已经撤回。需要时随时可以再申请。'
  }
}

/** What comes after an application, told before it is made. */
export function stepsAhead(days: { accept: number; review: number; decide: number }, automatic: boolean): string[] {
  if (automatic)
    return [
      '按一下确认，不用交材料。',
      `街道核对后由民政局决定，一般 ${days.accept + days.review + days.decide} 个工作日内。`,
      '结果书面告诉您。',
    ]
  return [
    `${days.accept} 个工作日内受理（天数是我们自己的承诺）；缺材料会一次说清。`,
    `受理后街道 ${days.review} 个工作日内核对。`,
    `再由民政局 ${days.decide} 个工作日内决定，书面告诉您；没有批准的，会写明理由和怎么提异议。`,
  ]
}

/** The day after which somebody is late. */
export const isLate = (dueOn: string | null, today: string): boolean => dueOn !== null && dueOn < today
