import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { seal } from './aead.ts'
import type { Tamper } from './behaviour.ts'
import { type ArrivedDifference, type Order, transactionView, wireTime } from './order.ts'
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

/** How the money itself differs under a misbehaviour; undefined for those that touch the notice alone. */
export function arrivedDifference(tamper: Tamper, order: Order): ArrivedDifference | undefined {
  switch (tamper) {
    case 'wrong_amount':
      return { totalFen: order.totalFen + 1 }
    case 'wrong_payee':
      return { subMchid: order.subMchid.replace(/.$/, (digit) => String((Number(digit) + 1) % 10)) }
    case 'wrong_appid':
      return { spAppid: 'wx0000000000000000' }
    case 'unknown_order':
      return { outTradeNo: `UNKNOWN${order.outTradeNo.slice(-20)}` }
    default:
      return undefined
  }
}

/** One delivery of a notice: signed afresh each time, under the same id. */
export function composeNotice(id: string, order: Order, tamper: Tamper, createdAt: Date, now: Date, options: NoticeOptions): NoticeMessage {
  const paid: Order = { ...order, state: 'SUCCESS', arrived: { ...order.arrived, ...arrivedDifference(tamper, order) } }
  const nonce = randomBytes(6).toString('hex')
  const associatedData = 'transaction'
  const body = Buffer.from(
    JSON.stringify({
      id,
      create_time: wireTime(createdAt),
      resource_type: 'encrypt-resource',
      event_type: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
      resource: {
        original_type: 'transaction',
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext: seal(options.apiV3Key, JSON.stringify(transactionView(paid)), associatedData, nonce),
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
