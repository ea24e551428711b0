import { ApiError, createClient } from '@minsheng/shared/client'
import { routes } from '../routes.gen'
import { replaceToken, sessionToken } from '../session'
import { type PublicCall, publicCall, type ResidentContracts } from './client'
import { transport } from './transport'

export { type FailureWords, failureWords } from './failure-words'

const isRefused = (error: unknown) =>
  error instanceof ApiError && (error.code === 'token_expired' || error.code === 'session_revoked' || error.code === 'unauthenticated')

/** Calls the API by operation name: opens a session when the operation needs one, and renews it once when the server refuses it. */
export const call: PublicCall = async (name, ...args) => {
  if (routes[name].audience === 'public') return publicCall(name, ...args)
  const token = await sessionToken()
  try {
    return await createClient<ResidentContracts>(routes, transport, () => token)(name, ...args)
  } catch (error) {
    if (!isRefused(error)) throw error
    const next = await replaceToken(token)
    return createClient<ResidentContracts>(routes, transport, () => next)(name, ...args)
  }
}
