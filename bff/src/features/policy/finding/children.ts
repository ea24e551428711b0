import type { BenefitList } from '@minsheng/shared/contracts/policy'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Send } from '../../message/index.ts'
import type { HomeChild } from '../../people/index.ts'
import type { RegisteredHome } from '../subject.ts'
import type { VisitCause } from '../unanswered/store.ts'
import { newlyTheirs, nextDayOf, ofChild, wordsOf } from './domain.ts'

const LIST = '/packages/policy/list/index?of=mine'

export interface ChildFindingParts {
  /** Who is under age in a household, and who looks after each. */
  childrenIn: (householdId: string) => Promise<HomeChild[]>
  /** The account under which what is a child's is kept. */
  childAccount: (residentId: string) => Promise<string>
  send: Send
  told: {
    declinedBy: (accountId: string) => Promise<string[]>
    toldSince: (accountId: string, since: Date) => Promise<string[]>
    note: (who: { accountId: string; residentId: string }, policyIds: readonly string[], at: Date) => Promise<unknown>
    /** Nobody could be told: somebody goes there. */
    toVisit: (
      who: { accountId: string; residentId: string; path: readonly string[] },
      policyIds: readonly string[],
      cause: VisitCause,
      at: Date,
    ) => Promise<unknown>
  }
  clock: Clock
}

/** A grown-up who is told what becomes theirs. */
export interface Reached {
  accountId: string
  residentId: string
  /** What comes of what they say themself is not told back to them. */
  isQuiet: boolean
}

/** What a child's list was, and is; `before` null: there was none. */
interface Lists {
  before: ((theirs: RegisteredHome) => Promise<BenefitList>) | null
  after: (theirs: RegisteredHome) => Promise<BenefitList>
  /** Told for the same reason since then is not told again; null: ever. */
  since: Date | null
}

export const homeOfChild = ({ householdId, people }: Pick<RegisteredHome, 'householdId' | 'people'>, me: string): RegisteredHome => ({
  householdId,
  me,
  state: 'present',
  people,
})

/** What becomes a child's is told to who looks after them; where nobody is known or reached, somebody is sent (社会救助法 39). */
export function createChildFinding({ childrenIn, childAccount, send, told, clock }: ChildFindingParts) {
  async function lookAt(child: HomeChild, key: string, theirs: RegisteredHome, grown: readonly Reached[], lists: Lists) {
    const after = ofChild(await lists.after(theirs))
    const before = lists.before ? ofChild(await lists.before(theirs)) : { ...after, items: [] }
    const account = await childAccount(child.residentId)
    const [declined, known] = await Promise.all([told.declinedBy(account), told.toldSince(account, lists.since ?? new Date(0))])
    const isKnown = (policyId: string) => declined.includes(policyId) || known.includes(policyId)
    const found = newlyTheirs(before, after).filter(({ policyId }) => !isKnown(policyId))
    if (found.length > 0) {
      const policyIds = found.map(({ policyId }) => policyId)
      const guardians = grown.filter(({ residentId }) => child.guardianIds.includes(residentId))
      const who = { accountId: account, residentId: child.residentId, path: child.path }
      if (guardians.length === 0) {
        await told.toVisit(who, policyIds, child.guardianIds.length === 0 ? 'guardian_unknown' : 'not_reached', clock.now())
      } else {
        for (const { accountId } of guardians.filter(({ isQuiet }) => !isQuiet))
          await send({
            id: `benefits:${[key, ...policyIds.toSorted()].join('.')}:${child.residentId}:${accountId}`,
            to: accountId,
            kind: 'notice',
            ...wordsOf(found, 'child'),
            link: LIST,
          })
        await told.note({ accountId: account, residentId: child.residentId }, policyIds, clock.now())
      }
    }
    return nextDayOf(after)
  }

  /** Looks at every child of a home. @returns by guardian, the days on which time alone changes something for their children */
  async function look(
    key: string,
    { householdId, people }: { householdId: string; people: RegisteredHome['people'] },
    grown: readonly Reached[],
    lists: Lists,
  ): Promise<Map<string, (string | null)[]>> {
    const days = new Map<string, (string | null)[]>()
    for (const child of await childrenIn(householdId)) {
      const day = await lookAt(child, key, homeOfChild({ householdId, people }, child.residentId), grown, lists)
      for (const guardian of child.guardianIds) days.set(guardian, [...(days.get(guardian) ?? []), day])
    }
    return days
  }
  return { look }
}
