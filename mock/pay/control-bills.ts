import type Router from '@koa/router'
import * as z from 'zod'
import { billType } from './bill-api.ts'
import { alteration, type BillBook } from './bill-book.ts'
import type { ShiftedClock } from './clocks.ts'
import { input, refuse } from './control-input.ts'

const previewQuery = z.object({ date: z.iso.date(), bill_type: billType, sub_mchid: z.string().min(1).optional() })
const clockInput = z.union([
  z.strictObject({ at: z.iso.datetime({ offset: true }) }).transform(({ at }) => ({ at: Date.parse(at) })),
  z.strictObject({ advanceMs: z.number().int() }),
  z.strictObject({}).transform(() => ({ advanceMs: null })),
])

/** Levers for bills, and for the time of day they go by. */
export function addBillControl(router: Router, { bills, clock }: { bills: BillBook; clock: ShiftedClock }): void {
  const showClock = () => ({ now: clock.now().toISOString(), shiftMs: clock.shiftMs() })

  router.get('/clock', (ctx) => {
    ctx.body = showClock()
  })
  /** `{at}` or `{advanceMs}` moves the time of orders, refunds and bills; `{}` brings it back. Signatures keep the real time. */
  router.post('/clock', async (ctx) => {
    const wanted = await input(ctx, clockInput)
    if (wanted === undefined) return
    if ('at' in wanted) clock.shift(clock.shiftMs() + wanted.at - clock.now().getTime())
    else clock.shift(wanted.advanceMs === null ? 0 : clock.shiftMs() + wanted.advanceMs)
    ctx.body = showClock()
  })

  router.get('/bills/alterations', (ctx) => {
    ctx.body = { alterations: bills.alterations() }
  })
  router.post('/bills/alterations', async (ctx) => {
    const wanted = await input(ctx, alteration)
    if (wanted === undefined) return
    bills.alter(wanted)
    ctx.body = { alterations: bills.alterations() }
  })
  router.delete('/bills/alterations', (ctx) => {
    bills.clearAlterations()
    ctx.status = 204
  })
  router.post('/bills/rate', async (ctx) => {
    const wanted = await input(ctx, z.strictObject({ basisPoints: z.number().int().min(0).max(1_000) }))
    if (wanted === undefined) return
    bills.setRate(wanted.basisPoints)
    ctx.body = wanted
  })
  /** The file of any day as it would be now. */
  router.get('/bills/:date', (ctx) => {
    const asked = previewQuery.safeParse({ ...ctx.query, date: ctx.params.date })
    if (!asked.success) return refuse(ctx, z.prettifyError(asked.error), 400)
    const { date, bill_type: type, sub_mchid: subMchid } = asked.data
    ctx.type = 'text/plain; charset=utf-8'
    ctx.body = bills.preview({ date, type, subMchid })
  })
}
