import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { callOutside, jsonOf } from '../http-json.ts'

const EMPTY_HASH = createHash('sha256').update('').digest('hex')

/** RFC 3986, as the signature's canonical query wants it. */
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

export interface AliyunOptions {
  base: string
  accessKeyId: string
  accessKeySecret: string
  clock: Clock
}

/**
 * One product of Alibaba Cloud, RPC style, request signature version 3 (ACS3-HMAC-SHA256).
 * @returns the parsed answer of an action. @throws AppError `upstream_unavailable` when none comes
 */
export function createAliyun(name: string, version: string, options: AliyunOptions) {
  const host = new URL(options.base).host
  return async (action: string, parameters: Record<string, string>): Promise<unknown> => {
    const query = Object.keys(parameters)
      .sort()
      .map((key) => `${encode(key)}=${encode(parameters[key] ?? '')}`)
      .join('&')
    const signedHeaders: Record<string, string> = {
      host,
      'x-acs-action': action,
      'x-acs-content-sha256': EMPTY_HASH,
      'x-acs-date': options.clock
        .now()
        .toISOString()
        .replace(/\.\d{3}Z$/, 'Z'),
      'x-acs-signature-nonce': randomUUID(),
      'x-acs-version': version,
    }
    const names = Object.keys(signedHeaders).sort()
    const lines = names.map((header) => `${header}:${signedHeaders[header]}`)
    const canonical = ['POST', '/', query, ...lines, '', names.join(';'), EMPTY_HASH].join('\n')
    const toSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`
    const signature = createHmac('sha256', options.accessKeySecret).update(toSign).digest('hex')
    const { host: _, ...headers } = signedHeaders
    const reply = await callOutside(name, `${options.base}/?${query}`, {
      method: 'POST',
      headers: {
        ...headers,
        Accept: 'application/json',
        Authorization: `ACS3-HMAC-SHA256 Credential=${options.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
      },
    })
    return jsonOf(reply)
  }
}
