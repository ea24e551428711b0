import type Router from '@koa/router'
import * as z from 'zod'
import type { BillBook } from './bill-book.ts'
import { answer, callOf } from './frame.ts'
import { PayError } from './pay-error.ts'

export const billType = z.enum(['ALL', 'SUCCESS', 'REFUND']).default('ALL')
const billQuery = z.object({
  bill_date: z.iso.date(),
  bill_type: billType,
  sub_mchid: z.string().min(1).optional(),
  tar_type: z.literal('GZIP').optional(),
})
const fileQuery = z.object({ token: z.string().min(1) })

/** @throws PayError PARAM_ERROR that names the first wrong parameter */
function parseQuery<S extends z.ZodType>(schema: S, query: unknown): z.output<S> {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new PayError('PARAM_ERROR', `参数${field}不正确`, { location: 'query', field })
}

/** Ask for the trade bill of a day, and fetch its file. */
export function addBills(router: Router, { bills }: { bills: BillBook }): void {
  router.get('/v3/bill/tradebill', (ctx) => {
    const asked = parseQuery(billQuery, ctx.query)
    const { sha1, token } = bills.issue({
      date: asked.bill_date,
      type: asked.bill_type,
      subMchid: asked.sub_mchid,
      isZipped: asked.tar_type === 'GZIP',
    })
    const hashValue = callOf(ctx).api === 'wrong_hash' ? sha1.replace(/^./, (first) => (first === '0' ? '1' : '0')) : sha1
    answer(ctx, {
      status: 200,
      value: {
        hash_type: 'SHA1',
        hash_value: hashValue,
        download_url: `${ctx.protocol}://${ctx.host}/v3/billdownload/file?token=${token}`,
      },
    })
  })
  router.get('/v3/billdownload/file', (ctx) => answer(ctx, bills.fetch(parseQuery(fileQuery, ctx.query).token)))
}
