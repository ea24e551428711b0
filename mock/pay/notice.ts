import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { seal } from './aead.ts'
import type { Tamper } from './behaviour.ts'
import type { NoticeContent } from './notice-content.ts'
import { wireTime } from './order.ts'
import { answerHeaders, type PlatformKey } from './signature.ts'

const STALE_MS = 10 * 60_000

export interface NoticeMessage {
  headers: Record<string, string>
  body: Buffer
}

export interface NoticeOptions {
  platformKey: PlatformKey
  apiV3Key: string
}

let rogueKey: string | undefined
/** A key that is not WeChat Pay's. */
export function forgersKey(): string {
  rogueKey ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey
  return rogueKey
}

/** One delivery of a notice: signed afresh each time, under the same id. */
export function composeNotice(
  id: string,
  content: NoticeContent,
  tamper: Tamper,
  createdAt: Date,
  now: Date,
  options: NoticeOptions,
): NoticeMessage {
  const nonce = randomBytes(6).toString('hex')
  const associatedData = content.originalType
  const body = Buffer.from(
    JSON.stringify({
      id,
      create_time: wireTime(createdAt),
      resource_type: 'encrypt-resource',
      event_type: content.eventType,
      summary: content.summary,
      resource: {
        original_type: content.originalType,
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext: seal(options.apiV3Key, JSON.stringify(content.plain), associatedData, nonce),
        associated_data: associatedData,
        nonce,
      },
    }),
  )
  const signer = tamper === 'forged_signature' ? { id: options.platformKey.id, privateKey: forgersKey() } : options.platformKey
  const headers = answerHeaders(signer, body, tamper === 'stale_timestamp' ? new Date(now.getTime() - STALE_MS) : now)
  if (tamper === 'unknown_serial') headers['Wechatpay-Serial'] = `PUB_KEY_ID_${'0'.repeat(28)}`
  if (tamper === 'signtest_probe') headers['Wechatpay-Signature'] = `WECHATPAY/SIGNTEST/${randomBytes(237).toString('base64')}`
  return {
    headers: {
      ...headers,
      'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
      'Content-Type': 'application/json',
      Accept: '*/*',
      'User-Agent': 'Mozilla/4.0',
      'Request-ID': randomBytes(16).toString('hex'),
    },
    body:
      tamper === 'altered_body'
        ? Buffer.from(
            body.toString('utf8').replace(
              id,
              id.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
            ),
          )
        : body,
  }
}
