import type Router from '@koa/router'
import * as z from 'zod'
import { answer, callOf } from './frame.ts'
import { parseInput } from './order-input.ts'
import { PayError } from './pay-error.ts'
import { refundView } from './refund.ts'
import type { RefundBook } from './refund-book.ts'
import type { RefundDesk } from './refund-desk.ts'
import { refundInput } from './refund-input.ts'

const query = z.object({ sub_mchid: z.string().min(1) })

/** Ask for a refund, and ask what became of it. */
export function addRefunds(router: Router, { refunds, refundDesk }: { refunds: RefundBook; refundDesk: RefundDesk }): void {
  router.post('/v3/refund/domestic/refunds', (ctx) => {
    const asked = refundDesk.request(parseInput(refundInput, callOf(ctx).json))
    answer(ctx, { status: 200, value: refundView(asked) })
  })
  router.get('/v3/refund/domestic/refunds/:outRefundNo', (ctx) => {
    const parsed = query.safeParse(ctx.query)
    if (!parsed.success) throw new PayError('PARAM_ERROR', '缺少sub_mchid', { location: 'query', field: 'sub_mchid' })
    const found = refunds.require(ctx.params.outRefundNo as string, parsed.data.sub_mchid)
    answer(ctx, { status: 200, value: refundView(found, callOf(ctx).api === 'stale_answer' ? 'PROCESSING' : undefined) })
  })
}
