import type { Clock } from '@minsheng/shared/units/clock'
import {
  canonicalRequest,
  parseAuthorization,
  type SignedRequest,
  sameSignature,
  sha256Hex,
  signatureOf,
  stringToSign,
} from './signature.ts'

export interface SmsFailure {
  status: number
  code: string
  message: string
}

const WINDOW_MS = 15 * 60_000
const REQUIRED = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version']

/** Decides whether a request comes from the holder of the key; undefined means it does. */
export function createAuthentication(key: { id: string; secret: string }, clock: Clock) {
  const usedNonces = new Map<string, number>()

  return function refuse(request: SignedRequest): SmsFailure | undefined {
    const header = (name: string) => request.headers[name]
    const bad = (code: string, message: string, status = 400): SmsFailure => ({ status, code, message })

    const authorization = parseAuthorization(header('authorization'))
    if (authorization === undefined) return bad('MissingAuthorization', 'Authorization is mandatory for this action.')
    if (authorization.accessKeyId !== key.id) return bad('InvalidAccessKeyId.NotFound', 'Specified access key is not found.', 404)

    const acsHeaders = Object.keys(request.headers).filter((name) => name.startsWith('x-acs-'))
    for (const name of new Set([...REQUIRED, ...acsHeaders])) {
      if (!header(name)) return bad(`Missing${name}`, `${name} is mandatory for this action.`)
      if (!authorization.signedHeaders.includes(name)) return bad('IncompleteSignature', `${name} must be one of the signed headers.`)
    }

    const date = header('x-acs-date') as string
    const sentAt = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) ? Date.parse(date) : Number.NaN
    if (Number.isNaN(sentAt)) return bad('InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.')
    const now = clock.now().getTime()
    if (Math.abs(now - sentAt) > WINDOW_MS) return bad('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.')

    if (header('x-acs-content-sha256') !== sha256Hex(request.body))
      return bad('InvalidParameter.ContentSha256', 'x-acs-content-sha256 does not match the request body.')
    if (!sameSignature(signatureOf(request, authorization.signedHeaders, key.secret), authorization.signature)) {
      const canonical = canonicalRequest(request, authorization.signedHeaders)
      return bad(
        'SignatureDoesNotMatch',
        `Specified signature does not match our calculation. server StringToSign is [${stringToSign(canonical)}] server CanonicalRequest is [${canonical}]`,
      )
    }

    const nonce = header('x-acs-signature-nonce') as string
    for (const [old, at] of usedNonces) if (now - at > WINDOW_MS) usedNonces.delete(old)
    if (usedNonces.has(nonce)) return bad('SignatureNonceUsed', 'Specified signature nonce was used already.')
    usedNonces.set(nonce, now)
    return undefined
  }
}
