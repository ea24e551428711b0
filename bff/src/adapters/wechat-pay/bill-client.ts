import { gunzipSync } from 'node:zlib'
import { AppError } from '@minsheng/shared/errors'
import { Decorator } from 'wechatpay-axios-plugin'
import * as z from 'zod'
import type { BillAnswer, BillPort } from '../../ports/bill.ts'
import { BillFormatError, parseTradeBill, sha1Of } from './bill.ts'
import { clientOf, type FurtherKeys, platformKeys } from './keys.ts'

export interface WechatBillOptions {
  base: string
  spMchid: string
  merchantSerial: string
  merchantKeyPem: string
  platformKeyId: string
  platformKeyPem: string
  furtherKeys?: () => FurtherKeys
}

/** A bill of a busy day is larger and slower than an order. */
const TIMEOUT_MS = 30_000
const MOST_BYTES = 64 * 1024 * 1024
const DOWNLOAD_PATH = '/v3/billdownload/file'

const billLink = z.object({ hash_type: z.literal('SHA1'), hash_value: z.string().regex(/^[0-9a-f]{40}$/i), download_url: z.url() })
const failure = z.object({ code: z.string(), message: z.string().optional() })

/** Trade bills of WeChat Pay v3 (partner mode). */
export function createWechatBills(options: WechatBillOptions): BillPort {
  const client = clientOf(
    platformKeys(options),
    (certs) =>
      new Decorator({
        mchid: options.spMchid,
        serial: options.merchantSerial,
        privateKey: options.merchantKeyPem,
        certs,
        baseURL: `${options.base}/`,
        timeout: TIMEOUT_MS,
        maxRedirects: 0,
        maxContentLength: MOST_BYTES,
        proxy: false,
        headers: { 'Wechatpay-Serial': options.platformKeyId },
        validateStatus: (status: number) => status < 300,
      }),
  )

  const unanswered = (what: string, error: unknown) =>
    new AppError('upstream_unavailable', {
      cause: new Error(`wechat pay ${what}: ${error instanceof Error ? error.message : 'no answer'}`),
      retryAfterSeconds: 60,
    })

  async function ask(date: string, subMchid: string): Promise<{ status: number; data: unknown }> {
    try {
      const params = { bill_date: date, bill_type: 'ALL', sub_mchid: subMchid, tar_type: 'GZIP' }
      const answer = await client().request('v3/bill/tradebill', 'GET', undefined, { params })
      return { status: answer.status, data: answer.data as unknown }
    } catch (error) {
      const response = (error as { response?: { status?: number; data?: unknown } }).response
      const refusal = failure.safeParse(response?.data)
      if (refusal.success && response?.status !== undefined && response.status >= 400 && response.status < 500 && response.status !== 429)
        return { status: response.status, data: refusal.data }
      throw unanswered('trade bill', error)
    }
  }

  /** The answer is not signed; the hash from the signed answer before it is what vouches for the file. */
  async function download(url: URL): Promise<Buffer> {
    try {
      // The library knows the path that is answered unsigned only without its query.
      const params = Object.fromEntries(url.searchParams)
      const answer = await client().request(DOWNLOAD_PATH.slice(1), 'GET', undefined, { params, responseType: 'arraybuffer' })
      return Buffer.from(answer.data as ArrayBuffer)
    } catch (error) {
      throw unanswered('bill download', error)
    }
  }

  function read(packed: Buffer, hash: string, subMchid: string): BillAnswer {
    let raw: Buffer
    try {
      raw = gunzipSync(packed, { maxOutputLength: MOST_BYTES })
    } catch {
      return { state: 'unusable', fault: 'not_understood', detail: 'not a gzip file' }
    }
    if (sha1Of(raw) !== hash.toLowerCase()) return { state: 'unusable', fault: 'hash_differs', detail: `SHA-1 is not ${hash}` }
    try {
      const bill = parseTradeBill(raw)
      const isOurs = bill.lines.every((line) => line.spMchid === options.spMchid && line.subMchid === subMchid)
      return isOurs ? { state: 'ready', bill } : { state: 'unusable', fault: 'not_understood', detail: 'lines of another merchant number' }
    } catch (error) {
      if (!(error instanceof BillFormatError)) throw error
      return { state: 'unusable', fault: 'not_understood', detail: error.message }
    }
  }

  return {
    async tradeBill(date, subMchid) {
      const { status, data } = await ask(date, subMchid)
      const refusal = status < 300 ? undefined : failure.parse(data)
      if (refusal?.code === 'STATEMENT_CREATING') return { state: 'creating' }
      if (refusal?.code === 'NO_STATEMENT_EXIST') return { state: 'empty' }
      if (refusal) return { state: 'unusable', fault: 'refused', detail: `${refusal.code} ${refusal.message ?? ''}`.trim() }
      const link = billLink.safeParse(data)
      const url = link.success ? new URL(link.data.download_url) : null
      // Our signature goes to WeChat Pay's own host alone, wherever a link points.
      if (!link.success || url?.pathname !== DOWNLOAD_PATH)
        return { state: 'unusable', fault: 'not_understood', detail: 'the link to the bill is not one of WeChat Pay' }
      return read(await download(url), link.data.hash_value, subMchid)
    },
  }
}
