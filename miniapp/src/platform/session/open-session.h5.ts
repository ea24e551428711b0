import { ApiError } from '@minsheng/shared/client'
import type { Session } from '@minsheng/shared/contracts/identity'
import type { PublicCall } from '../request/client'

/** A browser keeps the refresh token in a cookie that scripts never see. */
export function keepSession(_session: Session | null) {}

async function renewOrOpen(call: PublicCall): Promise<Session> {
  try {
    return await call('refreshSession', { body: { audience: 'resident' } })
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    return call('openGuestSession', { body: { channel: 'h5' } })
  }
}

/** On the web: by cookie. Tabs share the cookie, so they renew one after the other. */
export async function openSession(call: PublicCall): Promise<Session> {
  if (!('locks' in navigator)) return renewOrOpen(call)
  return await navigator.locks.request('session', () => renewOrOpen(call))
}
