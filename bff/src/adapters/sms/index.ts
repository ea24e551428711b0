import { createHash, createHmac, randomUUID } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import type { SmsPort } from '../../ports/sms.ts'
import { callOutside, jsonOf } from '../http-json.ts'

/** `Message` is left out on purpose: it quotes the number. */
const answer = z.object({ Code: z.string() })
const VERSION = '2017-05-25'
const EMPTY_HASH = createHash('sha256').update('').digest('hex')

/** RFC 3986, as the signature's canonical query wants it. */
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * Alibaba Cloud SMS (Dysmsapi SendSms), request signature version 3 (ACS3-HMAC-SHA256).
 */
export function createSms(options: {
  base: string
  accessKeyId: string
  accessKeySecret: string
  signName: string
  templateCode: string
  clock: Clock
}): SmsPort {
  const host = new URL(options.base).host
  return {
    async sendCode(phone, code) {
      const parameters: Record<string, string> = {
        PhoneNumbers: phone,
        SignName: options.signName,
        TemplateCode: options.templateCode,
        TemplateParam: JSON.stringify({ code }),
      }
      const query = Object.keys(parameters)
        .sort()
        .map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`)
        .join('&')
      const signedHeaders: Record<string, string> = {
        host,
        'x-acs-action': 'SendSms',
        'x-acs-content-sha256': EMPTY_HASH,
        'x-acs-date': options.clock
          .now()
          .toISOString()
          .replace(/\.\d{3}Z$/, 'Z'),
        'x-acs-signature-nonce': randomUUID(),
        'x-acs-version': VERSION,
      }
      const names = Object.keys(signedHeaders).sort()
      const canonical = [
        'POST',
        '/',
        query,
        ...names.map((name) => `${name}:${signedHeaders[name]}`),
        '',
        names.join(';'),
        EMPTY_HASH,
      ].join('\n')
      const toSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`
      const signature = createHmac('sha256', options.accessKeySecret).update(toSign).digest('hex')
      const { host: _, ...headers } = signedHeaders
      const reply = await callOutside('sms', `${options.base}/?${query}`, {
        method: 'POST',
        headers: {
          ...headers,
          Accept: 'application/json',
          Authorization: `ACS3-HMAC-SHA256 Credential=${options.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
        },
      })
      const parsed = answer.safeParse(jsonOf(reply))
      if (parsed.data?.Code === 'OK') return
      if (parsed.data?.Code === 'isv.BUSINESS_LIMIT_CONTROL') throw new AppError('too_many_requests', { retryAfterSeconds: 60 })
      if (parsed.data?.Code === 'isv.MOBILE_NUMBER_ILLEGAL')
        throw new AppError('invalid_input', { issues: [{ path: 'body.phone', message: '这个号码收不到短信，请核对手机号' }] })
      throw new AppError('upstream_unavailable', { cause: new Error(`sms: ${parsed.data?.Code}`) })
    },
  }
}
