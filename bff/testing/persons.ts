import { createClient } from '@minsheng/shared/client'
import { ACTING_HEADER } from '@minsheng/shared/contracts/acting'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import { inject } from 'vitest'
import { guestH5, type SignedIn } from './actors.ts'
import { clientOf, send, type TestApp, type TestClient } from './app.ts'
import { freshPhone } from './people.ts'

export interface SignedInResident extends SignedIn {
  phone: string
}

/** The newest code on this phone. */
export async function smsCodeOf(phone: string): Promise<string> {
  const answer = await fetch(`${inject('standIns').phone}/api/messages?phone=${phone}`)
  const { messages } = (await answer.json()) as { messages: { parameters: { code?: string } }[] }
  const code = messages[0]?.parameters.code
  if (!code) throw new Error('no text message came')
  return code
}

/** A resident who signed in with a phone. */
export async function resident(test: TestApp, phone = freshPhone()): Promise<SignedInResident> {
  const guest = await guestH5(test)
  await guest.call('sendSmsCode', { body: { phone } })
  const session = await guest.call('signInByPhone', { body: { phone, code: await smsCodeOf(phone) } })
  return { call: clientOf(test.url, session.accessToken), token: session.accessToken, accountId: session.account.id, phone }
}

/** This person's calls, made in another's name. */
export function actingAs(test: TestApp, who: SignedIn, proxyId: string): TestClient {
  return createClient<Contracts>(
    contracts,
    (request) => send(test.url, { ...request, headers: { ...request.headers, [ACTING_HEADER]: proxyId } }),
    () => who.token,
  )
}
