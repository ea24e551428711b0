import type { CodeAlarm } from '@minsheng/shared/contracts/donation'
import { shortNumber, stateOn } from '../code/domain.ts'
import type { CodeDocument } from '../code/store.ts'
import type { AlarmDocument } from './store.ts'

export interface AlarmAround {
  charityName: string | null
  venueName: string | null
  campaignTitle: string | null
  code: CodeDocument | null
  today: string
  mayHandle: boolean
}

export function presentAlarm(alarm: AlarmDocument, around: AlarmAround): CodeAlarm {
  const { code, today, ...names } = around
  return {
    id: alarm._id,
    kind: alarm.kind,
    state: alarm.state,
    charityId: alarm.charityId,
    venueId: alarm.venueId,
    codeId: alarm.codeId,
    shortNumber: alarm.codeId === null ? null : shortNumber(alarm.codeId),
    codeState: code === null ? null : stateOn(code, today),
    ...names,
    summary: alarm.summary,
    times: alarm.times,
    evidence: alarm.evidence.map(({ at, source, words, patrolId, photoId }) => ({
      at: at.toISOString(),
      source,
      words,
      patrolId,
      photoId,
    })),
    history: alarm.history.map(({ at, to, by, note }) => ({ at: at.toISOString(), to, by, note })),
    result: alarm.result,
    note: alarm.note,
    openedAt: alarm.createdAt.toISOString(),
    lastSeenAt: alarm.lastSeenAt.toISOString(),
    closedAt: alarm.closedAt?.toISOString() ?? null,
    rev: alarm.rev,
  }
}
