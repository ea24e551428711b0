import type { DeskCall } from '@minsheng/shared/contracts/help'
import { dropPhoto, keptPhoto } from '../../platform/kept-photo'
import { recall, remember } from '../../platform/storage'
import { createFileQueue } from '../help/file-queue'
import { workCall, workerNow } from './session'

const KEPT_AS = 'work-files'

/** Photos taken at the place on their way, each in the name of whoever took it. */
export const workFiles = createFileQueue<DeskCall>({
  read: () => recall(KEPT_AS),
  write: (text) => remember(KEPT_AS, text),
  load: keptPhoto,
  drop: dropPhoto,
  mayGo: ({ as }) => as === (workerNow()?.id ?? null),
  send: ({ key, callId, kind, takenAt }, { bytes, contentType }, late) =>
    workCall('addWorkPhoto', {
      params: { callId },
      query: { when: kind === 'after' ? 'after' : 'before', ...(late ? { takenAt } : {}) },
      body: bytes,
      contentType,
      idempotencyKey: key,
    }),
})
