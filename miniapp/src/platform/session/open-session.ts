import { ApiError } from '@minsheng/shared/client'
import type { Session } from '@minsheng/shared/contracts/identity'
import Taro from '@tarojs/taro'
import type { PublicCall } from '../request/client'
import { forget, recall, remember } from '../storage'

const KEY = 'refresh-token'

/** The refresh token is used up by each renewal; its successor is kept. */
export function keepSession(session: Session | null) {
  if (session?.refreshToken) remember(KEY, session.refreshToken)
  else if (!session) forget(KEY)
}

async function openGuest(call: PublicCall): Promise<Session> {
  const { code } = await Taro.login()
  return call('openGuestSession', { body: { channel: 'weapp', code } })
}

/** In WeChat: by the kept refresh token, else by a fresh code of wx.login. */
export async function openSession(call: PublicCall): Promise<Session> {
  const refreshToken = recall(KEY)
  if (!refreshToken) return openGuest(call)
  try {
    return await call('refreshSession', { body: { refreshToken, audience: 'resident' } })
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    forget(KEY)
    return openGuest(call)
  }
}
