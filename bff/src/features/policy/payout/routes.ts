import { type Award, policyContract as contract } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { type Actor, actorId, type Visitor } from '../../../platform/auth/actor.ts'
import { decodeCursor, decodeTextCursor, toPage, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayApply, ownsApplication } from '../application/access.ts'
import type { AwardRecord, AwardStore } from '../award/store.ts'
import { mayApprovePayouts, mayPay, mayReadPayouts } from './access.ts'
import type { PayoutDesk } from './desk.ts'
import type { MyPaymentsDesk } from './mine.ts'
import { presentBatch, presentBatchRow, presentRow } from './present.ts'
import type { BatchDocument } from './records.ts'
import type { RowStore } from './row/store.ts'
import type { PayoutStore } from './store.ts'

export interface PayoutRouteParts {
  store: PayoutStore
  rows: RowStore
  desk: PayoutDesk
  mine: MyPaymentsDesk
  awards: Pick<AwardStore, 'award' | 'many'>
  /** As the person sees it. */
  presentAward: (award: AwardRecord) => Promise<Award>
  titleOf: (policyId: string) => string
  namesOf: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

const COMMUNITY = 2

export function payoutRoutes(parts: PayoutRouteParts): Route[] {
  const { store, rows, desk, mine, awards, presentAward, titleOf, namesOf, placeNames } = parts
  const load = ({ params }: { params: { batchId: string } }) => store.batch(params.batchId)
  const subject = ({ _id }: BatchDocument) => _id

  async function detail(batch: BatchDocument, actor: Actor) {
    const people = [batch.madeBy, batch.decidedBy, ...batch.returns.map(({ by }) => by)].flatMap((staffId) => staffId ?? [])
    const [names, shares, marks, ended] = await Promise.all([
      namesOf([...new Set(people)]),
      rows.shares(batch._id),
      rows.marks(batch._id),
      awards.many(batch.ended.map(({ awardId }) => awardId)),
    ])
    return presentBatch(batch, {
      nameOf: (staffId) => names.get(staffId) ?? '已离开的同事',
      titleOf,
      shares,
      marks,
      awards: new Map(ended.map((award) => [award._id, award])),
      reader: actorId(actor),
      may: { decide: mayApprovePayouts(actor), pay: mayPay(actor) },
    })
  }

  return [
    route({
      operation: contract.listPayoutBatches,
      load: nothing,
      allow: mayReadPayouts,
      audit: { action: 'payout.list', subject: () => 'payout_batches' },
      run: async ({ query }) => {
        const page = toPage(await store.list(decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentBatchRow), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.makePayoutBatch,
      load: nothing,
      allow: mayPay,
      audit: { action: 'payout.make', subject: (_, made) => made?.id ?? 'payout_batches' },
      run: async ({ body, actor, context }) => detail(await desk.make(body, actorId(actor), context.idempotencySeed ?? ''), actor),
    }),
    route({
      operation: contract.getPayoutBatch,
      load,
      allow: mayReadPayouts,
      audit: { action: 'payout.read', subject },
      run: ({ actor }, batch) => detail(batch, actor),
    }),
    route({
      operation: contract.listPayoutRows,
      load,
      allow: mayReadPayouts,
      audit: { action: 'payout.payments', subject },
      run: async ({ query }, { _id: batchId }) => {
        const after = Number(decodeTextCursor(query.cursor) ?? 0)
        if (!Number.isSafeInteger(after))
          throw new AppError('invalid_input', { issues: [{ path: 'query.cursor', message: '翻页位置无效，请从第一页开始' }] })
        const page = toTextPage(await rows.page({ batchId, ...query }, after, query.limit), query.limit, ({ number }) => String(number))
        const places = await placeNames([...new Set(page.rows.map(({ path }) => path[COMMUNITY] ?? ''))])
        return {
          items: page.rows.map((row) =>
            presentRow(row, { title: titleOf(row.policyId), communityName: places.get(row.path[COMMUNITY] ?? '') ?? '' }),
          ),
          nextCursor: page.nextCursor,
        }
      },
    }),
    route({
      operation: contract.decidePayoutBatch,
      load,
      allow: mayApprovePayouts,
      audit: { action: 'payout.decide', subject },
      run: async ({ body, actor }, seen) => {
        const word = { approve: body.decision === 'approve', rev: body.rev, words: body.decision === 'return' ? body.words : null }
        return detail(await desk.decide(seen, word, actorId(actor)), actor)
      },
    }),
    route({
      operation: contract.takePayoutFile,
      load: async ({ params, body }) => {
        const batch = await store.batch(params.batchId)
        return batch && { batch, purpose: body.purpose }
      },
      allow: mayPay,
      audit: { action: 'payout.bank-file', subject: ({ batch }) => batch._id, reason: ({ purpose }) => purpose },
      run: async ({ actor }, { batch }) => {
        const { name, content } = await desk.file(batch, actorId(actor))
        return { content, contentType: 'text/csv; charset=gb18030', filename: name, cacheControl: 'no-store' }
      },
    }),
    route({
      operation: contract.takePayoutReturns,
      load,
      allow: mayPay,
      audit: { action: 'payout.returns', subject },
      run: async ({ body, actor }, seen) => detail(await desk.returns(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.listMyPayments,
      load: ({ actor }): Visitor | null => (mayApply(actor) ? actor : null),
      allow: mayApply,
      audit: { none: "reading one's own payments" },
      run: (_, { ownerIds }) => mine.list(ownerIds),
    }),
    route({
      operation: contract.changePayoutAccount,
      load: async ({ params, actor }) => {
        const seen = await awards.award(params.awardId)
        return seen && ownsApplication(actor, seen) ? { seen, visitor: actor } : null
      },
      allow: (_, { seen, visitor }) => ownsApplication(visitor, seen),
      audit: { action: 'my-award.account', subject: ({ seen }) => seen._id },
      run: async ({ body }, { seen, visitor }) => presentAward(await mine.changeAccount(seen, body, visitor)),
    }),
  ]
}
