import { createHmac } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { birthDateOf, sexOf } from '@minsheng/shared/units/id-number'
import { identitySecretOf, type KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Facts } from '../facts/port.ts'
import type { PlaceStore } from '../place/store.ts'
import type { NewResident, ResidentStore } from '../resident/store.ts'
import type { LandingResident } from './domain.ts'
import type { LandingGround } from './landing.ts'
import type { RowOf } from './rows.ts'

/** The residents and places of this product as rows land on them. */
export function createGround(parts: {
  residents: ResidentStore
  places: PlaceStore
  keys: KeyRing
  recordObservations: Facts['recordObservations']
  clock: Clock
}): LandingGround {
  const { residents, places, keys, recordObservations, clock } = parts
  /** The same person has the same number whoever takes the row, and nobody can work it out from the ID number. */
  const residentId = (idNumber: string) =>
    `res_${createHmac('sha256', Buffer.from(identitySecretOf(keys), 'base64'))
      .update(`exchange|${idNumber}`)
      .digest('base64url')
      .slice(0, 22)}`

  /** Whose former record was made anonymous begins a new one: nothing may join the two. */
  async function numbersFor(idNumbers: readonly string[]): Promise<Map<string, string>> {
    const numbers = new Map(idNumbers.map((idNumber) => [idNumber, residentId(idNumber)]))
    for (let turn = 1, open = [...numbers]; open.length > 0; turn += 1) {
      const held = await residents.byIds(open.map(([, id]) => id))
      const nameless = new Set(held.filter(({ anonymisedAt }) => anonymisedAt).map(({ _id }) => _id))
      open = open.filter(([, id]) => nameless.has(id)).map(([idNumber]) => [idNumber, residentId(`${idNumber}|${turn}`)])
      for (const [idNumber, id] of open) numbers.set(idNumber, id)
    }
    return numbers
  }

  function newResident(row: RowOf<'population'>, id: string, path: string[]): NewResident {
    return {
      _id: id,
      name: row.name,
      idNumber: row.idNumber,
      phone: null,
      registeredAddress: row.address,
      birthDate: birthDateOf(row.idNumber),
      sex: sexOf(row.idNumber),
      path,
      householdId: null,
      relation: null,
      memberships: [],
      groups: [],
      state: 'present',
      mergedInto: null,
      source: 'police',
      createdAt: clock.now(),
    }
  }

  return {
    recordObservations: (observations, session) => recordObservations(observations, session),
    async byIdNumbers(idNumbers) {
      const found = new Map<string, LandingResident[]>()
      for (const { _id, name, idNumber, path, householdId, state } of await residents.byIdNumbers([...new Set(idNumbers)])) {
        const number = idNumber?.reveal() ?? ''
        found.set(number, [...(found.get(number) ?? []), { id: _id, name: name.reveal(), path, householdId, state }])
      }
      return found
    },
    async registerNew(rows) {
      const known = await this.byIdNumbers(rows.map((row) => row.idNumber))
      const strangers = rows.filter((row) => !known.has(row.idNumber))
      if (strangers.length === 0) return
      const grids = await places.byCodes([...new Set(strangers.map((row) => row.gridCode))])
      const pathOf = new Map(grids.filter((place) => place.kind === 'grid').map((place) => [place.code, place.path]))
      const numbers = await numbersFor(strangers.map((row) => row.idNumber))
      const fresh = strangers.flatMap((row) => {
        const path = pathOf.get(row.gridCode)
        const id = numbers.get(row.idNumber)
        return path && id ? [newResident(row, id, path)] : []
      })
      await residents.load(fresh)
    },
  }
}
