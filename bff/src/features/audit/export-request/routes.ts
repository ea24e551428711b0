import { auditContract as contract } from '@minsheng/shared/contracts/audit'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId, type Staff } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import type { Filter } from '../../../platform/db/index.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { isAskers, mayDecide, mayListRequests } from '../access.ts'
import { APPROVED_FOR_MS, ASKED_FOR_MS, type ExportRequestDocument, stateAt } from './domain.ts'
import { presentRequest } from './present.ts'
import type { ExportSource } from './source.ts'
import type { ExportRequestStore } from './store.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface ExportRequestParts {
  requests: ExportRequestStore
  sources: readonly ExportSource[]
  namesOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

/** What someone may see of the list: their own, and what they may answer. */
function seenBy(actor: Staff): Filter<ExportRequestDocument>[] {
  const other = { askedBy: { $ne: actor.accountId } }
  const answers = (role: string) => actor.roles.some((mine) => mine === role)
  return [
    { askedBy: actor.accountId },
    // The auditor looks on.
    ...(answers('security_officer') || answers('auditor') ? [{}] : []),
    ...(answers('bureau') ? [{ ...other, level: 3 as const, table: { $ne: 'audit' as const } }] : []),
    ...(answers('charity_owner') && actor.charityId
      ? [{ ...other, level: 3 as const, table: { $ne: 'audit' as const }, charityId: actor.charityId }]
      : []),
  ]
}

export function exportRequestRoutes({ requests, sources, namesOf, clock }: ExportRequestParts): Route[] {
  const sourceOf = (table: string) => sources.find((source) => source.table === table)
  const subject = ({ _id }: { _id: string }) => _id

  async function present(all: readonly ExportRequestDocument[], actor: Actor) {
    const names = await namesOf(all.flatMap(({ askedBy, decidedBy }) => [askedBy, ...(decidedBy ? [decidedBy] : [])]))
    return all.map((request) =>
      presentRequest(request, { now: clock.now(), names, mayDecide: mayDecide(actor, request), isAskers: isAskers(actor, request) }),
    )
  }
  async function presentOne(request: ExportRequestDocument, actor: Actor) {
    const [shown] = await present([request], actor)
    if (!shown) throw new Error('one request is presented as one')
    return shown
  }

  return [
    route({
      operation: contract.createExportRequest,
      load: ({ actor, body }) => {
        const source = sourceOf(body.table)
        return source ? { source, wish: source.narrowed(actor, body), asked: body } : null
      },
      allow: (_, { wish }) => wish !== null,
      audit: {
        action: 'export-request.ask',
        subject: ({ asked, wish }, made) => made?.id ?? `${asked.table}:${(wish ?? asked).charityId ?? 'all'}`,
        reason: ({ asked }) => asked.reason,
      },
      run: async ({ actor, context }, { source, wish }) => {
        if (!wish) throw new AppError('forbidden')
        await source.check(wish)
        const now = clock.now()
        const { charityId, campaignId, from, to, reason } = wish
        const request = await requests.insert({
          _id: derivedId('EXP', context.idempotencySeed ?? ''),
          table: source.table,
          tableName: source.tableName,
          charityId,
          campaignId,
          from,
          to,
          level: source.level >= 4 ? 4 : 3,
          reason,
          state: 'asked',
          askedBy: actorId(actor),
          createdAt: now,
          decidedBy: null,
          decidedAt: null,
          note: null,
          expiresAt: new Date(now.getTime() + ASKED_FOR_MS),
          downloadedAt: null,
          rowCount: null,
          rev: 0,
        })
        return presentOne(request, actor)
      },
    }),
    route({
      operation: contract.listExportRequests,
      load: ({ actor }) => (actor.kind === 'staff' ? actor : null),
      allow: mayListRequests,
      audit: { none: "one's own requests and those one is asked to answer" },
      run: async ({ actor, query }, staff) => {
        const page = toPage(await requests.list(seenBy(staff), query.state, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present(page.rows, actor), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.decideExportRequest,
      load: ({ params }) => requests.request(params.exportRequestId),
      allow: (actor, request) => mayDecide(actor, request),
      audit: { action: 'export-request.decide', subject },
      run: async ({ actor, body }, request) => {
        const now = clock.now()
        if (stateAt(request, now) !== 'asked') throw new AppError('wrong_state', { detail: '这份申请已经处理过，或已过期' })
        const decided = await requests.decide(request._id, body.rev, now, {
          state: body.approve ? 'approved' : 'refused',
          decidedBy: actorId(actor),
          decidedAt: now,
          note: body.note,
          ...(body.approve ? { expiresAt: new Date(now.getTime() + APPROVED_FOR_MS) } : {}),
        })
        if (!decided) throw new AppError('conflict')
        return presentOne(decided, actor)
      },
    }),
    route({
      operation: contract.downloadExport,
      load: ({ params }) => requests.request(params.exportRequestId),
      allow: (actor, request) => isAskers(actor, request),
      audit: { action: 'export-request.download', subject, reason: ({ reason }) => reason },
      run: async ({ actor }, request) => {
        const over = new AppError('wrong_state', { detail: '只能下载一次，并且要在同意后 24 小时内；需要的话请重新申请' })
        const source = sourceOf(request.table)
        // Places and roles may have changed since it was agreed to.
        if (!source?.narrowed(actor, request)) throw new AppError('not_found')
        if (stateAt(request, clock.now()) !== 'approved' || request.decidedBy === null) throw over
        const names = await namesOf([request.askedBy, request.decidedBy])
        const { content, filename, rowCount } = await source.make(request, {
          id: request._id,
          askedByName: names.get(request.askedBy) ?? '工作人员',
          decidedByName: names.get(request.decidedBy) ?? '工作人员',
        })
        // Made first and claimed then: a fault in the making takes nobody's one download.
        if (!(await requests.claim(request._id, clock.now(), rowCount))) throw over
        return { content, filename, contentType: XLSX }
      },
    }),
  ]
}
