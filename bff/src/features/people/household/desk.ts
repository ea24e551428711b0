import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { PlaceDocument, PlaceStore } from '../place/store.ts'
import { addressOf, livable } from './domain.ts'
import type { HouseholdRecord, HouseholdStore, NewHousehold } from './store.ts'

export type HouseholdDesk = ReturnType<typeof createHouseholdDesk>

export function createHouseholdDesk({ households, places, clock }: { households: HouseholdStore; places: PlaceStore; clock: Clock }) {
  /** A household at a home, not yet kept anywhere. @param names of the places on its path */
  function at(
    home: Pick<PlaceDocument, 'placeId' | 'path'>,
    names: ReadonlyMap<string, string>,
    id: string,
    code: string,
    by: string,
    since: string | null = null,
  ): NewHousehold {
    const now = clock.now()
    return {
      _id: id,
      code,
      path: home.path.slice(0, 4),
      placeId: home.placeId,
      address: addressOf(home.path.map((placeId) => names.get(placeId) ?? '')),
      homeIds: home.path.slice(4),
      homeSince: since,
      formerHomes: [],
      closedOn: null,
      state: 'open',
      history: [{ at: now, by, why: '登记' }],
      createdAt: now,
    }
  }
  return {
    at,
    /** @throws AppError `wrong_state` when no one can live there */
    async create(home: PlaceDocument, by: string, seed: string): Promise<HouseholdRecord> {
      if (!livable.includes(home.kind)) throw new AppError('wrong_state', { detail: '请选到楼幢或户室，再登记家庭' })
      const id = derivedId('hsh', seed)
      const names = await places.names(home.path)
      await households.insert(at(home, names, id, `H-${id.slice(4, 14)}`, by))
      const household = await households.household(id)
      if (!household) throw new Error(`household ${id} was inserted and is not there`)
      return household
    },
  }
}
