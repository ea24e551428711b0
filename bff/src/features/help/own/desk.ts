import type { CallCategory } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId, type Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { canAdd, canCancel, canRate, urgencyOf } from '../call/domain.ts'
import { newCallOf } from '../call/make.ts'
import type { Step } from '../call/step.ts'
import { added, cancelled, pressedAgain, rated } from '../call/steps.ts'
import type { CallRecord, CallStore, NewCall } from '../call/store.ts'
import type { Engine } from '../engine.ts'
import type { TermsAt } from '../sla/promises.ts'
import { CATEGORY_OVER, type KnownHome, type Press, timesOf, whereabouts } from './press.ts'

export interface PressParts {
  calls: CallStore
  engine: Pick<Engine, 'take'>
  /** The home of whoever presses. For a life it is looked up also where they did not agree to it. @remarks 个人信息保护法 13 (4) */
  homeOf: (visitor: Visitor, isLife: boolean) => Promise<KnownHome | null>
  /** The grid a place lies in, from the district down; null outside. */
  gridPathAt: (place: { lat: number; lng: number }) => Promise<readonly string[] | null>
  districtPath: () => Promise<readonly string[]>
  termsAt: TermsAt
  clock: Clock
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const TRIES = 5
/** Of what is not about life, one person in an hour. */
const EVERYDAY_AN_HOUR = 20

export type OwnCalls = ReturnType<typeof createOwnCalls>

/** What whoever calls does. */
export function createOwnCalls({ calls, engine, homeOf, gridPathAt, districtPath, termsAt, clock }: PressParts) {
  const everydayLimit = createRateLimit(EVERYDAY_AN_HOUR, 3_600)

  /** A step of whoever called; raced by the clocks, it is tried again on what the call has become. */
  async function take(seen: CallRecord, can: (call: CallRecord) => boolean, stepOf: (call: CallRecord) => Step, refusal: string) {
    let call: CallRecord | null = seen
    for (let tries = 0; call && tries < TRIES; tries += 1) {
      if (!can(call)) throw wrongState(refusal)
      const changed = await engine.take(call, stepOf(call))
      if (changed) return changed
      call = await calls.call(call._id)
    }
    throw new AppError('conflict')
  }

  /** What is open may be another's report that theirs goes with: what they follow is their own. */
  async function theirs(open: CallRecord | null, accountId: string): Promise<CallRecord | null> {
    const own = open?.accountId === accountId ? null : open?.sources.filter((one) => one.callId && one.accountId === accountId).at(-1)
    return own?.callId ? ((await calls.call(own.callId)) ?? open) : open
  }
  async function again(openKey: string, by: string): Promise<CallRecord | null> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const open = await calls.openOf(openKey)
      if (!open) return null
      const changed = await engine.take(open, pressedAgain(open, by, clock.now()))
      if (changed) return theirs(changed, openKey)
    }
    return theirs(await calls.openOf(openKey), openKey)
  }

  async function newCall(visitor: Visitor, press: Press, id: string): Promise<NewCall> {
    const now = clock.now()
    const urgency = urgencyOf(press.category)
    const { pressedAt, countdownUntil, notices } = timesOf(press.pressedAt, now)
    const [home, gridPath, district, terms] = await Promise.all([
      homeOf(visitor, urgency === 'p0'),
      press.place ? gridPathAt(press.place) : null,
      districtPath(),
      termsAt(urgency, now),
    ])
    const found = whereabouts(press.place, gridPath, home, district)
    return newCallOf({
      id,
      origin: 'button',
      isForOther: false,
      accountId: visitor.accountId,
      residentId: home?.residentId ?? null,
      callerName: home?.name ?? null,
      category: press.category,
      urgency,
      terms,
      where: found.where,
      path: found.path,
      notices: [...notices, ...(press.isCategoryOver ? [CATEGORY_OVER] : []), ...found.notices],
      said: [],
      openKey: urgency === 'p0' ? visitor.accountId : null,
      by: actorId(visitor),
      at: pressedAt,
      countsFrom: countdownUntil,
      now,
    })
  }

  return {
    /** Never refuses what is about life: pressed again and again, it goes into the call that is open. */
    async press(visitor: Visitor, press: Press, seed: string): Promise<CallRecord> {
      const id = derivedId('hlp', seed)
      const before = await calls.call(id)
      if (before) return before
      const isLife = urgencyOf(press.category) === 'p0'
      if (!isLife) await everydayLimit.spend(visitor.accountId)
      const by = actorId(visitor)
      const open = isLife ? await again(visitor.accountId, by) : null
      if (open) return open
      const made = (await calls.insert(await newCall(visitor, press, id))) ?? (await again(visitor.accountId, by))
      if (!made) throw new AppError('conflict')
      return made
    },
    cancel: (seen: CallRecord, visitor: Visitor) =>
      take(
        seen,
        (call) => canCancel(call) && !call.sources.some(({ callId }) => callId),
        (call) => cancelled(call, actorId(visitor), clock.now()),
        '已经有人接下，或者别人也报了同一件事，不能取消；请直接告诉工作人员',
      ),
    /** What is said to one that goes with another is said to that one, as its own. */
    async add(seen: CallRecord, visitor: Visitor, more: { words: string; category: CallCategory | null }): Promise<CallRecord> {
      const whole = await calls.wholeOf(seen)
      const from = whole._id === seen._id ? undefined : seen._id
      const stepOf = (call: CallRecord) => added(call, actorId(visitor), { ...more, callId: from }, clock.now())
      await take(whole, canAdd, stepOf, '这次呼叫已经结束，有新情况请再按一次')
      return (await calls.call(seen._id)) ?? seen
    },
    async rate(
      seen: CallRecord,
      visitor: Visitor,
      { rev, ...rating }: { rev: number; solved: boolean; stars: number; words: string | null },
    ) {
      // Whoever needed help rates what was done for them; somebody who told of another does not.
      const whole = await calls.wholeOf(seen)
      if (seen.isForOther || !canRate(whole)) throw wrongState(whole.rating ? '已经评价过了' : '办好之后，由本人评价')
      const changed = rev === whole.rev ? await engine.take(whole, rated(whole, actorId(visitor), rating, clock.now())) : null
      if (!changed) throw new AppError('conflict')
      return seen.mergedInto ? seen : changed
    },
  }
}
