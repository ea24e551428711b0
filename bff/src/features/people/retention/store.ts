import { type Database, durable, type Filter, type Session } from '../../../platform/db/index.ts'
import type { Stored } from '../../../platform/protect/catalogue.ts'
import { subjectKey } from '../facts/domain.ts'
import type { ResidentFields } from '../resident/catalogue.ts'
import { endedStates, NAMELESS, type Resident } from '../resident/domain.ts'
import type { ResidentProtector } from '../resident/store.ts'

type Row = { _id: string }
type StoredResident = Stored<Resident, ResidentFields>

export type EndedResidents = ReturnType<typeof createEndedResidents>

/** Records of people who live here no more, and taking out of them who it was. */
export function createEndedResidents(db: Database, protector: ResidentProtector) {
  const residents = db.collection<StoredResident>('residents')
  const about = ['fact_observations', 'fact_resolutions', 'fact_conflicts'] as const
  const due = (since: Date) =>
    ({ state: { $in: [...endedStates] }, anonymisedAt: null, updatedAt: { $lt: since } }) as unknown as Filter<StoredResident>
  const imports = db.collection<{ _id: string; state: string; undoUntil: Date | null }>('imports')
  const past = (now: Date): Filter<{ _id: string; state: string; undoUntil: Date | null }> => ({
    state: { $in: ['done', 'undone'] },
    undoUntil: { $type: 'date', $lte: now },
  })

  /** What was typed where somebody looked at them, or judged whether they are another or dead: that it was done stays. */
  async function forgetWords(residentId: string, session: Session): Promise<void> {
    const of = { residentId } as Filter<Row>
    for (const name of ['reveals', 'death_reports'])
      await db.collection<Row>(name).updateMany(of, { $set: { note: null } } as never, { session })
    const cases = db.collection<Row>('resident_duplicates')
    const decided = { residentIds: residentId, decided: { $ne: null } } as Filter<Row>
    await cases.updateMany(decided, { $set: { 'decided.note': '' } } as never, { session })
    await cases.updateMany({ residentIds: residentId } as Filter<Row>, { $set: { 'history.$[].note': '' } } as never, { session })
  }

  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('residents', [{ key: { state: 1, anonymisedAt: 1, updatedAt: 1 }, serves: 'records whose time is over' }])
    },
    count: (since: Date) => residents.countDocuments(due(since)),
    async due(since: Date, most: number): Promise<{ id: string; rev: number; birthDate: string; path: string[] }[]> {
      const rows = await residents
        .find(due(since), { projection: { rev: 1, birthDate: 1, path: 1 } })
        .limit(most)
        .toArray()
      return rows.map((row) => ({ id: String(row._id), rev: row.rev, birthDate: row.birthDate, path: row.path }))
    },
    /**
     * Leaves year of birth, sex, street and what became of them, which counts need, and nothing that tells who it was:
     * former versions, all that is known of the person and all that somebody typed about them go too.
     * @returns false when somebody took the record up meanwhile
     */
    anonymise: (seen: { id: string; rev: number; birthDate: string; path: readonly string[] }, since: Date, at: Date): Promise<boolean> =>
      db.transaction(async (session) => {
        const set = {
          ...protector.sealSome(seen.id, {
            name: NAMELESS,
            idNumber: null,
            phone: null,
            registeredAddress: null,
            birthDate: `${seen.birthDate.slice(0, 4)}-01-01`,
            path: seen.path.slice(0, 2),
            householdId: null,
            relation: null,
            memberships: [],
            groups: [],
            idNumberIndex: null,
            phoneIndex: null,
            nameTokens: [],
            nameBirthIndex: '',
            likenessIndex: null,
            groupKeys: [],
            versions: [],
          }),
          anonymisedAt: at,
        }
        const done = await residents.updateOne(
          { $and: [{ _id: seen.id, rev: seen.rev }, due(since)] } as Filter<StoredResident>,
          { $set: set, $inc: { rev: 1 } } as never,
          { session },
        )
        if (done.modifiedCount === 0) return false
        const of = subjectKey({ kind: 'person', id: seen.id })
        await db.collection<{ _id: string }>('fact_heads').deleteOne({ _id: of }, { session })
        await forgetWords(seen.id, session)
        for (const name of about) await db.collection<{ _id: string; subjectKey: string }>(name).deleteMany({ subjectKey: of }, { session })
        return true
      }),
    /** Imports that can't be taken back any more and still have their rows. */
    countImports: (now: Date) => imports.countDocuments(past(now)),
    async pastImports(now: Date, most: number): Promise<string[]> {
      const rows = await imports
        .find(past(now), { projection: { _id: 1 } })
        .limit(most)
        .toArray()
      return rows.map(({ _id }) => _id)
    },
    /** The rows of such an import; then it no longer says that it could be taken back. */
    async forgetRows(importId: string): Promise<void> {
      await db.collection<{ _id: string; importId: string }>('import_rows').deleteMany({ importId }, durable)
      await imports.updateOne({ _id: importId }, { $set: { undoUntil: null } }, durable)
    },
  }
}
