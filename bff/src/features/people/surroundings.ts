import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { HouseholdStore } from './household/store.ts'
import type { PlaceStore } from './place/store.ts'
import type { Surroundings } from './resident/present.ts'

export type SurroundingsOf = ReturnType<typeof createSurroundings>

/** Fetches, for a page of residents at once, what their presenters need to know. */
export function createSurroundings({ places, households, clock }: { places: PlaceStore; households: HouseholdStore; clock: Clock }) {
  return async (people: readonly { path: string[]; householdId: string | null }[], more: readonly string[] = []): Promise<Surroundings> => {
    const [placeNames, homes] = await Promise.all([
      places.names([...people.flatMap((person) => person.path), ...more]),
      households.byIds(people.flatMap((person) => (person.householdId === null ? [] : [person.householdId]))),
    ])
    return { placeNames, households: new Map(homes.map((home) => [home._id, home])), today: shanghaiDate(clock.now()) }
  }
}
