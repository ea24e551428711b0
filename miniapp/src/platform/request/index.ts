import { ApiError, createClient, type Transport } from '@minsheng/shared/client'
import { actingHeaders, actingNow, endActing } from '../acting'
import { routes } from '../routes.gen'
import { replaceToken, sessionToken } from '../session'
import { type PublicCall, publicCall, type ResidentContracts } from './client'
import { transport } from './transport'

export { type FailureWords, failureWords, isRefusal } from './failure-words'

const isRefused = (error: unknown) =>
  error instanceof ApiError && (error.code === 'token_expired' || error.code === 'session_revoked' || error.code === 'unauthenticated')

/** A session's calls say in whose name they are made; what an ended authorisation was for is over on this phone too. */
const inNameOf =
  (proxyId: string | null): Transport =>
  async (request) => {
    const answer = await transport({ ...request, headers: { ...request.headers, ...actingHeaders(request.url, proxyId) } })
    const code: unknown =
      answer.status === 403 && answer.data && typeof answer.data === 'object' && 'code' in answer.data ? answer.data.code : null
    if (code === 'proxy_ended' && proxyId === actingNow()?.proxyId) endActing()
    return answer
  }

/**
 * Calls in one name, whoever the phone acts for by then: opens a session when the operation needs one, and renews it once when
 * the server refuses it.
 * @param proxyId the authorisation; null: in one's own name
 */
export const callInName =
  (proxyId: string | null): PublicCall =>
  async (name, ...args) => {
    if (routes[name].audience === 'public') return publicCall(name, ...args)
    const named = inNameOf(proxyId)
    const token = await sessionToken()
    try {
      return await createClient<ResidentContracts>(routes, named, () => token)(name, ...args)
    } catch (error) {
      if (!isRefused(error)) throw error
      const next = await replaceToken(token)
      return createClient<ResidentContracts>(routes, named, () => next)(name, ...args)
    }
  }

/** Calls the API by operation name, in the name that the phone acts in now. */
export const call: PublicCall = (name, ...args) => callInName(actingNow()?.proxyId ?? null)(name, ...args)
