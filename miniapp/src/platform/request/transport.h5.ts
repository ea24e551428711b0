import { ApiError, type Transport } from '@minsheng/shared/client'
import { warn } from '../log'

const TIMEOUT_MS = 15_000

/** Through fetch, with the session cookie of this origin. */
export const transport: Transport = async ({ method, url, headers, body }) => {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS)
  try {
    const answer = await fetch(`${API_BASE}${url}`, {
      method,
      headers,
      body: body as BodyInit | undefined,
      credentials: 'same-origin',
      signal: abort.signal,
    })
    const isJson = /\bjson\b/.test(answer.headers.get('Content-Type') ?? '')
    const data: unknown = answer.status === 204 ? undefined : isJson ? await answer.json() : await answer.text()
    return { status: answer.status, header: (name) => answer.headers.get(name), data }
  } catch (error) {
    warn('request', method, url, error)
    throw new ApiError('offline', 0, {})
  } finally {
    clearTimeout(timer)
  }
}
