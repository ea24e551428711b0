import { peopleContract as contract } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { decodeTextCursor, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { covers, mayAnywhere, mayDo, mayDoTo, scopeOf } from '../access.ts'
import type { PlaceStore } from '../place/store.ts'
import { presentHomePeople, presentHousehold, presentHouseholdDetail } from '../resident/present.ts'
import type { ResidentStore } from '../resident/store.ts'
import type { SurroundingsOf } from '../surroundings.ts'
import type { HouseholdDesk } from './desk.ts'
import type { HouseholdSearch } from './search.ts'
import type { HouseholdRecord, HouseholdStore } from './store.ts'

/** More than this in one building are found flat by flat. */
const MOST_HOUSEHOLDS = 60

export interface HouseholdParts {
  households: HouseholdStore
  residents: ResidentStore
  places: PlaceStore
  desk: HouseholdDesk
  search: HouseholdSearch
  surroundings: SurroundingsOf
  clock: Clock
}

export function householdRoutes({ households, residents, places, desk, search, surroundings, clock }: HouseholdParts): Route[] {
  async function detail(household: HouseholdRecord, actor: Actor, asOf = shanghaiDate(clock.now())) {
    const ever = await residents.everIn(household._id)
    const [around, former] = await Promise.all([surroundings(ever, household.path), households.formerHomes(household._id)])
    return presentHouseholdDetail(household, ever, asOf, around, (path) => covers(actor, path), former)
  }
  const load = ({ params }: { params: { householdId: string } }) => households.household(params.householdId)
  const subject = (household: HouseholdRecord) => household._id
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
      run: ({ query, actor }, household) => detail(household, actor, query.asOf),
    }),
    route({
      operation: contract.createHousehold,
      load: async ({ body }) => ({ home: await places.place(body.placeId) }),
      allow: (actor) => mayDo(actor, 'resident.write'),
      audit: { action: 'household.create', subject: ({ home }, made) => made?.id ?? home?.placeId ?? 'missing' },
      run: async ({ actor, body, context }, { home }) => {
        if (!home || !covers(actor, home.path))
          throw new AppError('invalid_input', { issues: [{ path: 'body.placeId', message: '没有找到这个户室，请重新选择' }] })
        return detail(await desk.create(home, body.from, actorId(actor), context.idempotencySeed ?? ''), actor)
      },
    }),
    route({
      operation: contract.searchHouseholds,
      load: nothing,
      allow: mayAnywhere('resident.read'),
      audit: { action: 'household.search', subject: () => 'households' },
      run: async ({ body, actor }) => {
        const { rows, understoodAs } = await search(body, scopeOf(actor), decodeTextCursor(body.cursor))
        const page = toTextPage(rows, body.limit, (household) => household._id)
        const [names, members] = await Promise.all([
          places.names(page.rows.flatMap((household) => household.path)),
          residents.membersOf(page.rows.map((household) => household._id)),
        ])
        const items = page.rows.map((household) => presentHousehold(household, members.get(household._id) ?? 0, names))
        return { items, nextCursor: page.nextCursor, understoodAs }
      },
    }),
    route({
      operation: contract.moveHousehold,
      load: async ({ params, body }) => {
        const [household, home] = await Promise.all([households.household(params.householdId), places.place(body.placeId)])
        return household && home && { household, home }
      },
      allow: (actor, { household, home }) => mayDoTo('resident.write')(actor, household) && covers(actor, home.path),
      audit: { action: 'household.move', subject: ({ household }) => household._id },
      run: async ({ body, actor }, { household, home }) => detail(await desk.move(household, home, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.changeHead,
      load,
      allow: mayDoTo('resident.write'),
      audit: { action: 'household.head', subject },
      run: async ({ body, actor }, household) => detail(await desk.changeHead(household, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.endHousehold,
      load,
      allow: mayDoTo('resident.write'),
      audit: { action: 'household.end', subject },
      run: async ({ body, actor }, household) => detail(await desk.end(household, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.listHomePeople,
      load: async ({ params, query }) => (await places.place(params.placeId)) ?? places.place(params.placeId, query.on),
      allow: mayDoTo('resident.read'),
      audit: { action: 'home.people', subject: (place) => place.placeId },
      run: async ({ query, actor }, place) => {
        const found = place.path.length > 4 ? await households.livedAt(place.placeId, query.on, MOST_HOUSEHOLDS) : []
        const rows = await Promise.all(found.map(async (household) => ({ household, ever: await residents.everIn(household._id) })))
        const around = await surroundings(
          rows.flatMap((row) => row.ever),
          rows.flatMap((row) => row.household.path),
        )
        return presentHomePeople(query.on, rows, around, (path) => covers(actor, path))
      },
    }),
  ]
}
