import type { FactSubject } from '@minsheng/shared/contracts/people'
import type { HouseholdStore } from '../household/store.ts'
import type { ResidentStore } from '../resident/store.ts'
import { subjectKey } from './domain.ts'

/** A person or household as it is found now. */
export interface FoundSubject {
  subject: FactSubject
  key: string
  path: string[]
  /** `王*明`, or the household's number. */
  name: string
}

export type Subjects = ReturnType<typeof createSubjects>

/** Finds who facts are about; a record that was merged leads to the one that counts. */
export function createSubjects({ residents, households }: { residents: ResidentStore; households: HouseholdStore }) {
  async function people(ids: readonly string[]): Promise<[string, FoundSubject][]> {
    const asked = await residents.byIds(ids)
    const leading = await residents.byIds(asked.flatMap(({ mergedInto }) => mergedInto ?? []))
    const byId = new Map([...asked, ...leading].map((resident) => [resident._id, resident]))
    return asked.flatMap((resident): [string, FoundSubject][] => {
      const counts = resident.mergedInto === null ? resident : byId.get(resident.mergedInto)
      if (!counts) return []
      const subject = { kind: 'person' as const, id: counts._id }
      return [
        [
          subjectKey({ kind: 'person', id: resident._id }),
          { subject, key: subjectKey(subject), path: counts.path, name: counts.name.masked },
        ],
      ]
    })
  }

  async function homes(ids: readonly string[]): Promise<[string, FoundSubject][]> {
    return (await households.byIds(ids)).map(({ _id, path, code }) => {
      const subject = { kind: 'household' as const, id: _id }
      return [subjectKey(subject), { subject, key: subjectKey(subject), path, name: code }]
    })
  }

  /** By the key that was asked for; who does not exist is missing. */
  async function find(wanted: readonly FactSubject[]): Promise<Map<string, FoundSubject>> {
    const idsOf = (kind: FactSubject['kind']) => [...new Set(wanted.flatMap((subject) => (subject.kind === kind ? [subject.id] : [])))]
    const [personIds, householdIds] = [idsOf('person'), idsOf('household')]
    const [found, foundHomes] = await Promise.all([
      personIds.length > 0 ? people(personIds) : [],
      householdIds.length > 0 ? homes(householdIds) : [],
    ])
    return new Map([...found, ...foundHomes])
  }

  return {
    find,
    async one(subject: FactSubject): Promise<FoundSubject | null> {
      return (await find([subject])).get(subjectKey(subject)) ?? null
    },
  }
}
