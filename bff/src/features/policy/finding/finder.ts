import type { BenefitList } from '@minsheng/shared/contracts/policy'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { EventHandler } from '../../../platform/events/outbox.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Send } from '../../message/index.ts'
import { REGISTER_CHANGED } from '../../people/index.ts'
import { AWARD_GRANTED } from '../award/domain.ts'
import { presentList } from '../present.ts'
import type { RegisteredHome, RuleSubjects } from '../subject.ts'
import { type ChildFindingParts, createChildFinding, homeOfChild, type Reached } from './children.ts'
import { earliest, newlyTheirs, nextDayOf, ofChild, wordsOf } from './domain.ts'
import type { FollowerDocument, FollowerStore } from './store.ts'

/** So long what someone says themself is not told back to them. */
const QUIET_MS = 3_000
const MOST_A_RUN = 500
const LIST = '/packages/policy/list/index?of=mine'

export interface FinderParts extends Pick<ChildFindingParts, 'childrenIn' | 'childAccount'> {
  /** What is published now, and what was at an instant. */
  catalogue: () => Promise<Catalogue>
  catalogueKnownAt: (instant: Date) => Promise<Catalogue | null>
  /** Names of the facts the rules of a catalogue read. */
  factsRead: (catalogue: Catalogue) => ReadonlySet<string>
  followers: FollowerStore
  subjects: RuleSubjects
  /** Which resident an account still is, as far as they agree to it, and whether that is proven. */
  linkOf: (accountId: string) => Promise<{ residentId: string | null; proven: boolean }>
  send: Send
  /** What each was told and answered: a plain no is not asked again, silence is followed by a visit. */
  told: ChildFindingParts['told'] & { forget: (accountIds: readonly string[]) => Promise<unknown> }
  clock: Clock
}

/** Whom an event is about. */
interface Change {
  isFact: boolean
  personId: string | null
  /** Where they lived before, of who came or went; else absent. */
  moved?: { from: string | null; to: string | null }
  householdId: string | null
}

