import type { Session } from '@minsheng/shared/contracts/identity'
import type { PublicCall } from '../../platform/request/client'

export const channel = 'browser' as const

/** A browser keeps the refresh token in a cookie that scripts never see. */
export function keepSession(_session: Session | null) {}

const openByCookie = (call: PublicCall) => call('refreshSession', { body: { audience: 'staff' } })

/** Tabs share the cookie, so they ask one after the other. @throws ApiError 401 when nobody is signed in */
export async function openSession(call: PublicCall): Promise<Session> {
  if (!('locks' in navigator)) return openByCookie(call)
  return await navigator.locks.request('work-session', () => openByCookie(call))
}
