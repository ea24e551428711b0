import type { DataCopy } from '@minsheng/shared/contracts/privacy'
import type { CopyDocument } from './copy/store.ts'

export function presentCopy(copy: CopyDocument, now: Date): DataCopy {
  const over = copy.state === 'ready' && copy.expiresAt !== null && copy.expiresAt <= now
  return {
    id: copy._id,
    state: over ? 'expired' : copy.state,
    askedAt: copy.createdAt.toISOString(),
    readyAt: copy.readyAt?.toISOString() ?? null,
    expiresAt: copy.expiresAt?.toISOString() ?? null,
    bytes: copy.bytes,
  }
}
