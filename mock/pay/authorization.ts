import { timingSafeEqual } from 'node:crypto'
import { PayError } from './pay-error.ts'
import { requestBytes, verifyText } from './signature.ts'

const SCHEMA = 'WECHATPAY2-SHA256-RSA2048'
const FIELDS = ['mchid', 'nonce_str', 'timestamp', 'signature', 'serial_no'] as const
const MAX_SKEW_SECONDS = 300

export interface Merchant {
  spAppId: string
  spMchid: string
  serial: string
  publicKey: string
}

export interface IncomingRequest {
  method: string
  /** Path and query exactly as on the request line. */
  url: string
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

const signError = (issue: string, field: string): PayError =>
  new PayError('SIGN_ERROR', '错误的签名，验签失败', { detail: { issue }, field, location: 'authorization' })

function parse(header: string): Record<(typeof FIELDS)[number], string> {
  if (!header.startsWith(`${SCHEMA} `)) throw signError('unknown authorization schema', 'schema')
  const found = new Map<string, string>()
  for (const match of header.slice(SCHEMA.length + 1).matchAll(/(\w+)="([^"]*)"/g)) {
    if (found.has(match[1] as string)) throw signError('field is repeated', match[1] as string)
    found.set(match[1] as string, match[2] as string)
  }
  const entries = FIELDS.map((field) => {
    const value = found.get(field)
    if (!value) throw signError('field is missing', field)
    return [field, value] as const
  })
  return Object.fromEntries(entries) as Record<(typeof FIELDS)[number], string>
}

const equal = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** @throws PayError when the request is not one of the merchant's, is stale or lacks a header */
export function checkAuthorization(request: IncomingRequest, merchant: Merchant, platformKeyId: string, now: Date): void {
  const header = (name: string): string => {
    const value = request.headers[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  if (!/application\/json|\*\/\*/.test(header('accept')))
    throw new PayError('PARAM_ERROR', 'Http头Accept须为application/json', { field: 'Accept', location: 'header' })
  if (header('user-agent') === '') throw new PayError('PARAM_ERROR', 'Http头缺少User-Agent', { field: 'User-Agent', location: 'header' })
  if (request.body.length > 0 && !header('content-type').startsWith('application/json'))
    throw new PayError('PARAM_ERROR', 'Http头Content-Type须为application/json', { field: 'Content-Type', location: 'header' })

  if (header('authorization') === '') throw new PayError('SIGN_ERROR', 'Http头缺少认证信息Authorization', { location: 'authorization' })
  const fields = parse(header('authorization'))
  if (!equal(fields.mchid, merchant.spMchid)) throw signError('mchid not exist', 'mchid')
  if (!equal(fields.serial_no, merchant.serial)) throw signError('serial_no not match mchid', 'serial_no')
  if (!/^\d{1,12}$/.test(fields.timestamp)) throw signError('timestamp is not a number of seconds', 'timestamp')
  const skewSeconds = Math.abs(Math.floor(now.getTime() / 1000) - Number(fields.timestamp))
  if (skewSeconds > MAX_SKEW_SECONDS) throw signError('timestamp expired', 'timestamp')
  const signed = requestBytes(request.method, request.url, fields.timestamp, fields.nonce_str, request.body)
  if (!verifyText(merchant.publicKey, signed, fields.signature)) throw signError('sign not match', 'signature')

  if (header('wechatpay-serial') !== platformKeyId)
    throw new PayError('PARAM_ERROR', 'Wechatpay-Serial不是本商户使用的微信支付公钥ID', { field: 'Wechatpay-Serial', location: 'header' })
}
