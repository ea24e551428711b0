import { key, type SignedIn, staff } from './actors.ts'
import type { TestApp } from './app.ts'
import type { TestGrid } from './grid.ts'

/** A point within the first grid. */
export const IN_FIRST_GRID = { lat: 30.22, lng: 120.18, accuracyM: 20, datum: 'wgs84' as const }

export interface HelpDesk {
  /** On duty in the first grid for the whole of today and tomorrow. */
  worker: SignedIn
  /** On duty in the second grid of the same community. */
  neighbour: SignedIn
  community: SignedIn
  street: SignedIn
  office: SignedIn
}

/** Everybody who may be called for the first grid; turns are put down as they lie, so that they hold at night as well. */
export async function helpDesk(app: TestApp, { district, streets, communities, grids }: TestGrid): Promise<HelpDesk> {
  const [worker, neighbour, community, street, office] = await Promise.all([
    staff(app, ['grid_worker'], null, [grids[0]]),
    staff(app, ['grid_worker'], null, [grids[1]]),
    staff(app, ['community'], null, [communities[0]]),
    staff(app, ['street'], null, [streets[0]]),
    staff(app, ['district_office'], null, [district]),
  ])
  const now = app.clock.now().getTime()
  const turns = app.db.collection<{ _id: string }>('shifts')
  for (const [gridId, { accountId }] of [
    [grids[0], worker],
    [grids[1], neighbour],
  ] as const)
    await turns.insertOne({
      _id: `sft_${key()}`,
      gridId,
      path: [district, streets[0], communities[0], gridId],
      workerId: accountId,
      startsAt: new Date(now - 3_600_000),
      endsAt: new Date(now + 40 * 86_400_000),
      state: 'planned',
      insteadOf: null,
      rev: 0,
      history: [],
    } as never)
  return { worker, neighbour, community, street, office }
}
