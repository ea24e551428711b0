import { privacyContract as contract, type DataRequestKind } from '@minsheng/shared/contracts/privacy'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId, type Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import type { HoldingPart } from '../../../platform/protect/holding.ts'
import { deskScope, mayDecideRequest, mayReadOwn, mayReadRequest, mayReadRequests, maySettleOwn } from '../access.ts'
import type { DecisionPort } from '../decisions.ts'
import type { Links } from '../link.ts'
import { dueOf } from './domain.ts'
import { presentOwnRequest, presentRequestDetail, presentRequestRow } from './present.ts'
import type { RequestRecord, RequestStore } from './store.ts'
import type { RequestTellings } from './tellings.ts'

interface RequestParts {
  requests: RequestStore
  parts: readonly HoldingPart[]
  decisions: DecisionPort
  links: Links
  pathOf: (residentId: string) => Promise<string[] | null>
  /** False for a guest. */
  hasAccount: (accountId: string) => Promise<boolean>
  maskedPhone: (accountId: string) => Promise<string | null>
  staffName: (accountId: string) => Promise<string>
  tell: RequestTellings
  clock: Clock
}

const reading = ({ actor }: { actor: Actor }): Visitor | null => (mayReadOwn(actor) ? actor : null)
const settling = ({ actor }: { actor: Actor }): Visitor | null => (maySettleOwn(actor) ? actor : null)

export function requestRoutes(parts: RequestParts): Route[] {
  const { requests, decisions, links, pathOf, hasAccount, maskedPhone, staffName, tell, clock } = parts
  const askLimit = createRateLimit(10, 3_600)
  const today = () => shanghaiDate(clock.now())

  /** @throws AppError `phone_needed` | `already_exists` */
  async function ask(
    visitor: Visitor,
    wish: { kind: DataRequestKind; about: string; wanted: string; decisionId: string | null },
    seed: string,
  ): Promise<{ id: string; dueOn: string; dueProvisional: boolean }> {
    await askLimit.spend(visitor.accountId)
    if (!(await hasAccount(visitor.accountId))) throw new AppError('phone_needed')
    const { subject } = await links.subjectOf(visitor)
    const made = await requests.insert({
      _id: derivedId('drq', seed),
      accountId: visitor.accountId,
      residentId: subject.residentId,
      path: subject.residentId === null ? null : await pathOf(subject.residentId),
      state: 'open',
      openKey: `${visitor.accountId}|${wish.decisionId ?? wish.about}`,
      ...dueOf(wish.kind, today()),
      decidedAt: null,
      decidedBy: null,
      reason: null,
      rev: 0,
      createdAt: clock.now(),
      ...wish,
    })
    if (!made) throw new AppError('already_exists', { detail: '这一项您已经申请过，正在处理，请等答复' })
    return { id: made._id, dueOn: made.dueOn, dueProvisional: made.dueProvisional }
  }

  const phoneOf = (request: RequestRecord) => maskedPhone(request.accountId)
  async function detail(request: RequestRecord, actor: Actor) {
    return presentRequestDetail(request, {
      phoneMasked: await phoneOf(request),
      decidedByName: request.decidedBy === null ? null : await staffName(request.decidedBy),
      mayDecide: mayDecideRequest(actor, request),
      today: today(),
    })
  }

  return [
    route({
      operation: contract.askCorrection,
      load: reading,
      allow: mayReadOwn,
      audit: { action: 'data-request.ask', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, context }, visitor) => {
        const part = parts.parts.find(({ key }) => key === body.holding)
        if (!part?.correctable.includes(body.field))
          throw new AppError('invalid_input', { issues: [{ path: 'body.field', message: '这一项不能在这里申请更正，请从列出的项目里选' }] })
        const about = `${part.title} · ${body.field}`
        return ask(visitor, { kind: 'correction', about, wanted: body.wanted, decisionId: null }, context.idempotencySeed ?? '')
      },
    }),
    route({
      operation: contract.listMyDataRequests,
      load: reading,
      allow: mayReadOwn,
      audit: { none: "reading one's own requests" },
      run: async ({ query }, { accountId }) => {
        const page = toPage(await requests.ofAccount(accountId, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentOwnRequest), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.listMyDecisions,
      load: settling,
      allow: maySettleOwn,
      audit: { none: 'reading decisions about oneself' },
      run: async (_, visitor) => {
        const { subject } = await links.subjectOf(visitor)
        const found = await decisions.about(subject)
        const reviews = await requests.reviewsOf(found.map(({ id }) => id))
        return {
          items: found.map(({ id, at, title, outcome, because }) => ({
            id,
            at: at.toISOString(),
            title,
            outcome,
            because: [...because],
            reviewId: reviews.get(id) ?? null,
          })),
        }
      },
    }),
    route({
      operation: contract.askReview,
      load: async ({ actor, params }) => {
        const visitor = settling({ actor })
        const found = visitor && (await decisions.about((await links.subjectOf(visitor)).subject))
        const decision = found?.find(({ id }) => id === params.decisionId)
        return visitor && decision ? { visitor, decision } : null
      },
      allow: maySettleOwn,
      audit: { action: 'data-request.review', subject: ({ decision }) => decision.id },
      run: ({ body, context }, { visitor, decision }) =>
        ask(
          visitor,
          { kind: 'review', about: `重新看一遍 · ${decision.title}`, wanted: body.wanted, decisionId: decision.id },
          context.idempotencySeed ?? '',
        ),
    }),
    route({
      operation: contract.listDataRequests,
      load: nothing,
      allow: mayReadRequests,
      audit: { action: 'data-request.list', subject: () => 'data_requests' },
      run: async ({ query, actor }) => {
        const scope = { ...deskScope(actor), state: query.state, kind: query.kind }
        const [rows, counts] = await Promise.all([
          requests.list(scope, decodeCursor(query.cursor), query.limit),
          requests.counts(scope, today()),
        ])
        const page = toPage(rows, query.limit)
        return {
          items: await Promise.all(page.rows.map(async (request) => presentRequestRow(request, await phoneOf(request), today()))),
          nextCursor: page.nextCursor,
          ...counts,
        }
      },
    }),
    route({
      operation: contract.getDataRequest,
      load: ({ params }) => requests.request(params.requestId),
      allow: mayReadRequest,
      audit: { action: 'data-request.read', subject: (request) => request._id },
      run: ({ actor }, request) => detail(request, actor),
    }),
    route({
      operation: contract.decideDataRequest,
      load: ({ params }) => requests.request(params.requestId),
      allow: mayDecideRequest,
      audit: { action: 'data-request.decide', subject: (request) => request._id },
      run: async ({ body, actor }, request) => {
        if (request.state !== 'open') throw new AppError('wrong_state', { detail: '这份申请已经答复过了' })
        const decided = await requests.decide(
          { _id: request._id, rev: body.rev },
          { state: body.decision, decidedAt: clock.now(), decidedBy: actorId(actor), reason: body.reason },
        )
        if (!decided) throw new AppError('conflict')
        await tell.decided(decided, body.decision)
        return detail(decided, actor)
      },
    }),
  ]
}
