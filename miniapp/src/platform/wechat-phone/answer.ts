/** What WeChat's button answers. */
export interface PhoneDetail {
  errMsg?: string
  errno?: number
  code?: string
}

/** `refused`: the person did not want to; `quota`: WeChat gives no more today; `failed`: anything else. */
export type PhoneAnswer = { kind: 'code'; code: string } | { kind: 'refused' | 'quota' | 'failed' }

const QUOTA = 1_400_001
/** The privacy agreement was not accepted: in this dialogue, or before. */
const PRIVACY = new Set([103, 104])

export function phoneAnswer({ errMsg = '', errno, code }: PhoneDetail): PhoneAnswer {
  if (errMsg.endsWith(':ok') && code) return { kind: 'code', code }
  if (errno === QUOTA) return { kind: 'quota' }
  if ((errno !== undefined && PRIVACY.has(errno)) || /deny|cancel/.test(errMsg)) return { kind: 'refused' }
  return { kind: 'failed' }
}

/** Why it goes on with a text message, in words. */
export const fallbackWords: Record<Exclude<PhoneAnswer['kind'], 'code'>, string> = {
  refused: '您没有让微信给出手机号，没关系。可以用短信验证码登录。',
  quota: '微信这项服务今天的次数用完了。请用短信验证码登录。',
  failed: '微信这次没有给出手机号。请用短信验证码登录。',
}
