import type { HelpBoard } from '@minsheng/shared/contracts/help'
import { waitingStates } from '../call/domain.ts'
import type { CallRecord } from '../call/store.ts'
import { presentRow } from '../desk/present.ts'

/** A call as it may hang on a wall: where about and how urgent, never whose. */
export function presentBoardCall(call: CallRecord, placeName: (placeId: string | undefined) => string | null): HelpBoard['calls'][number] {
  const row = presentRow(call, { reader: '', isDesk: false, placeName, nameOf: () => '', mapPlaceOf: () => null })
  const { id, state, urgency, category, gridName, communityName, raisedAt, nextDue, isLate } = row
  return {
    id,
    state,
    urgency,
    category,
    gridName,
    communityName,
    raisedAt,
    nextDue,
    isLate,
    isAnswered: !waitingStates.includes(call.state),
  }
}