/** Policies find people: a fact that changes, or a day that comes, is told to those to whom something becomes open by it. */
export function createFinder({
  catalogue,
  catalogueKnownAt,
  factsRead,
  followers,
  subjects,
  childrenIn,
  childAccount,
  linkOf,
  send,
  told,
  clock,
}: FinderParts) {
  const today = () => shanghaiDate(clock.now())
  const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)
  const children = createChildFinding({ childrenIn, childAccount, send, told, clock })

  /** The first day on which time alone changes something for a child whom somebody looks after. */
  async function nextOfChildren({ householdId, me, people }: RegisteredHome): Promise<string | null> {
    if (householdId === null) return null
    const mine = (await childrenIn(householdId)).filter(({ guardianIds }) => guardianIds.includes(me))
    const lists = mine.map(async ({ residentId }) =>
      presentList(await catalogue(), await subjects.of(homeOfChild({ householdId, people }, residentId)), today()),
    )
    return earliest(...(await Promise.all(lists)).map((list) => nextDayOf(ofChild(list))))
  }

  /** Who looks at their list is followed from then on; `quiet`: what they say now is not told back. */
  async function follow(accountId: string, home: RegisteredHome, list: BenefitList | null, quiet: boolean): Promise<void> {
    const at = clock.now()
    const nextOn = list ? earliest(nextDayOf(list), await nextOfChildren(home)) : ((await followers.get(accountId))?.nextOn ?? null)
    const quietUntil = new Date(quiet ? at.getTime() + QUIET_MS : 0)
    await followers.put({ _id: accountId, residentId: home.me, householdId: home.householdId, nextOn, quietUntil, at })
  }

  /** @param known what they were told of for the same reason already */
  async function tell(
    follower: FollowerDocument,
    key: string,
    before: BenefitList,
    after: BenefitList,
    known: readonly string[] = [],
  ): Promise<void> {
    const declined = await told.declinedBy(follower._id)
    const found = newlyTheirs(before, after).filter(({ policyId }) => !declined.includes(policyId) && !known.includes(policyId))
    if (found.length === 0) return
    await send({ id: `benefits:${key}:${follower._id}`, to: follower._id, kind: 'notice', ...wordsOf(found), link: LIST })
    await told.note(
      { accountId: follower._id, residentId: follower.residentId },
      found.map(({ policyId }) => policyId),
      clock.now(),
    )
  }

  /** The household as it is now, while the person still agrees to be known; else they are no longer followed. */
  async function homeOf(follower: FollowerDocument): Promise<RegisteredHome | null> {
    const { residentId, proven } = await linkOf(follower._id)
    const home = residentId === null || !proven ? null : await subjects.home(residentId)
    if (!home) await Promise.all([followers.forget([follower._id]), told.forget([follower._id])])
    return home
  }

  /** Whom an event is about; null: what changed is read by no rule. */
  async function changeOf({ type, payload }: Parameters<EventHandler['handle']>[0], policies: Catalogue): Promise<Change | null> {
    const text = (value: unknown) => (typeof value === 'string' ? value : null)
    const [kind, id = ''] = String(payload.subject).split('.')
    if (type === REGISTER_CHANGED) {
      const moved = { from: text(payload.from), to: text(payload.to) }
      return { isFact: false, personId: id, moved, householdId: moved.to }
    }
    const isFact = type !== AWARD_GRANTED
    const read = factsRead(policies)
    const changed = Array.isArray(payload.facts) ? payload.facts : []
    if (isFact && !changed.some((fact) => read.has(fact))) return null
    if (kind === 'household') return { isFact, personId: null, householdId: id }
    return { isFact, personId: id, householdId: (await subjects.home(id))?.householdId ?? null }
  }

  async function concernedBy({ personId, moved, householdId }: Change): Promise<FollowerDocument[]> {
    const ids = personId === null ? [] : [personId]
    const here = await followers.concernedBy(householdId, ids)
    const left = moved?.from && moved.from !== householdId ? await followers.concernedBy(moved.from, []) : []
    return [...here, ...left.filter(({ _id }) => !here.some((one) => one._id === _id))]
  }

  /** A home as it was before somebody came into it or left it. */
  async function homeBefore(theirs: RegisteredHome, { personId, moved }: Change): Promise<RegisteredHome> {
    if (!moved || moved.from === moved.to || personId === null) return theirs
    const mover = (await subjects.home(personId))?.people.find(({ residentId }) => residentId === personId)
    const others = theirs.people.filter(({ residentId }) => residentId !== personId)
    const withMover = (people: RegisteredHome['people']) => (mover ? [...people, mover] : people)
    if (theirs.me === personId) {
      const people = moved.from === null ? [] : (await subjects.peopleOf(moved.from)).filter(({ residentId }) => residentId !== personId)
      return { ...theirs, householdId: moved.from, people: withMover(people) }
    }
    return { ...theirs, people: theirs.householdId === moved.from ? withMover(others) : others }
  }

  const handler: EventHandler = {
    name: 'benefits-found',
    types: ['facts.changed', AWARD_GRANTED, REGISTER_CHANGED],
    async handle(entry) {
      const { id, at } = entry
      const policies = await catalogue()
      const change = await changeOf(entry, policies)
      if (!change) return
      const date = today()
      const justBefore = new Date(at.getTime() - 1)
      const listAt = async (home: RegisteredHome, knownAt: Date) => presentList(policies, await subjects.of(home, knownAt), date)
      const looked: { follower: FollowerDocument; home: RegisteredHome; nextOn: string | null }[] = []
      const grown: Reached[] = []
      for (const follower of await concernedBy(change)) {
        const home = await homeOf(follower)
        if (!home) continue
        // Nobody grants themself anything, and nobody writes the register themself.
        const isQuiet = change.isFact && at <= follower.quietUntil
        grown.push({ accountId: follower._id, residentId: home.me, isQuiet })
        if (change.moved && follower.householdId !== home.householdId) await followers.setHome(follower._id, home.householdId)
        if (isQuiet) continue
        const after = await listAt(home, at)
        await tell(follower, id, await listAt(await homeBefore(home, change), justBefore), after)
        looked.push({ follower, home, nextOn: nextDayOf(after) })
      }
      const { householdId } = change
      const people = householdId === null ? [] : await subjects.peopleOf(householdId)
      const days =
        householdId === null
          ? new Map<string, (string | null)[]>()
          : await children.look(id, { householdId, people }, grown, {
              // Whoever comes into a home, or is something else in it, may be whose guardian was looked for: all that was never told is told.
              before: change.moved ? null : (theirs) => listAt(theirs, justBefore),
              after: (theirs) => listAt(theirs, at),
              since: change.moved ? null : at,
            })
      for (const { follower, home, nextOn } of looked) {
        const ofTheirs = home.householdId === householdId ? (days.get(home.me) ?? []) : [await nextOfChildren(home)]
        await followers.setNext(follower._id, follower.nextOn, earliest(nextOn, ...ofTheirs))
      }
    },
  }

  /** Tells those whose day has come. @returns how many were looked at */
  async function runDue(signal?: AbortSignal): Promise<number> {
    const date = today()
    const due = await followers.due(date, MOST_A_RUN)
    if (due.length === 0) return 0
    const policies = await catalogue()
    for (const follower of due) {
      if (signal?.aborted) break
      const home = await homeOf(follower)
      if (!home) continue
      const subject = await subjects.of(home)
      const after = presentList(policies, subject, date)
      const day = follower.nextOn ?? date
      // What was published on the day itself is news as much as what begins on it.
      const knownThen = (await catalogueKnownAt(new Date(`${day}T00:00:00+08:00`))) ?? policies
      const before = presentList(knownThen, subject, dayBefore(day))
      // What is published later on the same day is told as well, and what was told that day is not told again.
      const since = new Date(`${day}T00:00:00+08:00`)
      const known = await told.toldSince(follower._id, since)
      const found = newlyTheirs(before, after).map(({ policyId }) => policyId)
      await tell(follower, [day, ...found.sort()].join('.'), before, after, known)
      const { householdId, people } = home
      const days =
        householdId === null
          ? new Map<string, (string | null)[]>()
          : await children.look(day, { householdId, people }, await reachedIn(householdId), {
              before: async (theirs) => presentList(knownThen, await subjects.of(theirs), dayBefore(day)),
              after: async (theirs) => presentList(policies, await subjects.of(theirs), date),
              since,
            })
      await followers.setNext(follower._id, follower.nextOn, earliest(nextDayOf(after), ...(days.get(home.me) ?? [])))
    }
    return due.length
  }

  /** Grown-ups of a household who are told what becomes theirs. */
  async function reachedIn(householdId: string): Promise<Reached[]> {
    const reached: Reached[] = []
    for (const follower of await followers.concernedBy(householdId, [])) {
      const home = await homeOf(follower)
      if (home) reached.push({ accountId: follower._id, residentId: home.me, isQuiet: false })
    }
    return reached
  }

  /** Something was published: everyone followed is looked at anew, today. */
  const lookAgain = async (at: Date): Promise<void> => void (await followers.allDueOn(shanghaiDate(at)))

  const job: PeriodicJob = { name: 'benefit-days', everyMs: 10 * 60_000, run: async (signal) => void (await runDue(signal)) }
  return { follow, handler, runDue, lookAgain, job }
}
