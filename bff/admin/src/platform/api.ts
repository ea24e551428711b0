import { routes } from 'virtual:route-constants'
import { createClient, type Transport } from '@minsheng/shared/client'
import type { Contracts } from '@minsheng/shared/contracts/index'
import type { Problem } from '@minsheng/shared/errors'
import { fetchTransport } from './fetch-transport.ts'
import { currentToken, renewSession } from './session.ts'

const renewableCodes = new Set<string>(['token_expired', 'session_revoked', 'unauthenticated'])

/** Sends once more with a new token when the old one is refused; what was refused has not been done. */
const renewingTransport: Transport = async (request) => {
  const response = await fetchTransport(request)
  if (response.status !== 401 || !renewableCodes.has((response.data as Partial<Problem> | undefined)?.code ?? '')) return response
  if (!(await renewSession())) return response
  const token = await currentToken()
  return fetchTransport({ ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } })
}

/** Calls an operation as the person who is signed in. */
export const call = createClient<Contracts>(routes, renewingTransport, currentToken)
