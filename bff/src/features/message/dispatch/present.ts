import type { DispatchState, FurtherChannel, MessageDispatch, MessageKind } from '@minsheng/shared/contracts/message'
import { faultWords, mayResend } from './domain.ts'
import type { DispatchDocument } from './store.ts'

/** A dispatch as the desk sees it: what it was and what became of it, not what it said and to whom. */
export function presentDispatch(dispatch: DispatchDocument): MessageDispatch {
  const { _id, readerMasked, kind, urgency, channel, state, template, templateVersion, attempts, faultCode } = dispatch
  return {
    id: _id,
    readerMasked,
    kind,
    urgency,
    channel,
    state,
    templateName: template,
    templateVersion,
    attempts,
    faultCode,
    faultWords: faultWords(faultCode),
    createdAt: dispatch.createdAt.toISOString(),
    nextAt: dispatch.nextAt?.toISOString() ?? null,
    sentAt: dispatch.sentAt?.toISOString() ?? null,
    endedAt: dispatch.endedAt?.toISOString() ?? null,
    mayResend: mayResend(state),
  }
}

const NONE: Record<DispatchState, number> = { queued: 0, sent: 0, delivered: 0, failed: 0, expired: 0, dead: 0, dropped: 0 }

/** One row for each kind and way, with the count of each state. */
export function sumRows(counts: readonly { kind: MessageKind; channel: FurtherChannel; state: DispatchState; count: number }[]) {
  const rows = new Map<string, { kind: MessageKind; channel: FurtherChannel } & Record<DispatchState, number>>()
  for (const { kind, channel, state, count } of counts) {
    const row = rows.get(`${kind}|${channel}`) ?? { kind, channel, ...NONE }
    rows.set(`${kind}|${channel}`, { ...row, [state]: count })
  }
  return [...rows.values()].sort((a, b) => a.kind.localeCompare(b.kind) || a.channel.localeCompare(b.channel))
}
