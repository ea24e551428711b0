import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { answerBytes, lines, requestBytes, signText, verifyText } from '../pay/signature.ts'

function keyPair() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

/** Keys and numbers that a merchant and WeChat Pay agree on; made once a test process. */
export const agreed = {
  spAppId: 'wx1234567890abcdef',
  spMchid: '1900000100',
  serial: 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334',
  subMchid: '1900009101',
  apiV3Key: '0123456789abcdef0123456789abcdef',
  platformKeyId: 'PUB_KEY_ID_0119000001002026010100000000000001',
  merchant: keyPair(),
  platform: keyPair(),
}

export interface Reply {
  status: number
  /** Empty when the answer is no JSON. */
  json: Record<string, unknown>
  raw: Buffer
  headers: Headers
  /** Whether WeChat Pay's signature over the answer holds. */
  signed: boolean
}

export interface CallChanges {
  timestamp?: number
  mchid?: string
  serial?: string
  signWith?: string
  /** Signed instead of what is sent. */
  signedBody?: string
  signedUrl?: string
  headers?: Record<string, string | null>
}

/** Calls the v3 API as a merchant does, signing by hand. */
export async function callPay(
  base: string,
  method: string,
  url: string,
  body: unknown,
  now: Date,
  changes: CallChanges = {},
): Promise<Reply> {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const timestamp = String(changes.timestamp ?? Math.floor(now.getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const signedBytes = changes.signedBody === undefined ? bytes : Buffer.from(changes.signedBody)
  const signature = signText(
    changes.signWith ?? agreed.merchant.privateKey,
    requestBytes(method, changes.signedUrl ?? url, timestamp, nonce, signedBytes),
  )
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'User-Agent': 'minsheng-test',
    'Wechatpay-Serial': agreed.platformKeyId,
    Authorization: `WECHATPAY2-SHA256-RSA2048 mchid="${changes.mchid ?? agreed.spMchid}",nonce_str="${nonce}",timestamp="${timestamp}",signature="${signature}",serial_no="${changes.serial ?? agreed.serial}"`,
  }
  if (bytes.length > 0) headers['Content-Type'] = 'application/json'
  for (const [name, value] of Object.entries(changes.headers ?? {})) {
    if (value === null) delete headers[name]
    else headers[name] = value
  }
  const response = await fetch(`${base}${url}`, { method, headers, ...(bytes.length > 0 ? { body: bytes } : {}) })
  const raw = Buffer.from(await response.arrayBuffer())
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  const part = (name: string) => response.headers.get(`wechatpay-${name}`) ?? ''
  return {
    status: response.status,
    json: isJson ? (JSON.parse(raw.toString('utf8')) as Record<string, unknown>) : {},
    raw,
    headers: response.headers,
    signed:
      part('serial') === agreed.platformKeyId &&
      verifyText(agreed.platform.publicKey, answerBytes(part('timestamp'), part('nonce'), raw), part('signature')),
  }
}

/** What a mini-program hands to wx.requestPayment. */
export function paymentOf(prepayId: string, now: Date): Record<string, string> {
  const timeStamp = Math.floor(now.getTime() / 1000).toString()
  const nonceStr = randomBytes(16).toString('hex')
  const packageText = `prepay_id=${prepayId}`
  const paySign = signText(agreed.merchant.privateKey, lines(agreed.spAppId, timeStamp, nonceStr, packageText))
  return { appId: agreed.spAppId, timeStamp, nonceStr, package: packageText, signType: 'RSA', paySign }
}

export function jsapiOrder(outTradeNo: string, notifyUrl: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    sp_appid: agreed.spAppId,
    sp_mchid: agreed.spMchid,
    sub_mchid: agreed.subMchid,
    description: '演示慈善组织 独居老人助餐',
    out_trade_no: outTradeNo,
    notify_url: notifyUrl,
    amount: { total: 1800, currency: 'CNY' },
    payer: { sp_openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
    ...changes,
  }
}

export function h5Order(outTradeNo: string, notifyUrl: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { payer: _payer, ...rest } = jsapiOrder(outTradeNo, notifyUrl)
  return { ...rest, scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } }, ...changes }
}

export function refundOf(
  outTradeNo: string,
  outRefundNo: string,
  notifyUrl: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    sub_mchid: agreed.subMchid,
    out_trade_no: outTradeNo,
    out_refund_no: outRefundNo,
    reason: '捐赠人十分钟内撤回',
    notify_url: notifyUrl,
    amount: { refund: 1800, total: 1800, currency: 'CNY' },
    ...changes,
  }
}
