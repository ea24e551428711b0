import { systemClock } from '@minsheng/shared/units/clock'
import { householdFields } from '../../bff/src/features/people/household/catalogue.ts'
import type { Household } from '../../bff/src/features/people/household/domain.ts'
import { createHouseholdStore } from '../../bff/src/features/people/household/store.ts'
import { nameSyllables } from '../../bff/src/features/people/pinyin.ts'
import { createAddressBook } from '../../bff/src/features/people/place/address-book.ts'
import { type PlaceFields, placeFields } from '../../bff/src/features/people/place/catalogue.ts'
import type { NewPlace } from '../../bff/src/features/people/place/domain.ts'
import { createPlaceStore } from '../../bff/src/features/people/place/store.ts'
import { residentFields } from '../../bff/src/features/people/resident/catalogue.ts'
import type { Resident } from '../../bff/src/features/people/resident/domain.ts'
import { createResidentSearch } from '../../bff/src/features/people/resident/search.ts'
import { createResidentStore, type ResidentRecord } from '../../bff/src/features/people/resident/store.ts'
import { parseConfig } from '../../bff/src/platform/config/index.ts'
import { openKeyRing } from '../../bff/src/platform/crypto/live-keyring.ts'
import type { Database } from '../../bff/src/platform/db/index.ts'
import { createDataKeys } from '../../bff/src/platform/protect/data-keys.ts'
import { createProtector } from '../../bff/src/platform/protect/protector.ts'
import { median } from '../figures.ts'

export interface LookUp {
  name: string
  medianMs: number
  p95Ms: number
  /** People found by one look-up, in the middle. */
  found: number
}

const SAMPLES = 300
const PAGE = 20

/** How long it takes to find someone through the product's own search and stores, beside a bare `findOne` by number. */
export async function measureLookUps(db: Database, env: Record<string, string>): Promise<LookUp[]> {
  const config = parseConfig(env)
  const { keys } = openKeyRing({ keyringFile: config.KEYRING_FILE, keysDir: config.KEYS_DIR }, systemClock)
  const dataKeys = createDataKeys({ db, keys, clock: systemClock })
  const places = createPlaceStore(db, createProtector<NewPlace, PlaceFields>(placeFields, dataKeys, keys))
  const households = createHouseholdStore(db, createProtector<Household, typeof householdFields.fields>(householdFields, dataKeys, keys))
  const seal = createProtector<Resident, typeof residentFields.fields>(residentFields, dataKeys, keys)
  const residents = createResidentStore(db, seal, nameSyllables)
  await dataKeys.prepare('residents')
  await dataKeys.prepare('households')
  const search = createResidentSearch({ residents, households, places, addresses: createAddressBook(places), clock: systemClock })
  const bare = db.collection<{ _id: string }>('residents')
  const ids = await bare.aggregate<{ _id: string }>([{ $sample: { size: SAMPLES } }, { $project: { _id: 1 } }]).toArray()
  const people = (await residents.byIds(ids.map(({ _id }) => _id))).filter(({ phone, idNumber }) => phone && idNumber)

  const at = (person: ResidentRecord, level: number) => [person.path[level] ?? '']
  const found = async (wish: Parameters<typeof search>[0], scope: string[]) => (await search(wish, scope, null, PAGE)).rows.length
  const ways: [string, (person: ResidentRecord) => Promise<number>][] = [
    ['ID number, whole district', (person) => found({ text: person.idNumber?.reveal() ?? '' }, at(person, 0))],
    ['phone, whole district', (person) => found({ text: person.phone?.reveal() ?? '' }, at(person, 0))],
    ['first two characters, own community', (person) => found({ text: person.name.reveal().slice(0, 2) }, at(person, 2))],
    ['first two characters, own street', (person) => found({ text: person.name.reveal().slice(0, 2) }, at(person, 1))],
    ['whole name and birth date, district', (person) => found({ text: person.name.reveal(), birthDate: person.birthDate }, at(person, 0))],
    [
      'household with its people',
      async (person) => {
        const [household, members] = await Promise.all([
          households.household(person.householdId ?? ''),
          residents.everIn(person.householdId ?? ''),
        ])
        return household ? members.length : 0
      },
    ],
    ['bare driver: findOne by _id', async (person) => Number((await bare.findOne({ _id: person._id })) !== null)],
  ]
  const figures: LookUp[] = []
  for (const [name, look] of ways) {
    for (const person of people.slice(0, 20)) await look(person)
    const times: number[] = []
    const counts: number[] = []
    for (const person of people) {
      const began = performance.now()
      counts.push(await look(person))
      times.push(performance.now() - began)
    }
    if (counts.some((count) => count === 0)) throw new Error(`${name}: someone was not found`)
    const p95Ms = [...times].sort((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? Number.NaN
    figures.push({ name, medianMs: median(times), p95Ms, found: median(counts) })
  }
  return figures
}
