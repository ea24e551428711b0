import type { Session } from '../../../platform/db/index.ts'
import type { PlaceDocument, PlaceStore } from '../place/store.ts'
import type { ResidentRecord, ResidentStore } from '../resident/store.ts'
import { addressOf } from './domain.ts'
import type { HouseholdNote, HouseholdRecord, HouseholdStore } from './store.ts'

export interface Relocated {
  household: HouseholdRecord
  people: ResidentRecord[]
}
export type Relocate = ReturnType<typeof createRelocate>

/** Moves a household to another home, and with it whoever lives in it: their grid is where they are. */
export function createRelocate({
  households,
  residents,
  places,
}: {
  households: HouseholdStore
  residents: ResidentStore
  places: PlaceStore
}) {
  /** @returns null when the household, or someone in it, was changed meanwhile */
  return async function relocate(
    seen: Pick<HouseholdRecord, '_id' | 'rev'>,
    home: Pick<PlaceDocument, 'placeId' | 'path'>,
    since: string,
    note: HouseholdNote,
    session: Session,
  ): Promise<Relocated | null> {
    const names = await places.names(home.path)
    const household = await households.move(
      seen,
      {
        placeId: home.placeId,
        path: home.path.slice(0, 4),
        address: addressOf(home.path.map((placeId) => names.get(placeId) ?? '')),
        homeIds: home.path.slice(4),
        since,
      },
      note,
      session,
    )
    if (!household) return null
    const people: ResidentRecord[] = []
    for (const resident of await residents.livingIn([household._id], session)) {
      if (resident.path.join() === household.path.join()) continue
      const moved = await residents.change(resident._id, resident.rev, { path: household.path }, note, session)
      if (!moved) return null
      people.push(moved)
    }
    return { household, people }
  }
}
