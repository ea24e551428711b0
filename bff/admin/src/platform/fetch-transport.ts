import { ApiError, type Transport, type WireResponse } from '@minsheng/shared/client'
import type { Problem } from '@minsheng/shared/errors'

const noProblemDocument: Partial<Problem> = { code: 'unavailable', title: '系统暂时没有回应，请稍后再试' }

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  const type = response.headers.get('Content-Type') ?? ''
  if (/[/+]json/.test(type)) return (await response.json()) as unknown
  // A gateway in between may answer with a page of its own; that is no file and no problem document.
  if (!response.ok) return noProblemDocument
  return new Uint8Array(await response.arrayBuffer())
}

/** Sends a request by fetch; the refresh cookie travels along. */
export const fetchTransport: Transport = async (request) => {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body as BodyInit | undefined,
      credentials: 'same-origin',
      cache: 'no-store',
    })
    const data = await readBody(response)
    return { status: response.status, header: (name) => response.headers.get(name), data } satisfies WireResponse
  } catch {
    throw new ApiError('offline', 0, {})
  }
}
