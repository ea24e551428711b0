import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Alibaba Cloud's request signature of version 3. */
export const ALGORITHM = 'ACS3-HMAC-SHA256'

export interface SignedRequest {
  method: string
  path: string
  query: URLSearchParams
  /** Lower-case names. */
  headers: Record<string, string>
  body: Buffer
}

export interface AcsAuthorization {
  accessKeyId: string
  signedHeaders: string[]
  signature: string
}

/** RFC 3986: also what encodeURIComponent leaves alone. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

export const sha256Hex = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex')

export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const query = [...request.query.entries()]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const headers = [...signedHeaders].sort().map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`)
  const path = request.path === '' ? '/' : request.path
  return [request.method, path, query, headers.join(''), [...signedHeaders].sort().join(';'), sha256Hex(request.body)].join('\n')
}

export function stringToSign(canonical: string): string {
  return `${ALGORITHM}\n${sha256Hex(canonical)}`
}

export function signatureOf(request: SignedRequest, signedHeaders: readonly string[], secret: string): string {
  return createHmac('sha256', secret)
    .update(stringToSign(canonicalRequest(request, signedHeaders)))
    .digest('hex')
}

export function parseAuthorization(header: string | undefined): AcsAuthorization | undefined {
  const match = /^ACS3-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(header ?? '')
  if (match === null) return undefined
  return { accessKeyId: match[1] as string, signedHeaders: (match[2] as string).split(';'), signature: match[3] as string }
}

export function sameSignature(expected: string, given: string): boolean {
  return expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))
}
