import type { BenefitList } from '@minsheng/shared/contracts/policy'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { EventHandler } from '../../../platform/events/outbox.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Send } from '../../message/index.ts'
import { AWARD_GRANTED } from '../award/domain.ts'
import { presentList } from '../present.ts'
import type { RegisteredHome, RuleSubjects } from '../subject.ts'
import { newlyTheirs, nextDayOf, wordsOf } from './domain.ts'
import type { FollowerDocument, FollowerStore } from './store.ts'

/** So long what someone says themself is not told back to them. */
const QUIET_MS = 3_000
const MOST_A_RUN = 500
const LIST = '/packages/policy/list/index?of=mine'

export interface FinderParts {
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
  told: {
    declinedBy: (accountId: string) => Promise<string[]>
    /** Policies they were told of since an instant. */
    toldSince: (accountId: string, since: Date) => Promise<string[]>
    note: (follower: FollowerDocument, policyIds: readonly string[], at: Date) => Promise<unknown>
    forget: (accountIds: readonly string[]) => Promise<unknown>
  }
  clock: Clock
}

/** Policies find people: a fact that changes, or a day that comes, is told to those to whom something becomes open by it. */
export function createFinder({ catalogue, catalogueKnownAt, factsRead, followers, subjects, linkOf, send, told, clock }: FinderParts) {
  const today = () => shanghaiDate(clock.now())
  const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)

  /** Who looks at their list is followed from then on; `quiet`: what they say now is not told back. */
  async function follow(accountId: string, home: RegisteredHome, list: BenefitList | null, quiet: boolean): Promise<void> {
    const at = clock.now()
    const nextOn = list ? nextDayOf(list) : ((await followers.get(accountId))?.nextOn ?? null)
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
      follower,
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

  const handler: EventHandler = {
    name: 'benefits-found',
    types: ['facts.changed', AWARD_GRANTED],
    async handle({ id, type, at, payload }) {
      const isGranted = type === AWARD_GRANTED
      const changed = Array.isArray(payload.facts) ? payload.facts : []
      const policies = await catalogue()
      const read = factsRead(policies)
      if (!isGranted && !changed.some((fact) => read.has(fact))) return
      const [kind, subjectId = ''] = String(payload.subject).split('.')
      const home = kind === 'person' ? await subjects.home(subjectId) : null
      const concerned = await followers.concernedBy(
        kind === 'household' ? subjectId : (home?.householdId ?? null),
        kind === 'household' ? [] : [subjectId],
      )
      for (const follower of concerned) {
        // Nobody grants themself anything.
        if (!isGranted && at <= follower.quietUntil) continue
        const theirs = await homeOf(follower)
        if (!theirs) continue
        const date = today()
        const listAt = async (knownAt: Date) => presentList(policies, await subjects.of(theirs, knownAt), date)
        const after = await listAt(at)
        await tell(follower, id, await listAt(new Date(at.getTime() - 1)), after)
        await followers.setNext(follower._id, follower.nextOn, nextDayOf(after))
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
      const known = await told.toldSince(follower._id, new Date(`${day}T00:00:00+08:00`))
      const found = newlyTheirs(before, after).map(({ policyId }) => policyId)
      await tell(follower, [day, ...found.sort()].join('.'), before, after, known)
      await followers.setNext(follower._id, follower.nextOn, nextDayOf(after))
    }
    return due.length
  }

  /** Something was published: everyone followed is looked at anew, today. */
  const lookAgain = async (at: Date): Promise<void> => void (await followers.allDueOn(shanghaiDate(at)))

  const job: PeriodicJob = { name: 'benefit-days', everyMs: 10 * 60_000, run: async (signal) => void (await runDue(signal)) }
  return { follow, handler, runDue, lookAgain, job }
}
