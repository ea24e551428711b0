import { fullAgeYears } from '@minsheng/shared/law/assistance'
import { valueOn } from '@minsheng/shared/law/parameter'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Facts } from '../facts/port.ts'
import type { ResidentRecord, ResidentStore } from '../resident/store.ts'
import { type FamilyMember, guardiansIn, isMinor } from './domain.ts'

/** A child of a household, and who of it looks after them by the register. */
export interface HomeChild {
  residentId: string
  /** `王*明`. */
  nameMasked: string
  birthDate: string
  path: string[]
  /** Residents; none: the register does not tell, and somebody has to ask. */
  guardianIds: string[]
}

interface GuardianParts {
  residents: Pick<ResidentStore, 'livingIn' | 'counting'>
  factsOf: Facts['factsOf']
  clock: Clock
}

export type Guardians = ReturnType<typeof createGuardians>

/** Who may speak for a child: by the register alone, and as it is now. */
export function createGuardians({ residents, factsOf, clock }: GuardianParts) {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)

  async function known(residentId: string) {
    const facts = await factsOf({ kind: 'person', id: residentId })
    const of = (name: 'vitalStatus' | 'caringAbility' | 'fatherSituation' | 'motherSituation') => text(facts?.get(name)?.value)
    return of
  }

  async function memberOf({ _id, birthDate, sex, relation }: ResidentRecord): Promise<FamilyMember> {
    const of = await known(_id)
    const isBarred = ['deceased', 'missing'].includes(of('vitalStatus') ?? '') || of('caringAbility') === 'unfit'
    return { residentId: _id, birthDate, sex, relation, isBarred }
  }

  /** Everyone under age who lives in a household. */
  async function childrenIn(householdId: string): Promise<HomeChild[]> {
    const date = shanghaiDate(clock.now())
    const fullAge = valueOn(fullAgeYears, date)
    const people = await residents.livingIn([householdId])
    const minors = people.filter(({ birthDate }) => isMinor(birthDate, fullAge, date))
    if (minors.length === 0) return []
    const members = await Promise.all(people.map(memberOf))
    return Promise.all(
      minors.map(async ({ _id, name, birthDate, path }) => {
        const of = await known(_id)
        const parents = { father: of('fatherSituation'), mother: of('motherSituation') }
        return {
          residentId: _id,
          nameMasked: name.masked,
          birthDate,
          path,
          guardianIds: guardiansIn(members, _id, parents, fullAge, date),
        }
      }),
    )
  }

  return {
    childrenIn,
    /** Whether somebody does not decide for themself yet. */
    async isUnderAge(residentId: string): Promise<boolean> {
      const one = await residents.counting(residentId)
      const date = shanghaiDate(clock.now())
      return one !== null && isMinor(one.birthDate, valueOn(fullAgeYears, date), date)
    },
    /** Who looks after somebody by the register; nobody once they are of full age, or where it does not tell. */
    async of(residentId: string): Promise<string[]> {
      const child = await residents.counting(residentId)
      if (child?.state !== 'present' || child.householdId === null) return []
      return (await childrenIn(child.householdId)).find((one) => one.residentId === child._id)?.guardianIds ?? []
    },
  }
}
