import { ApiError } from '@minsheng/shared/client'
import type { Session } from '@minsheng/shared/contracts/identity'
import type { PublicCall } from '../../platform/request/client'
import { forget, recall, remember } from '../../platform/storage'

const KEY = 'work-refresh-token'
export const channel = 'weapp' as const

/** A step of signing in answers without a refresh token: the one there is stays good. */
export function keepSession(session: Session | null) {
  if (session === null) forget(KEY)
  else if (session.refreshToken) remember(KEY, session.refreshToken)
}

/** By the kept refresh token. @throws ApiError 401 when there is none, or it has run out */
export async function openSession(call: PublicCall): Promise<Session> {
  const refreshToken = recall(KEY)
  if (!refreshToken) throw new ApiError('problem', 401, { code: 'unauthenticated', detail: '请先登录' })
  return call('refreshSession', { body: { refreshToken, audience: 'staff' } })
}
