import { helpFileLimits } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId, type Staff, type Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { redrawPrivatePhoto } from '../../../platform/protect/private-photo.ts'
import { canAdd, canPhotograph } from '../call/domain.ts'
import type { Step } from '../call/step.ts'
import { attached } from '../call/steps.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import { lateNote } from '../desk/notes.ts'
import type { Engine } from '../engine.ts'
import type { HelpFile } from './domain.ts'
import type { HelpFiles } from './store.ts'
import { voiceTypeOf } from './voice.ts'

interface Parts {
  calls: CallStore
  files: HelpFiles
  engine: Pick<Engine, 'take'>
  clock: Clock
}

const TRIES = 5
const AN_HOUR = 60
const tooMany = (most: number, what: string) => new AppError('wrong_state', { detail: `一次呼叫最多 ${most} ${what}，已经够了` })

export type FileDesk = ReturnType<typeof createFileDesk>

/** Voices and photos added to a call: kept first, then told to whoever looks at it. */
export function createFileDesk({ calls, files, engine, clock }: Parts) {
  const limit = createRateLimit(AN_HOUR, 3_600)

  /** The file is kept whether or not this gets through: it shows by itself. Raced, it is tried on what the call has become. */
  async function tell(seen: CallRecord, stepOf: (call: CallRecord) => Step): Promise<CallRecord> {
    let call: CallRecord | null = seen
    for (let tries = 0; call && tries < TRIES; tries += 1) {
      const changed = await engine.take(call, stepOf(call))
      if (changed) return changed
      call = await calls.call(call._id)
    }
    return call ?? seen
  }
  async function add(to: CallRecord, file: HelpFile, content: Buffer, most: number, what: string, why: string | null) {
    if (!(await files.put(file, content, most))) throw tooMany(most, what)
    return tell(to, (call) => attached(call, file.by, file.of === 'caller' ? 'caller' : 'worker', why, clock.now()))
  }
  /** What is added to a report that goes with another is told to whoever sees to that one, and stays with the report. */
  async function addOwn(seen: CallRecord, file: HelpFile, content: Buffer, most: number, what: string): Promise<CallRecord> {
    await add(await calls.wholeOf(seen), file, content, most, what, null)
    return (await calls.call(seen._id)) ?? seen
  }
  async function requireOpen(seen: CallRecord): Promise<void> {
    if (!canAdd(await calls.wholeOf(seen))) throw new AppError('wrong_state', { detail: '这次呼叫已经结束，有新情况请再按一次' })
  }
  const fileOf = (seed: string, callId: string, by: string) => ({ _id: derivedId('hlf', seed), callId, by, createdAt: clock.now() })

  return {
    async photo(seen: CallRecord, visitor: Visitor, content: Buffer, seed: string): Promise<CallRecord> {
      await requireOpen(seen)
      await limit.spend(visitor.accountId)
      const drawn = await redrawPrivatePhoto(content)
      const facts = { of: 'caller', kind: 'photo', contentType: 'image/jpeg', seconds: null } as const
      return addOwn(seen, { ...fileOf(seed, seen._id, actorId(visitor)), ...facts }, drawn, helpFileLimits.mostPhotos, '张照片')
    },
    async voice(seen: CallRecord, visitor: Visitor, content: Buffer, seconds: number, seed: string): Promise<CallRecord> {
      await requireOpen(seen)
      await limit.spend(visitor.accountId)
      const facts = { of: 'caller', kind: 'voice', contentType: voiceTypeOf(content), seconds } as const
      return addOwn(seen, { ...fileOf(seed, seen._id, actorId(visitor)), ...facts }, content, helpFileLimits.mostVoices, '段录音')
    },
    async workPhoto(
      seen: CallRecord,
      worker: Staff,
      { when, takenAt }: { when: 'before' | 'after'; takenAt?: string | undefined },
      content: Buffer,
      seed: string,
    ): Promise<CallRecord> {
      if (!canPhotograph(seen, worker.accountId)) throw new AppError('wrong_state', { detail: '接下的人才能加现场照片' })
      await limit.spend(worker.accountId)
      const drawn = await redrawPrivatePhoto(content)
      const facts = { of: when, kind: 'photo', contentType: 'image/jpeg', seconds: null } as const
      const note = lateNote(takenAt ?? null, clock.now())
      return add(seen, { ...fileOf(seed, seen._id, worker.accountId), ...facts }, drawn, helpFileLimits.mostWorkPhotos, '张现场照片', note)
    },
  }
}
