import { peopleContract as contract } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeTextCursor, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { covers, mayAnywhere, mayDo, mayDoTo, scopeOf } from '../access.ts'
import type { PlaceStore } from '../place/store.ts'
import { presentHousehold, presentHouseholdDetail } from '../resident/present.ts'
import type { ResidentStore } from '../resident/store.ts'
import type { SurroundingsOf } from '../surroundings.ts'
import type { HouseholdDesk } from './desk.ts'
import type { HouseholdRecord, HouseholdStore } from './store.ts'

export interface HouseholdParts {
  households: HouseholdStore
  residents: ResidentStore
  places: PlaceStore
  desk: HouseholdDesk
  surroundings: SurroundingsOf
  clock: Clock
}

export function householdRoutes({ households, residents, places, desk, surroundings, clock }: HouseholdParts): Route[] {
  async function detail(household: HouseholdRecord, asOf: string) {
    const ever = await residents.everIn(household._id)
    return presentHouseholdDetail(household, ever, asOf, await surroundings(ever, household.path))
  }
  return [
    route({
      operation: contract.listHouseholds,
      load: nothing,
      allow: mayAnywhere('resident.read'),
      audit: { action: 'household.list', subject: () => 'households' },
      run: async ({ query, actor }) => {
        const place = query.placeId ? await places.place(query.placeId) : null
        if (query.placeId && !(place && covers(actor, place.path))) return { items: [], nextCursor: null }
        const home = place && place.path.length > 4 ? place.placeId : null
        const rows = await households.list(
          place && !home ? [place.placeId] : scopeOf(actor),
          home,
          decodeTextCursor(query.cursor),
          query.limit,
        )
        const page = toTextPage(rows, query.limit, (household) => household._id)
        const [names, members] = await Promise.all([
          places.names(page.rows.flatMap((household) => household.path)),
          residents.membersOf(page.rows.map((household) => household._id)),
        ])
        return {
          items: page.rows.map((household) => presentHousehold(household, members.get(household._id) ?? 0, names)),
          nextCursor: page.nextCursor,
        }
      },
    }),
    route({
      operation: contract.getHousehold,
      load: ({ params }) => households.household(params.householdId),
      allow: mayDoTo('resident.read'),
      audit: { action: 'household.read', subject: (household) => household._id },
      run: ({ query }, household) => detail(household, query.asOf ?? shanghaiDate(clock.now())),
    }),
    route({
      operation: contract.createHousehold,
      load: async ({ body }) => ({ home: await places.place(body.placeId) }),
      allow: (actor) => mayDo(actor, 'resident.write'),
      audit: { action: 'household.create', subject: ({ home }, made) => made?.id ?? home?.placeId ?? 'missing' },
      run: async ({ actor, context }, { home }) => {
        if (!home || !covers(actor, home.path))
          throw new AppError('invalid_input', { issues: [{ path: 'body.placeId', message: '没有找到这个户室，请重新选择' }] })
        return detail(await desk.create(home, actorId(actor), context.idempotencySeed ?? ''), shanghaiDate(clock.now()))
      },
    }),
  ]
}
