import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import { createDataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import { householdFields } from '../household/catalogue.ts'
import type { Household } from '../household/domain.ts'
import { nameSyllables } from '../pinyin.ts'
import { residentFields } from '../resident/catalogue.ts'
import type { Resident } from '../resident/domain.ts'
import { createResidentIndexing } from '../resident/indexing/store.ts'
import { createIndexedPeople } from './store.ts'

export interface IndexTally {
  collection: 'residents' | 'households'
  seen: number
  stale: number
}

/**
 * Indexes of people under the index key that makes now. Harmless to break off, to repeat and to run twice at once: what is
 * of the new key already is passed over.
 */
export function peopleIndexes({ db, keys, clock }: { db: Database; keys: KeyRing; clock: Clock }) {
  const dataKeys = createDataKeys({ db, keys, clock })
  const residentSeal = createProtector<Resident, typeof residentFields.fields>(residentFields, dataKeys, keys)
  const people = createIndexedPeople(db, {
    residentSeal,
    householdSeal: createProtector<Household, typeof householdFields.fields>(householdFields, dataKeys, keys),
    indexing: createResidentIndexing(residentSeal, nameSyllables),
  })

  async function walk(each: (tally: IndexTally) => void, write: boolean): Promise<IndexTally[]> {
    await people.prepare()
    const tallies: IndexTally[] = []
    for (const collection of ['residents', 'households'] as const) {
      const tally: IndexTally = { collection, seen: 0, stale: 0 }
      tallies.push(tally)
      for await (const { seen, stale } of people[collection]()) {
        tally.seen += seen
        tally.stale += stale.length
        if (write) for (const row of stale) await people.write(collection, row)
        each(tally)
      }
    }
    return tallies
  }

  return {
    /** How many have indexes of another key. */
    stale: (each: (tally: IndexTally) => void = () => undefined) => walk(each, false),
    /** Makes them anew. @returns how many were of another key */
    renew: (each: (tally: IndexTally) => void = () => undefined) => walk(each, true),
  }
}
