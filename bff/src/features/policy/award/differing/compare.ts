import { decide } from '@minsheng/shared/policy/policy/decide'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import type { Awards } from '@minsheng/shared/policy/rule/subject'
import { fullAgeOn } from '../../child/domain.ts'
import type { Register, RegisterHome } from '../../population/copy.ts'
import type { RunningAward } from '../standing/store.ts'
import type { AwardStore } from '../store.ts'
import { type Difference, differenceOf, keptDifference, type Whereabouts } from './domain.ts'

interface CompareParts {
  register: Pick<Register, 'some' | 'homesWith'>
  awards: Pick<AwardStore, 'runningOf' | 'running' | 'setDiffers' | 'standingOf'>
}

interface Day {
  catalogue: Catalogue
  date: string
}

/** Whether somebody else is still to be paid for a child: while both live together, and the child is under age. */
function isPaidFor({ people }: RegisterHome, guardianId: string, birthDate: unknown, date: string): boolean {
  const isHome = people.some(({ id }) => id === guardianId)
  return isHome && (typeof birthDate !== 'string' || fullAgeOn(birthDate, date) > date)
}

const subjectsIn = ({ householdId, people }: RegisterHome) => [
  ...(householdId === null ? [] : [householdId]),
  ...people.map(({ id }) => id),
]

export type AwardComparison = ReturnType<typeof createComparison>

/**
 * Holds what was awarded beside what today's rules say, and keeps with each award whether it is otherwise: for people to look
 * at. Nothing is changed by it.
 */
export function createComparison({ register, awards }: CompareParts) {
  async function write(found: readonly [RunningAward, Difference | null][], date: string): Promise<void> {
    await awards.setDiffers(
      found.flatMap(([{ _id, differs }, now]) => {
        const kept = keptDifference(differs ?? null, now, date)
        return kept ? [{ _id, ...kept }] : []
      }),
    )
  }

  function differenceIn(home: RegisterHome, award: RunningAward, standing: ReadonlyMap<string, Awards>, { catalogue, date }: Day) {
    const isPaid = home.people.find(({ id }) => id === award.residentId)
    const me = isPaid ?? home.people[0]
    const stays = isPaid && (!award.guardianId || isPaidFor(home, award.guardianId, isPaid.facts.birthDate, date))
    const whereabouts: Whereabouts = me === undefined ? 'gone' : stays ? 'here' : 'payee_left'
    const { [award.policyId]: _, ...awarded } = {
      ...standing.get(me?.id ?? ''),
      ...(home.householdId === null ? {} : standing.get(home.householdId)),
    }
    const subject = { person: me?.facts ?? {}, household: home.facts, members: home.people.map(({ facts }) => facts), awarded }
    const decision = decide(catalogue, subject, date).find(({ policy }) => policy.id === award.policyId) ?? null
    return differenceOf(award, decision, whereabouts)
  }

  /** Everything awarded to these homes and their people. */
  async function ofHomes(homeIds: readonly string[], day: Day): Promise<void> {
    if (homeIds.length === 0) return
    const homes = await register.some(homeIds)
    const byHome = homes.map((home) => [home, subjectsIn(home)] as const)
    const all = byHome.flatMap(([, ids]) => ids)
    const found = await awards.runningOf(all)
    if (found.length === 0) return
    const standing = await awards.standingOf(all, day.date.slice(0, 7))
    const homeOf = new Map(byHome.flatMap(([home, ids]) => ids.map((id) => [id, home] as const)))
    const differences = found.flatMap((award): [RunningAward, Difference | null][] => {
      const home = homeOf.get(award.subjectId)
      return home ? [[award, differenceIn(home, award, standing, day)]] : []
    })
    await write(differences, day.date)
  }

  /** Of these awards, those whose person or whole household is no more in the register. */
  async function markGone(found: readonly RunningAward[], date: string): Promise<void> {
    const gone: [RunningAward, Difference][] = []
    const homes = await register.some(found.flatMap(({ subjectKind, subjectId }) => (subjectKind === 'household' ? [subjectId] : [])))
    const lived = new Set(homes.flatMap(({ id, people }) => (people.length > 0 ? [id] : [])))
    for (const award of found) {
      const isHere =
        award.subjectKind === 'household' ? lived.has(award.subjectId) : (await register.homesWith([award.subjectId])).length > 0
      if (!isHere) gone.push([award, { kind: 'gone', toFen: null }])
    }
    await write(gone, date)
  }

  return {
    ofHomes,
    /** Of people something changed: whoever left the register is in no home. */
    ofPeople: async (residentIds: readonly string[], date: string): Promise<void> => {
      const found = await awards.runningOf(residentIds)
      if (found.length > 0) await markGone(found, date)
    },
    /** Everything that runs, for those who are in no home that is held. @param isHeld whether the subject was looked at with its home */
    async theRest(isHeld: (award: Pick<RunningAward, 'subjectKind' | 'subjectId'>) => boolean, date: string): Promise<void> {
      for await (const page of awards.running())
        await markGone(
          page.filter((award) => !isHeld(award)),
          date,
        )
    },
  }
}
