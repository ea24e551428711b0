import { createHash } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Session } from '../../../../platform/db/index.ts'
import type { RegisterPort } from '../../../../ports/register.ts'
import type { ResidentRecord, ResidentStore } from '../../resident/store.ts'
import { type PushDocument, waitAfter } from '../domain.ts'
import type { PushStore } from './store.ts'

/** Longer than the hub is waited for. */
const CLAIM_MS = 60_000

export type PushDesk = ReturnType<typeof createPushDesk>

/** Tells other departments what we found out: written with the change, sent until it is taken. */
export function createPushDesk({
  pushes,
  residents,
  hub,
  clock,
  random = Math.random,
}: {
  pushes: PushStore
  residents: ResidentStore
  hub: RegisterPort
  clock: Clock
  random?: () => number
}) {
  async function send(push: PushDocument): Promise<void> {
    const resident = await residents.resident(push.residentId)
    if (!resident?.idNumber) throw new AppError('invalid_input', { detail: '这个人没有身份证号，对方认不出' })
    await hub.push({
      changeId: push._id,
      kind: push.kind,
      idNumber: resident.idNumber.reveal(),
      name: resident.name.reveal(),
      on: push.on,
    })
  }

  return {
    /** Puts a change on its way, in the transaction that makes it. */
    async tell(resident: ResidentRecord, kind: PushDocument['kind'], on: string, session: Session): Promise<void> {
      if (resident.idNumber === null) return
      const now = clock.now()
      // By the version the change made: the same change is told once, a later one of the same kind anew.
      const seed = createHash('sha256').update(`${resident._id}|${kind}|${resident.rev}`).digest('base64url').slice(0, 22)
      await pushes.insert(
        {
          _id: `psh_${seed}`,
          kind,
          residentId: resident._id,
          on,
          state: 'waiting',
          attempts: 0,
          nextTryAt: now,
          fault: null,
          createdAt: now,
          sentAt: null,
        },
        session,
      )
    },

    /** Sends what waits. @returns how many were tried */
    async work(signal?: AbortSignal): Promise<number> {
      for (let count = 0; ; count += 1) {
        const now = clock.now()
        const push = signal?.aborted ? null : await pushes.claim(now, new Date(now.getTime() + CLAIM_MS))
        if (!push) return count
        try {
          await send(push)
          await pushes.settle(push._id, { state: 'sent', nextTryAt: null, fault: null, sentAt: clock.now() })
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          const isRefused = error.code === 'invalid_input'
          const nextTryAt = isRefused ? null : new Date(clock.now().getTime() + waitAfter(push.attempts, random()))
          await pushes.settle(push._id, { state: isRefused ? 'refused' : 'waiting', nextTryAt, fault: error.message, sentAt: null })
        }
      }
    },
  }
}
