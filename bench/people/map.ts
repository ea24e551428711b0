import { createHeadcounts, createHeadMarks } from '../../bff/src/features/people/headcount/store.ts'
import { type PlaceFields, placeFields } from '../../bff/src/features/people/place/catalogue.ts'
import type { NewPlace } from '../../bff/src/features/people/place/domain.ts'
import { presentPlaceMap } from '../../bff/src/features/people/place/present.ts'
import { createPlaceStore } from '../../bff/src/features/people/place/store.ts'
import { parseConfig } from '../../bff/src/platform/config/index.ts'
import { openKeyRing } from '../../bff/src/platform/crypto/live-keyring.ts'
import type { Database } from '../../bff/src/platform/db/index.ts'
import { createDataKeys } from '../../bff/src/platform/protect/data-keys.ts'
import { createProtector } from '../../bff/src/platform/protect/protector.ts'
import type { PlaceKind } from '../../shared/contracts/people.ts'
import { systemClock } from '../../shared/units/clock.ts'
import { median } from '../figures.ts'

export interface MapFigure {
  name: string
  medianMs: number
  p95Ms: number
  /** Boundaries on it. */
  features: number
  residents: number
}

const TIMES = 60
const MOST_ON_A_MAP = 3_000

/** How long a map with its headcounts takes, all but the wire; beside the same numbers counted from everyone each time. */
export async function measureMaps(db: Database, env: Record<string, string>): Promise<MapFigure[]> {
  const config = parseConfig(env)
  const { keys } = openKeyRing({ keyringFile: config.KEYRING_FILE, keysDir: config.KEYS_DIR }, systemClock)
  const seal = createProtector<NewPlace, PlaceFields>(placeFields, createDataKeys({ db, keys, clock: systemClock }), keys)
  const places = createPlaceStore(db, seal)
  const heads = createHeadcounts(db)
  const mark = createHeadMarks(db)
  const [district] = await places.list({ kind: 'district' }, null, 1)
  const [street] = await places.list({ kind: 'street' }, null, 1)
  const [community] = await places.list({ kind: 'community' }, null, 1)
  const [grid] = await places.list({ kind: 'grid' }, null, 1)
  if (!district || !street || !community || !grid) throw new Error('there is no district to draw')

  async function kept(placeId: string, kind: PlaceKind) {
    const rows = await places.bounded(placeId, kind, undefined, MOST_ON_A_MAP)
    const map = presentPlaceMap(rows, await heads.of(rows.map((row) => row.placeId)))
    JSON.stringify(map)
    return map.features.map(({ properties }) => properties.residents)
  }
  /** As it was before: everyone of these places, unwound by the places they are in. */
  async function fromEveryone(placeId: string, kind: PlaceKind) {
    const ids = (await places.bounded(placeId, kind, undefined, MOST_ON_A_MAP)).map((row) => row.placeId)
    const rows = await db
      .collection<{ _id: string }>('residents')
      .aggregate<{ count: number }>([
        { $match: { path: { $in: ids }, state: 'present' } },
        { $unwind: '$path' },
        { $match: { path: { $in: ids } } },
        { $group: { _id: '$path', count: { $sum: 1 } } },
      ])
      .toArray()
    return rows.map(({ count }) => count)
  }

  const began = performance.now()
  await createHeadcounts(db).refresh()
  const figures: MapFigure[] = [
    { name: 'first look of a process, counts kept', medianMs: performance.now() - began, p95Ms: Number.NaN, features: 0, residents: 0 },
  ]
  async function measure(name: string, times: number, look: () => Promise<number[]>): Promise<void> {
    await look()
    const took: number[] = []
    let seen: number[] = []
    for (let time = 0; time < times; time += 1) {
      const start = performance.now()
      seen = await look()
      took.push(performance.now() - start)
    }
    const p95Ms = [...took].sort((one, other) => one - other)[Math.floor(times * 0.95)] ?? Number.NaN
    const residents = seen.reduce((sum, count) => sum + count, 0)
    figures.push({ name, medianMs: median(took), p95Ms, features: seen.length, residents })
  }
  await measure('streets of the district', TIMES, () => kept(district.placeId, 'street'))
  await measure('grids of the district', TIMES, () => kept(district.placeId, 'grid'))
  await measure('communities of a street', TIMES, () => kept(street.placeId, 'community'))
  await measure('grids of a community', TIMES, () => kept(community.placeId, 'grid'))
  await measure('streets, somebody moved since the last look', TIMES, async () => {
    await mark([grid.path])
    return kept(district.placeId, 'street')
  })
  await measure('before: streets, from everyone', 3, () => fromEveryone(district.placeId, 'street'))
  await measure('before: communities of a street, from everyone', 3, () => fromEveryone(street.placeId, 'community'))
  await db.collection('place_counts').deleteMany({})
  const whole = performance.now()
  await createHeadcounts(db).refresh()
  figures.push({
    name: 'counting the whole district for the first time',
    medianMs: performance.now() - whole,
    p95Ms: Number.NaN,
    features: 0,
    residents: 0,
  })
  return figures
}
