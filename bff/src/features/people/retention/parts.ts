import { keptSince, workRecordMonths } from '@minsheng/shared/law/retention'
import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import { createDataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import { deletesDue, type RetentionPart, sinceOf } from '../../../platform/protect/retention.ts'
import { residentFields } from '../resident/catalogue.ts'
import type { Resident } from '../resident/domain.ts'
import { declarePeopleKeepings } from './keepings.ts'
import { createEndedResidents, type EndedResidents } from './store.ts'

declarePeopleKeepings()

function residentsPart(residents: EndedResidents): RetentionPart {
  const since = (now: Date) => sinceOf('residents', now)
  return {
    collection: 'residents',
    count: (now) => residents.count(since(now)),
    async end(now, most) {
      let ended = 0
      for (const row of await residents.due(since(now), most)) if (await residents.anonymise(row, since(now), now)) ended += 1
      return ended
    },
  }
}

/** Counted by imports: each of them has as many rows as its file. */
function importRowsPart(residents: EndedResidents): RetentionPart {
  return {
    collection: 'import_rows',
    count: residents.countImports,
    async end(now, most) {
      const ids = await residents.pastImports(now, most)
      for (const id of ids) await residents.forgetRows(id)
      return ids.length
    },
  }
}

/** What of the bureau's records of people has been kept long enough. */
export function peopleRetention({ db, keys, clock }: { db: Database; keys: KeyRing; clock: Clock }) {
  const residents = createEndedResidents(
    db,
    createProtector<Resident, typeof residentFields.fields>(residentFields, createDataKeys({ db, keys, clock }), keys),
  )
  const parts: RetentionPart[] = [
    residentsPart(residents),
    deletesDue(db, 'reveals', (since) => ({ at: { $lt: since } })),
    importRowsPart(residents),
    deletesDue(
      db,
      'imports',
      (since) => ({ state: { $in: ['done', 'undone', 'dropped', 'unreadable'] }, fileUntil: null, createdAt: { $lt: since } }),
      (id) => residents.forgetRows(id),
    ),
    // "Not the same" stays: without it the two would be taken for one again.
    deletesDue(db, 'resident_duplicates', (since) => ({ state: 'merged', 'decided.at': { $lt: since } })),
    deletesDue(db, 'death_reports', (since) => ({ state: { $ne: 'open' }, decidedAt: { $lt: since } })),
    deletesDue(db, 'exchange_letters', (since) => ({ state: { $ne: 'open' }, decidedAt: { $lt: since } })),
    deletesDue(db, 'exchange_runs', (since) => ({ isOpen: false, endedAt: { $lt: since } })),
    deletesDue(db, 'exchange_pushes', (since) => ({
      state: { $ne: 'waiting' },
      createdAt: { $lt: since },
      sentAt: { $not: { $gte: since } },
    })),
    deletesDue(db, 'shifts', (since) => ({ endsAt: { $lt: since } })),
    deletesDue(db, 'grid_assignments', (_, now) => ({ to: { $type: 'string', $lt: keptSince(now, workRecordMonths) } })),
  ]
  return { prepare: residents.prepare, parts }
}
