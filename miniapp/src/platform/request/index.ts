import { ApiError, createClient, type Transport } from '@minsheng/shared/client'
import { actingHeaders, endActing } from '../acting'
import { routes } from '../routes.gen'
import { replaceToken, sessionToken } from '../session'
import { type PublicCall, publicCall, type ResidentContracts } from './client'
import { transport } from './transport'

export { type FailureWords, failureWords, isRefusal } from './failure-words'

const isRefused = (error: unknown) =>
  error instanceof ApiError && (error.code === 'token_expired' || error.code === 'session_revoked' || error.code === 'unauthenticated')

/** A session's calls say in whose name they are made; what an ended authorisation was for is over on this phone too. */
const inNameOf: Transport = async (request) => {
  const marked = actingHeaders(request.url)
  const answer = await transport({ ...request, headers: { ...request.headers, ...marked } })
  const code: unknown =
    answer.status === 403 && answer.data && typeof answer.data === 'object' && 'code' in answer.data ? answer.data.code : null
  if (code === 'proxy_ended') endActing()
  return answer
}

/** Calls the API by operation name: opens a session when the operation needs one, and renews it once when the server refuses it. */
export const call: PublicCall = async (name, ...args) => {
  if (routes[name].audience === 'public') return publicCall(name, ...args)
  const token = await sessionToken()
  try {
    return await createClient<ResidentContracts>(routes, inNameOf, () => token)(name, ...args)
  } catch (error) {
    if (!isRefused(error)) throw error
    const next = await replaceToken(token)
    return createClient<ResidentContracts>(routes, inNameOf, () => next)(name, ...args)
  }
}
