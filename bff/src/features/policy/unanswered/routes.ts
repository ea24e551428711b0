import { policyContract as contract } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { unansweredDays } from '@minsheng/shared/law/assistance'
import { valueOn } from '@minsheng/shared/law/parameter'
import { addDays, daysBetween, startOfDay } from '@minsheng/shared/units/calendar'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { maskName } from '@minsheng/shared/units/secret'
import { type Actor, actorId, hasRole, type Visitor } from '../../../platform/auth/actor.ts'
import { decodeTextCursor, toTextPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import type { HomeOf } from '../own-home.ts'
import type { Telling, TellingStore } from './store.ts'

interface UnansweredParts {
  tellings: TellingStore
  homeOf: HomeOf
  applicantOf: (residentId: string) => Promise<{ name: string; path: string[] } | null>
  isPolicy: (policyId: string) => Promise<boolean>
  titleOf: (policyId: string) => string
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

const [COMMUNITY, GRID] = [2, 3]
const visitors = ['grid_worker', 'community', 'street'] as const

const mayDecline = (actor: Actor): actor is Visitor => actor.kind === 'visitor'
const mayVisit = (actor: Actor) => hasRole(actor, ...visitors)
const mayVisitThem = (actor: Actor, { path }: Pick<Telling, 'path'>) =>
  mayVisit(actor) && actor.kind === 'staff' && path.some((placeId) => actor.placeIds?.includes(placeId))

/** Whoever was told and stays silent is visited: "no" is an answer, silence is none (社会救助法 39). */
export function unansweredRoutes({ tellings, homeOf, applicantOf, isPolicy, titleOf, placeNames, clock }: UnansweredParts): Route[] {
  const limit = createRateLimit(60, 60)
  const today = () => shanghaiDate(clock.now())
  /** Told on a day before this one, somebody is visited. */
  const since = (date: string, days: number) => startOfDay(addDays(date, -days + 1))

  return [
    route({
      operation: contract.declineBenefit,
      load: ({ actor }): Visitor | null => (mayDecline(actor) ? actor : null),
      allow: mayDecline,
      audit: { action: 'my-benefits.decline', subject: ({ accountId }) => accountId },
      run: async ({ params: { policyId } }, visitor) => {
        await limit.spend(visitor.accountId)
        if (!(await isPolicy(policyId))) throw new AppError('not_found')
        const { home, realNameNeeded } = await homeOf(visitor)
        if (!home) throw new AppError(realNameNeeded ? 'real_name_needed' : 'record_needed')
        const path = (await applicantOf(home.me))?.path ?? []
        const who = { accountId: visitor.accountId, residentId: home.me, path, policyId }
        await tellings.answered(who, 'declined', actorId(visitor), clock.now())
        return { declined: await tellings.declinedBy(visitor.accountId) }
      },
    }),
    route({
      operation: contract.listUnanswered,
      load: nothing,
      allow: mayVisit,
      audit: { action: 'unanswered.list', subject: () => 'policy_tellings' },
      run: async ({ query, actor }) => {
        const date = today()
        const afterDays = valueOn(unansweredDays, date)
        const placeIds = actor.kind === 'staff' ? (actor.placeIds ?? []) : []
        const rows = await tellings.waiting(placeIds, since(date, afterDays), decodeTextCursor(query.cursor), query.limit)
        const page = toTextPage(rows, query.limit, ({ _id }) => _id)
        const names = await placeNames(page.rows.flatMap(({ path }) => path.slice(COMMUNITY, GRID + 1)))
        const items = await Promise.all(
          page.rows.map(async ({ _id, policyId, residentId, path, cause, toldAt, triedAt, createdAt }) => {
            const toldOn = shanghaiDate(toldAt ?? createdAt)
            return {
              id: _id,
              title: titleOf(policyId),
              nameMasked: maskName((await applicantOf(residentId))?.name ?? '居民'),
              residentId,
              communityName: names.get(path[COMMUNITY] ?? '') ?? '',
              gridName: names.get(path[GRID] ?? '') ?? '',
              cause: cause ?? ('silent' as const),
              toldOn,
              days: daysBetween(toldOn, date),
              triedOn: triedAt && shanghaiDate(triedAt),
            }
          }),
        )
        return { items, nextCursor: page.nextCursor, afterDays }
      },
    }),
    route({
      operation: contract.recordPolicyVisit,
      load: ({ params }) => tellings.telling(params.tellingId),
      allow: mayVisitThem,
      audit: { action: 'unanswered.visit', subject: ({ residentId }) => residentId },
      run: async ({ body, actor }, { _id, triedAt }) => {
        const at = clock.now()
        const isHome = body.outcome !== 'not_home'
        const done = await tellings.visited(_id, {
          answer: isHome ? (body.outcome === 'declined' ? 'declined' : 'visited') : null,
          answeredAt: isHome ? at : null,
          answeredBy: isHome ? actorId(actor) : null,
          triedAt: isHome ? triedAt : at,
        })
        if (!done) throw new AppError('wrong_state', { detail: '本人已经答复，或别的同事已经上门' })
        return { done: isHome }
      },
    }),
  ]
}
