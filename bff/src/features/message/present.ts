import type { Message } from '@minsheng/shared/contracts/message'
import type { MessageDocument } from './store.ts'

/** A message as its reader sees it. */
export function presentMessage({ _id, kind, title, body, link, createdAt, readAt }: MessageDocument): Message {
  return { id: _id, kind, title, body, link, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null }
}
