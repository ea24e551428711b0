import type { Session } from '@minsheng/shared/contracts/identity'
import type { PublicCall } from '../request/client'

/** A browser keeps the refresh token in a cookie that scripts never see. */
export function keepSession(_session: Session | null) {}

/** The server goes on with the session of this browser's cookie while it lives, and opens a visitor's otherwise. */
const openByCookie = (call: PublicCall) => call('openGuestSession', { body: { channel: 'h5' } })

/** On the web: by cookie. Tabs share the cookie, so they ask one after the other. */
export async function openSession(call: PublicCall): Promise<Session> {
  if (!('locks' in navigator)) return openByCookie(call)
  return await navigator.locks.request('session', () => openByCookie(call))
}
