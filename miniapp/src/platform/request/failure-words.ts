import { ApiError } from '@minsheng/shared/client'

export interface FailureWords {
  /** What happened. */
  title: string
  /** What to do. */
  advice: string
  offline: boolean
  /** For pages that answer a certain refusal in their own way. */
  code: ApiError['code']
}

/**
 * True when what was asked for is not this person's to see, or no longer is: what stands on the screen of it has to go.
 * A fault of the network or of ours says nothing of that.
 */
export const isRefusal = (error: unknown): boolean => error instanceof ApiError && [401, 403, 404].includes(error.status)

/** A failure as a person should hear it: what happened, what to do, whom to call. */
export function failureWords(error: unknown): FailureWords {
  const code = error instanceof ApiError ? error.code : 'internal'
  if (!(error instanceof ApiError)) {
    return { title: '页面出了点问题', advice: '请再试一次。还是不行，请拨打 12345 告诉我们。', offline: false, code }
  }
  if (error.kind === 'offline') return { title: '网络不通', advice: '请检查手机的网络，然后再试一次。', offline: true, code }
  if (error.code === 'too_many_requests' && error.retryAfterSeconds !== undefined) {
    return { title: '操作太频繁了', advice: `请等 ${error.retryAfterSeconds} 秒再试。`, offline: false, code }
  }
  // Titles stand alone or are followed by their advice: the full stop is put where they are shown.
  const title = error.message.replace(/。$/, '')
  if (error.status >= 500) return { title, advice: '请过几分钟再试。还是不行，请拨打 12345 告诉我们。', offline: false, code }
  return { title, advice: '', offline: false, code }
}
