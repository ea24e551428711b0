import type { DispatchState, FurtherChannel } from '@minsheng/shared/contracts/message'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Named here and nowhere else. */
export const dispatchRules = {
  /** Pauses after a try that did not go through; after the last it is dead. */
  retryMs: [30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS],
  /** When the provider is asked what became of it, while no receipt tells; after the last it has expired. */
  checkMs: [20 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 16 * HOUR_MS],
  /** WeChat can't be asked, it can only tell. */
  subscribeSilenceMs: 24 * HOUR_MS,
  /** A try that is not over by then fell with its process. */
  claimMs: MINUTE_MS,
  /** The same words to the same person within this are one. */
  repeatedWithinMs: 10 * MINUTE_MS,
} as const

/** When a refused or unanswered try is repeated; null when it was the last. */
export function retryAt(attempts: number, now: Date): Date | null {
  const pause = dispatchRules.retryMs[attempts - 1]
  return pause === undefined ? null : new Date(now.getTime() + pause)
}

/** When the provider is asked for the `checks`-th time, counted from 0; null when asking has no more sense. */
export function checkAt(checks: number, now: Date): Date | null {
  const pause = dispatchRules.checkMs[checks]
  return pause === undefined ? null : new Date(now.getTime() + pause)
}

/** A person at the desk may send again what did not get through. */
export const mayResend = (state: DispatchState) => state === 'failed' || state === 'expired' || state === 'dead'

/** What the providers' words mean to a clerk. */
const FAULTS: Readonly<Record<string, string>> = {
  no_quota: '这个人没有可用的订阅次数',
  no_phone: '没有登记手机号',
  no_template: '还没有配置这种消息的模板编号',
  no_line: '还没有开通语音线路',
  no_answer: '对方系统没有回应，不知道有没有发出',
  bad_answer: '对方系统的回应看不懂，不知道有没有发出',
  interrupted: '发送时系统中断，不知道有没有发出；订阅消息不能查证，所以不重发',
  silent: '一直没有回执',
  read: '已经看过，不用再发',
  43101: '用户没有订阅，或取消了订阅',
  40003: '微信不认识这个用户',
  47003: '模板内容不合要求',
  40037: '模板编号不对',
  45009: '微信限制了发送次数',
  'isv.MOBILE_NUMBER_ILLEGAL': '手机号不对',
  'isv.BUSINESS_LIMIT_CONTROL': '运营商限制了发送次数',
  'isv.SMS_TEMPLATE_ILLEGAL': '短信模板编号不对',
  'isv.AMOUNT_NOT_ENOUGH': '短信账户余额不足',
  MOBILE_NOT_ON_SERVICE: '号码已停机',
  UNDELIV: '没有送到，手机可能关机或不在服务区',
  REJECTD: '运营商拒绝了这条短信',
  200002: '电话占线',
  200003: '没有人接听',
  200010: '手机关机',
  200011: '号码已停机',
}

/** In Chinese, with the provider's own word when we have none. */
export function faultWords(code: string | null): string | null {
  return code === null ? null : (FAULTS[code] ?? `对方系统返回 ${code}`)
}

/** Whether a second try after an interrupted or unanswered one could reach someone twice without our knowing. */
export const canBeLookedUp = (channel: FurtherChannel) => channel === 'sms'
