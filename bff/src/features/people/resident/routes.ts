import { peopleContract as contract, type RevealField } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { newId } from '../../../platform/crypto/id.ts'
import { decodeTextCursor, toTextPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { covers, mayAnywhere, mayDo, mayDoTo, scopeOf } from '../access.ts'
import type { HouseholdRecord, HouseholdStore } from '../household/store.ts'
import type { RevealStore } from '../reveal/store.ts'
import type { SurroundingsOf } from '../surroundings.ts'
import type { ResidentDesk } from './desk.ts'
import { presentResident, presentResidentDetail, type ReportedDeath } from './present.ts'
import type { ResidentSearch } from './search.ts'
import type { ResidentRecord, ResidentStore } from './store.ts'

export interface ResidentParts {
  residents: ResidentStore
  households: HouseholdStore
  reveals: RevealStore
  desk: ResidentDesk
  search: ResidentSearch
  surroundings: SurroundingsOf
  /** What a register reports of someone and nobody has looked into yet. */
  reportOf: (residentId: string) => Promise<ReportedDeath | null>
  clock: Clock
}

const LOOKS_SHOWN = 10

export function residentRoutes(parts: ResidentParts): Route[] {
  const { residents, households, reveals, desk, search, surroundings, reportOf, clock } = parts
  const searchLimit = createRateLimit(60, 60)
  const revealLimit = createRateLimit(30, 60)
  const mine = (actor: Actor) => (path: readonly string[]) => covers(actor, path)

  async function detail(resident: ResidentRecord, actor: Actor) {
    const [around, looks, report] = await Promise.all([
      surroundings([resident]),
      reveals.lately(resident._id, LOOKS_SHOWN),
      reportOf(resident._id),
    ])
    const mayWrite = mayDoTo('resident.write')(actor, resident) && resident.state !== 'merged'
    return presentResidentDetail(resident, around, looks, { accountId: actorId(actor), mayWrite }, report)
  }

  async function hidden(resident: ResidentRecord, field: RevealField): Promise<string | null> {
    if (field !== 'address') return resident[field]?.reveal() ?? null
    const household = resident.householdId === null ? null : await households.household(resident.householdId)
    return household?.address.reveal() ?? null
  }

  /** A resident and the household they are to join; both must be the actor's. */
  const joining = async (residentId: string, householdId: string) => {
    const [resident, household] = await Promise.all([residents.resident(residentId), households.household(householdId)])
    return resident && household && { resident, household }
  }
  const mayJoin = (actor: Actor, { resident, household }: { resident: ResidentRecord; household: HouseholdRecord }) =>
    mayDoTo('resident.write')(actor, resident) && covers(actor, household.path)

  return [
    route({
      operation: contract.searchResidents,
      load: nothing,
      allow: mayAnywhere('resident.read'),
      audit: { action: 'resident.search', subject: () => 'residents' },
      run: async ({ body, actor }) => {
        await searchLimit.spend(actorId(actor))
        const { cursor, limit, ...wish } = body
        const { rows, understoodAs } = await search(wish, scopeOf(actor), decodeTextCursor(cursor), limit)
        const page = toTextPage(rows, limit, (resident) => resident._id)
        const around = await surroundings(page.rows)
        return { items: page.rows.map((resident) => presentResident(resident, around)), nextCursor: page.nextCursor, understoodAs }
      },
    }),
    route({
      operation: contract.getResident,
      load: ({ params }) => residents.resident(params.residentId),
      allow: mayDoTo('resident.read'),
      audit: { action: 'resident.read', subject: (resident) => resident._id },
      run: ({ actor }, resident) => detail(resident, actor),
    }),
    route({
      operation: contract.createResident,
      load: async ({ body }) => ({ household: await households.household(body.householdId) }),
      // A household elsewhere and one that does not exist are refused alike, further on.
      allow: (actor) => mayDo(actor, 'resident.write'),
      audit: { action: 'resident.create', subject: ({ household }, made) => made?.id ?? household?._id ?? 'missing' },
      run: async ({ body, actor, context }, { household }) => {
        if (!household || !covers(actor, household.path))
          throw new AppError('invalid_input', { issues: [{ path: 'body.householdId', message: '没有找到这一户，请重新选择' }] })
        return detail(await desk.create(body, household, mine(actor), context.idempotencySeed ?? ''), actor)
      },
    }),
    route({
      operation: contract.updateResident,
      load: ({ params }) => residents.resident(params.residentId),
      allow: mayDoTo('resident.write'),
      audit: { action: 'resident.update', subject: (resident) => resident._id },
      run: async ({ body, actor }, resident) =>
        detail(await desk.update(resident, body as Parameters<ResidentDesk['update']>[1], mine(actor), actorId(actor)), actor),
    }),
    route({
      operation: contract.moveResident,
      load: ({ params, body }) => joining(params.residentId, body.householdId),
      allow: mayJoin,
      audit: { action: 'resident.move', subject: ({ resident }) => resident._id },
      run: async ({ body, actor }, { resident, household }) => detail(await desk.move(resident, body, household, actorId(actor)), actor),
    }),
    route({
      operation: contract.changeResidentState,
      load: ({ params }) => residents.resident(params.residentId),
      allow: mayDoTo('resident.write'),
      audit: { action: 'resident.state', subject: (resident) => resident._id },
      run: async ({ body, actor }, resident) => detail(await desk.changeState(resident, body, mine(actor), actorId(actor)), actor),
    }),
    route({
      operation: contract.addGroup,
      load: ({ params }) => residents.resident(params.residentId),
      allow: mayDoTo('resident.write'),
      audit: { action: 'resident.group-add', subject: (resident) => resident._id },
      run: async ({ body, actor }, resident) => detail(await desk.addGroup(resident, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.endGroup,
      load: ({ params }) => residents.resident(params.residentId),
      allow: mayDoTo('resident.write'),
      audit: { action: 'resident.group-end', subject: (resident) => resident._id },
      run: async ({ body, actor }, resident) => detail(await desk.endGroup(resident, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.revealResident,
      load: ({ params }) => residents.resident(params.residentId),
      allow: mayDoTo('resident.reveal'),
      audit: { action: 'resident.reveal', subject: (resident) => resident._id },
      run: async ({ body, actor }, resident) => {
        await revealLimit.spend(actorId(actor))
        if (body.purpose === 'other' && (body.note ?? '').length < 2)
          throw new AppError('invalid_input', { issues: [{ path: 'body.note', message: '请写明查看的用途' }] })
        const value = await hidden(resident, body.field)
        // On record before it is told: a look that could not be recorded is no look.
        await reveals.insert({
          _id: newId('rvl'),
          residentId: resident._id,
          householdId: null,
          at: clock.now(),
          by: actorId(actor),
          field: body.field,
          purpose: body.purpose,
          note: body.note,
        })
        return { value }
      },
    }),
  ]
}
