import type { CallCategory, CallPlace } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId, type Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { urgencyOf } from '../call/domain.ts'
import { newCallOf } from '../call/make.ts'
import { added } from '../call/steps.ts'
import type { CallRecord } from '../call/store.ts'
import type { PressParts } from './desk.ts'
import { whereabouts } from './press.ts'

export interface Report {
  category: CallCategory | null
  words: string
  address: string | null
  place: CallPlace | null
}

/** Of one phone in an hour; what comes beyond goes into the newest of them. */
const REPORTS_AN_HOUR = 20
const TRIES = 5

type Parts = Pick<PressParts, 'calls' | 'engine' | 'gridPathAt' | 'districtPath' | 'termsAt'> & { clock: Clock }

/** 为别人呼叫: somebody next door or in the street needs help. There is no countdown: it was written down first. */
export function createReports({ calls, engine, gridPathAt, districtPath, termsAt, clock }: Parts) {
  const limit = createRateLimit(REPORTS_AN_HOUR, 3_600)

  /** A flood from one phone is one more line in what it told before: never refused. */
  async function intoNewest(visitor: Visitor, words: string): Promise<CallRecord | null> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const [newest] = (await calls.ofAccounts([visitor.accountId], null, 1)).filter(({ isForOther }) => isForOther)
      if (!newest) return null
      const changed = await engine.take(newest, added(newest, actorId(visitor), { words, category: null }, clock.now()))
      if (changed) return changed
    }
    return null
  }

  /** @throws AppError `too_many_requests` for what is not about life */
  return async function report(visitor: Visitor, { category, words, address, place }: Report, seed: string): Promise<CallRecord> {
    const id = derivedId('hlp', seed)
    const before = await calls.call(id)
    if (before) return before
    const urgency = urgencyOf(category)
    try {
      await limit.spend(visitor.accountId)
    } catch (error) {
      const newest = urgency === 'p0' ? await intoNewest(visitor, words) : null
      if (newest) return newest
      if (urgency !== 'p0') throw error
    }
    const now = clock.now()
    const [gridPath, district, terms] = await Promise.all([place ? gridPathAt(place) : null, districtPath(), termsAt(urgency, now)])
    const found = whereabouts(place, gridPath, null, district)
    const isSomewhere = found.where.because === 'fix'
    const made = await calls.insert(
      newCallOf({
        id,
        origin: 'neighbour',
        isForOther: true,
        accountId: visitor.accountId,
        residentId: null,
        callerName: null,
        category,
        urgency,
        terms,
        where: { ...found.where, address },
        path: found.path,
        notices: isSomewhere || address !== null ? [] : found.notices,
        said: [words],
        openKey: null,
        by: actorId(visitor),
        at: now,
        countsFrom: now,
        now,
      }),
    )
    if (!made) throw new AppError('conflict')
    return made
  }
}
