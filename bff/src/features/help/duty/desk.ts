import type { CallPlace } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import { freshFixMinutes, longestDutyMinutes, minutesOn } from '@minsheng/shared/law/help-rules'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { hasRole, type Staff } from '../../../platform/auth/actor.ts'
import { newId } from '../../../platform/crypto/id.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import { placeOf } from '../own/press.ts'
import { type Duty, FIX_EVERY_MS, isOn } from './domain.ts'
import type { DutyStore } from './store.ts'

interface DutyParts {
  duties: DutyStore
  calls: Pick<CallStore, 'inHand'>
  /** From the district down to a place. */
  pathOf: (placeId: string) => Promise<readonly string[]>
  /** Who could go is asked anew. */
  onChange: () => void
  clock: Clock
}

export interface Standing {
  duty: Duty | null
  fixAt: Date | null
  inHand: readonly CallRecord[]
}

export type DutyDesk = ReturnType<typeof createDutyDesk>

/** On duty and off, and where the phone is meanwhile. */
export function createDutyDesk({ duties, calls, pathOf, onChange, clock }: DutyParts) {
  const spanOf = (of: Parameters<typeof minutesOn>[0], at: Date) => minutesOn(of, shanghaiDate(at))

  async function standing(accountId: string): Promise<Standing> {
    const now = clock.now()
    const [open, fixAt, inHand] = await Promise.all([duties.openOf(accountId), duties.fixAt(accountId, now), calls.inHand(accountId)])
    const duty = open && isOn(open, now) ? open : null
    return { duty, fixAt: duty ? fixAt : null, inHand }
  }

  /** Ends it. Whoever ends it at the same moment has ended it as well. */
  async function end(duty: Duty, at: Date): Promise<void> {
    const ended = await duties.change(duty, { openKey: null, endedAt: at })
    if (!ended && (await duties.openOf(duty.accountId))) throw new AppError('conflict')
    await duties.forgetPlace(duty.accountId)
    onChange()
  }

  async function begin(actor: Staff, location: Duty['location'], textVersion: string): Promise<void> {
    const now = clock.now()
    const placeIds = [...(actor.placeIds ?? [])]
    const paths = await Promise.all(placeIds.map(pathOf))
    const made = await duties.insert({
      _id: newId('dty'),
      accountId: actor.accountId,
      openKey: actor.accountId,
      startedAt: now,
      until: new Date(now.getTime() + spanOf(longestDutyMinutes, now)),
      endedAt: null,
      location,
      textVersion,
      goes: hasRole(actor, 'grid_worker'),
      placeIds,
      within: [...new Set(paths.flat())],
      rev: 0,
    })
    // Pressed twice at once: what was pressed is done.
    if (!made && !(await duties.openOf(actor.accountId))) throw new AppError('conflict')
  }

  return {
    standing,
    /** On duty; who is so already changes what may be done with their place. */
    async start(actor: Staff, location: Duty['location'], textVersion: string): Promise<Standing> {
      const now = clock.now()
      const open = await duties.openOf(actor.accountId)
      if (open && isOn(open, now)) {
        if (!(await duties.change(open, { location, textVersion }))) throw new AppError('conflict')
        if (location === 'declined') await duties.forgetPlace(actor.accountId)
      } else {
        if (open) await end(open, open.until)
        await begin(actor, location, textVersion)
      }
      onChange()
      return standing(actor.accountId)
    },
    /**
     * Off duty; where the phone was is forgotten at once.
     * @throws AppError `wrong_state` while calls are in their hands and they did not say that they keep them
     */
    async end({ accountId }: Staff, keep: boolean): Promise<Standing> {
      const before = await standing(accountId)
      const open = before.duty ?? (await duties.openOf(accountId))
      if (!open) return before
      if (before.inHand.length > 0 && !keep)
        throw new AppError('wrong_state', {
          detail: `您手里还有 ${before.inHand.length} 个呼叫没有办完。请先交给别人，或者选“下班，这些我继续办”`,
        })
      const now = clock.now()
      await end(open, isOn(open, now) ? now : open.until)
      return standing(accountId)
    },
    /** @throws AppError `wrong_state` off duty, or where they did not agree: the phone stops telling */
    async tellPlace({ accountId }: Staff, told: CallPlace): Promise<Standing> {
      const now = clock.now()
      const open = await duties.openOf(accountId)
      if (!open || !isOn(open, now)) throw new AppError('wrong_state', { detail: '现在不在班，不收位置' })
      if (open.location !== 'agreed') throw new AppError('wrong_state', { detail: '您没有同意用位置，不收' })
      const before = await duties.fixAt(accountId, now)
      if (!before || now.getTime() - before.getTime() >= FIX_EVERY_MS) {
        const forgetAt = new Date(now.getTime() + spanOf(freshFixMinutes, now))
        await duties.tellPlace(accountId, placeOf(told), now, forgetAt)
        onChange()
      }
      return standing(accountId)
    },
  }
}
