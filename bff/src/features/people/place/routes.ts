import { peopleContract as contract } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeTextCursor, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { covers, mayAnywhere, mayDo, mayDoTo } from '../access.ts'
import type { PlaceDesk } from './desk.ts'
import { boundaryToWgs84, toWgs84 } from './geometry.ts'
import { presentPlace, presentPlaceDetail, presentPlaceMap } from './present.ts'
import type { PlaceDocument, PlaceStore } from './store.ts'

/** A map of more is no map: one zooms in. */
const MOST_ON_A_MAP = 1_000

export interface PlaceParts {
  places: PlaceStore
  desk: PlaceDesk
  /** How many live in each of these places. */
  headcounts: (placeIds: string[]) => Promise<ReadonlyMap<string, { residents: number; households: number }>>
}

export function placeRoutes({ places, desk, headcounts }: PlaceParts): Route[] {
  const namesOf = (rows: { path: string[] }[]) => places.names(rows.flatMap((row) => row.path))
  const present = async (place: PlaceDocument) => presentPlace(place, await namesOf([place]))
  return [
    route({
      operation: contract.listPlaces,
      load: nothing,
      allow: mayAnywhere('place.read'),
      audit: { none: 'places are no secret' },
      run: async ({ query }) => {
        const rows = await places.list(query, decodeTextCursor(query.cursor), query.limit)
        const page = toTextPage(rows, query.limit, (place) => place.code)
        const names = await namesOf(page.rows)
        return { items: page.rows.map((place) => presentPlace(place, names)), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.getPlace,
      load: ({ params, query }) => places.place(params.placeId, query.asOf),
      allow: mayAnywhere('place.read'),
      audit: { none: 'places are no secret' },
      run: async ({ query }, place) => {
        const [names, children, versions] = await Promise.all([
          namesOf([place]),
          places.childCounts(place.placeId, query.asOf),
          places.versions(place.placeId),
        ])
        return presentPlaceDetail(
          place,
          names,
          children.map(({ _id, count }) => ({ kind: _id, count })),
          versions,
        )
      },
    }),
    route({
      operation: contract.getPlaceMap,
      load: ({ params, query }) => places.place(params.placeId, query.asOf),
      allow: mayAnywhere('place.read'),
      audit: { none: 'places are no secret' },
      run: async ({ query }, place) => {
        const rows = await places.bounded(place.placeId, query.kind, query.asOf, MOST_ON_A_MAP)
        return presentPlaceMap(rows, await headcounts(rows.map((row) => row.placeId)))
      },
    }),
    route({
      operation: contract.findPlaceAt,
      load: nothing,
      allow: mayAnywhere('place.read'),
      audit: { none: 'places are no secret' },
      run: async ({ body }) => {
        const [longitude, latitude] = toWgs84([body.longitude, body.latitude], body.datum)
        const grid = await places.gridAt(longitude, latitude, body.asOf)
        return { place: grid && (await present(grid)) }
      },
    }),
    route({
      operation: contract.createPlace,
      load: async ({ body }) => ({ parent: await places.place(body.parentId) }),
      allow: (actor, { parent }) => mayDo(actor, 'place.write') && (parent === null || covers(actor, parent.path)),
      audit: { action: 'place.create', subject: ({ parent }, made) => made?.id ?? parent?.placeId ?? 'unknown' },
      run: async ({ body, actor, context }, { parent }) => {
        const place = await desk.create(
          { ...body, boundary: body.boundary && boundaryToWgs84(body.boundary, body.datum) },
          parent,
          actorId(actor),
          context.idempotencySeed ?? '',
        )
        if (place.code !== body.code || place.name !== body.name) throw new AppError('idempotency_key_reused')
        return present(place)
      },
    }),
    route({
      operation: contract.changePlace,
      load: ({ params }) => places.place(params.placeId),
      allow: mayDoTo('place.write'),
      audit: { action: 'place.change', subject: (place) => place.placeId },
      run: async ({ body, actor }, place) => {
        const { rev, datum, ...change } = body
        return present(
          await desk.change(
            place,
            rev,
            { ...change, ...(change.boundary ? { boundary: boundaryToWgs84(change.boundary, datum) } : {}) },
            actorId(actor),
          ),
        )
      },
    }),
    route({
      operation: contract.closePlace,
      load: ({ params }) => places.place(params.placeId),
      allow: mayDoTo('place.write'),
      audit: { action: 'place.close', subject: (place) => place.placeId },
      run: async ({ body, actor }, place) => present(await desk.close(place, body.rev, body.validTo, body.reason, actorId(actor))),
    }),
  ]
}
