import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import {
  charityScope,
  mayConfirmDifference,
  mayExplainDifference,
  mayReadCases,
  mayReadPublic,
  mayReadReconciliation,
  mayRunReconciliation,
} from '../access.ts'
import type { CharityStore } from '../charity/store.ts'
import type { BookingDesk } from './booking/desk.ts'
import type { Cases } from './cases.ts'
import type { Daily } from './daily.ts'
import { dayStart } from './domain.ts'
import { presentDifference, presentReconciliation } from './present.ts'
import type { DifferenceDocument, ReconciliationStore } from './store.ts'

export interface ReconciliationParts {
  store: ReconciliationStore
  daily: Daily
  cases: Cases
  booking: BookingDesk
  charities: CharityStore
  clock: Clock
}

export function reconciliationRoutes({ store, daily, cases, booking, charities, clock }: ReconciliationParts): Route[] {
  const namesOf = async (ids: readonly string[]) =>
    new Map((await charities.many([...new Set(ids)])).map((charity) => [charity._id, charity.name]))

  /** Moves a case on behalf of a person; the day follows. @throws AppError `conflict` */
  async function move(
    difference: DifferenceDocument,
    rev: number,
    change: Partial<DifferenceDocument>,
    step: Pick<DifferenceDocument['history'][number], 'by' | 'to' | 'why'>,
  ) {
    return followed(await store.changeDifference(difference._id, rev, change, { at: clock.now(), ...step }), step.by)
  }

  async function followed(changed: DifferenceDocument | null, readerId: string) {
    if (!changed) throw new AppError('conflict')
    await store.setUnsettled(changed.reconciliationId, await store.unsettledOf(changed.reconciliationId))
    return presentDifference(changed, readerId)
  }

  return [
    route({
      operation: contract.listReconciliations,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadCases,
      audit: { none: 'sums of a day name nobody' },
      run: async ({ query }, scope) => {
        const found = await store.listDays(scope, query, decodeCursor(query.cursor), query.limit)
        const { rows, nextCursor } = toPage(
          found.map((day) => ({ ...day, createdAt: dayStart(day.date) })),
          query.limit,
        )
        const names = await namesOf(rows.map((day) => day.charityId))
        return { items: rows.map((day) => presentReconciliation(day, names.get(day.charityId) ?? '')), nextCursor }
      },
    }),
    route({
      operation: contract.getReconciliation,
      load: ({ params }) => store.day(params.reconciliationId),
      allow: mayReadReconciliation,
      audit: { action: 'reconciliation.read', subject: (day) => day._id },
      run: async ({ actor }, day) => {
        const [names, differences] = await Promise.all([namesOf([day.charityId]), store.differencesOf(day._id)])
        return {
          ...presentReconciliation(day, names.get(day.charityId) ?? ''),
          files: day.files,
          differences: differences.map((difference) => presentDifference(difference, actorId(actor))),
        }
      },
    }),
    route({
      operation: contract.runReconciliation,
      load: ({ body }) => charities.get(body.charityId),
      allow: mayRunReconciliation,
      audit: { action: 'reconciliation.run', subject: (charity) => charity._id },
      run: async ({ body }, charity) => presentReconciliation(await daily.run(charity, body.date), charity.name),
    }),
    route({
      operation: contract.listDifferences,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadCases,
      audit: { action: 'reconciliation-difference.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query, actor }, scope) => {
        const page = toPage(await store.listDifferences(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map((row) => presentDifference(row, actorId(actor))), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.resolveDifference,
      load: ({ params }) => store.difference(params.differenceId),
      allow: mayExplainDifference,
      audit: { action: 'reconciliation-difference.explain', subject: (difference) => difference._id },
      run: ({ body: { rev, resolution, note }, actor }, difference) => {
        if (difference.state !== 'open') throw new AppError('wrong_state', { detail: '这处差异已经说明过或已经消除，请刷新后查看' })
        const by = actorId(actor)
        return move(
          difference,
          rev,
          { resolution, note, booking: null, explainedBy: by, explainedAt: clock.now() },
          { by, to: 'explained', why: `${resolution}: ${note}` },
        )
      },
    }),
    route({
      operation: contract.proposeBooking,
      load: ({ params }) => store.difference(params.differenceId),
      allow: mayExplainDifference,
      audit: { action: 'reconciliation-difference.book', subject: (difference) => difference._id },
      run: async ({ body: { rev, ...asked }, actor }, difference) => {
        if (difference.state !== 'open') throw new AppError('wrong_state', { detail: '这处差异已经说明过或已经消除，请刷新后查看' })
        const by = actorId(actor)
        const planned = await booking.plan(difference, asked)
        return move(
          difference,
          rev,
          { resolution: planned.as, note: asked.note, booking: planned, explainedBy: by, explainedAt: clock.now() },
          { by, to: 'explained', why: `${planned.as}: ${asked.note}` },
        )
      },
    }),
    route({
      operation: contract.confirmDifference,
      load: ({ params }) => store.difference(params.differenceId),
      allow: mayConfirmDifference,
      audit: { action: 'reconciliation-difference.confirm', subject: (difference) => difference._id },
      run: async ({ body: { rev, decision }, actor }, difference) => {
        if (difference.state !== 'explained') throw new AppError('wrong_state', { detail: '这处差异不在等待复核，请刷新后查看' })
        const by = actorId(actor)
        if (difference.explainedBy === by) throw new AppError('wrong_state', { detail: '说明由您填写，须由另一个人来复核' })
        // Money that is no gift leaves Suspense; every other explanation waits for the difference to be gone.
        if (decision === 'confirm' && difference.booking)
          return followed(await booking.confirm(difference, difference.booking, rev, by), by)
        if (decision === 'confirm' && difference.resolution === 'not_a_gift')
          return followed(await cases.confirmNoGift(difference, rev, by), by)
        return decision === 'confirm'
          ? move(difference, rev, { confirmedBy: by, confirmedAt: clock.now() }, { by, to: 'confirmed', why: 'confirmed' })
          : move(difference, rev, { explainedBy: null, explainedAt: null }, { by, to: 'open', why: 'sent back' })
      },
    }),
    route({
      operation: contract.getReconciliationState,
      load: nothing,
      allow: mayReadPublic,
      audit: { none: 'public' },
      run: ({ query }) => store.progress(query.charityId),
    }),
  ]
}
