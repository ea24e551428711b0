import { AppError } from '@minsheng/shared/errors'

export interface HttpAnswer {
  status: number
  contentType: string
  bytes: Buffer
  /** `Set-Cookie` lines, for interfaces that keep a token there. */
  cookies: readonly string[]
}

const TIMEOUT_MS = 8_000
const MOST_BYTES = 5 * 1024 * 1024

async function readUpTo(name: string, body: Response['body']): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Error(`${name} answered more than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * One request to an outside system with a time limit and a size limit.
 * @throws AppError `upstream_unavailable` when nothing usable comes back
 */
export async function callOutside(name: string, url: string, init: RequestInit = {}): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const bytes = await readUpTo(name, response.body)
    if (response.status >= 500) throw new Error(`${name} answered ${response.status}`)
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      bytes,
      cookies: response.headers.getSetCookie(),
    }
  } catch (error) {
    throw new AppError('upstream_unavailable', { cause: error, retryAfterSeconds: 5 })
  }
}

/** @throws AppError `upstream_unavailable` when the bytes are not JSON */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.bytes.toString('utf8'))
  } catch {
    // The parser's own message quotes what it read, and that may be somebody's openid.
    throw new AppError('upstream_unavailable', {
      cause: new Error(`not JSON: status ${answer.status}, ${answer.bytes.length} bytes of ${answer.contentType}`),
    })
  }
}
