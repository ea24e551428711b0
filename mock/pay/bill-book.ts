import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import type { Merchant } from './authorization.ts'
import type { Behaviours } from './behaviour.ts'
import { type BillLine, type BillType, billFile } from './bill-line.ts'
import { linesOf } from './bill-lines.ts'
import type { OrderBook } from './order-book.ts'
import { PayError } from './pay-error.ts'
import type { RefundBook } from './refund-book.ts'

const DAY_MS = 86_400_000
const MONTHS_KEPT = 3
const LINK_MS = 5 * 60_000

const fen = z.number().int().min(0).max(100_000_000)
/** How a bill can be made to differ from what happened; numbers are the merchant's own, of an order or of a refund. */
export const alteration = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop'), number: z.string().min(1) }),
  z.strictObject({ kind: z.literal('amount'), number: z.string().min(1), amountFen: fen }),
  z.strictObject({
    kind: z.literal('stranger'),
    date: z.iso.date(),
    subMchid: z.string().min(1),
    outTradeNo: z.string().min(1).max(32).optional(),
    amountFen: fen,
  }),
])
export type Alteration = z.output<typeof alteration>

export interface BillRequest {
  date: string
  type: BillType
  subMchid: string | undefined
  isZipped: boolean
}

export interface BillBookOptions {
  merchant: Merchant
  orders: OrderBook
  refunds: RefundBook
  behaviours: Behaviours
  clock: Clock
}

/** The same day so many months earlier, or the last day of that month. */
export function monthsBefore(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastDay))).toISOString().slice(0, 10)
}

const numberOf = (line: BillLine): string => line.refund?.outRefundNo ?? line.outTradeNo

/** The bills of each day, and the links by which they are fetched. */
export function createBillBook(options: BillBookOptions) {
  const { behaviours, clock } = options
  const links = new Map<string, { file: Buffer; isZipped: boolean; expiresAt: number }>()
  let alterations: Alteration[] = []
  let rateBasisPoints = 0

  const readyAt = (date: string): Date => new Date(Date.parse(`${date}T10:00:00+08:00`) + DAY_MS)

  function stranger(asked: Extract<Alteration, { kind: 'stranger' }>): BillLine {
    const seed = createHash('sha256').update(JSON.stringify(asked)).digest()
    const number = BigInt(`0x${seed.toString('hex')}`)
      .toString()
      .slice(0, 24)
    return {
      at: new Date(`${asked.date}T12:00:00+08:00`).toISOString(),
      state: 'SUCCESS',
      spAppid: options.merchant.spAppId,
      spMchid: options.merchant.spMchid,
      subMchid: asked.subMchid,
      transactionId: `4200${number}`,
      outTradeNo: asked.outTradeNo ?? `STRANGER${number.slice(0, 16)}`,
      openid: `o${seed.toString('base64url').slice(0, 27)}`,
      tradeType: 'JSAPI',
      orderFen: asked.amountFen,
      refundFen: 0,
      description: '其他收款',
      attach: '',
      feeFen: 0,
      rateBasisPoints,
    }
  }
  function altered(lines: BillLine[], date: string): BillLine[] {
    let changed = lines
    for (const wanted of alterations) {
      if (wanted.kind === 'drop') changed = changed.filter((line) => numberOf(line) !== wanted.number)
      else if (wanted.kind === 'stranger') changed = wanted.date === date ? [...changed, stranger(wanted)] : changed
      else
        changed = changed.map((line) =>
          numberOf(line) === wanted.number ? { ...line, [line.refund ? 'refundFen' : 'orderFen']: wanted.amountFen } : line,
        )
    }
    return changed
  }

  function lines({ date, type, subMchid }: Omit<BillRequest, 'isZipped'>): BillLine[] {
    const statementAt = new Date(Math.min(readyAt(date).getTime(), clock.now().getTime()))
    const all = linesOf(options.orders.list(), options.refunds.list(), { date, statementAt, rateBasisPoints })
    return altered(all, date)
      .filter((line) => (subMchid === undefined || line.subMchid === subMchid) && (type === 'ALL' || line.state === type))
      .sort((a, b) => a.at.localeCompare(b.at))
  }

  function checkDate(date: string): void {
    const today = shanghaiDate(clock.now())
    const { ready } = behaviours.general().bill
    const wrong = (message: string): PayError => new PayError('PARAM_ERROR', message, { location: 'query', field: 'bill_date' })
    if (date > today || (date === today && ready !== 'now')) throw wrong('bill_date须为今天之前的日期')
    if (date < monthsBefore(today, MONTHS_KEPT)) throw wrong('仅支持下载三个月内的账单')
    if (ready === 'missing') throw new PayError('NO_STATEMENT_EXIST', '请求的账单文件不存在')
    if (ready === 'creating' || (ready === 'by_time' && clock.now() < readyAt(date)))
      throw new PayError('STATEMENT_CREATING', '账单生成中，请稍后再试')
  }

  return {
    /** @throws PayError when there is no such bill, or not yet, or no longer */
    issue(request: BillRequest): { sha1: string; token: string } {
      if (request.subMchid !== undefined && !options.orders.isSubMerchant(request.subMchid))
        throw new PayError('NO_AUTH', '特约商户未授权该服务商下载账单')
      checkDate(request.date)
      const listed = lines(request)
      if (listed.length === 0) throw new PayError('NO_STATEMENT_EXIST', '请求的账单文件不存在')
      const file = billFile(listed, request.type)
      const now = clock.now().getTime()
      for (const [token, link] of links) if (link.expiresAt < now) links.delete(token)
      const token = randomBytes(48).toString('base64url')
      links.set(token, { file, isZipped: request.isZipped, expiresAt: now + LINK_MS })
      return { sha1: createHash('sha1').update(file).digest('hex'), token }
    },
    /** @throws PayError when the link is unknown or older than five minutes */
    fetch(token: string): { file: Buffer; type: string } {
      const link = links.get(token)
      if (link === undefined || link.expiresAt < clock.now().getTime())
        throw new PayError('INVALID_REQUEST', '下载地址无效或已过期，请重新申请账单')
      return link.isZipped
        ? { file: gzipSync(link.file), type: 'application/x-gzip' }
        : { file: link.file, type: 'text/plain; charset=utf-8' }
    },
    /** Control only: the file as it would be now, whenever it is. */
    preview: (request: Omit<BillRequest, 'isZipped'>): Buffer => billFile(lines(request), request.type),
    alter(wanted: Alteration): void {
      alterations = [...alterations, wanted]
    },
    alterations: (): Alteration[] => alterations,
    clearAlterations(): void {
      alterations = []
    },
    setRate(basisPoints: number): void {
      rateBasisPoints = basisPoints
    },
    reset(): void {
      links.clear()
      alterations = []
      rateBasisPoints = 0
    },
  }
}
export type BillBook = ReturnType<typeof createBillBook>
