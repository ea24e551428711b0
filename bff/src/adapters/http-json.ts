import { AppError } from '@minsheng/shared/errors'

export interface HttpAnswer {
  status: number
  contentType: string
  bytes: Buffer
}

const TIMEOUT_MS = 8_000
const MOST_BYTES = 5 * 1024 * 1024

/**
 * One request to an outside system with a time limit and a size limit.
 * @throws AppError `upstream_unavailable` when nothing usable comes back
 */
export async function callOutside(name: string, url: string, init: RequestInit = {}): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (bytes.length > MOST_BYTES) throw new Error(`${name} answered ${bytes.length} bytes`)
    if (response.status >= 500) throw new Error(`${name} answered ${response.status}`)
    return { status: response.status, contentType: response.headers.get('content-type') ?? '', bytes }
  } catch (error) {
    throw new AppError('upstream_unavailable', { cause: error, retryAfterSeconds: 5 })
  }
}

/** @throws AppError `upstream_unavailable` when the bytes are not JSON */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.bytes.toString('utf8'))
  } catch (error) {
    throw new AppError('upstream_unavailable', { cause: error })
  }
}
