import type { Settlement } from '@minsheng/shared/contracts/donation'
import { kindOf } from './domain.ts'
import type { SettlementDocument } from './store.ts'

export function presentSettlement(settlement: SettlementDocument, readerId: string): Settlement {
  const { reversal } = settlement
  return {
    id: settlement._id,
    charityId: settlement.charityId,
    charityName: settlement.charityName,
    kind: kindOf(settlement),
    settledOn: settlement.settledOn,
    reference: settlement.reference,
    clearedFen: settlement.clearedFen,
    feeFen: settlement.feeFen,
    bankFen: settlement.clearedFen - settlement.feeFen,
    bankReceiptNumber: settlement.bankReceiptNumber,
    state: settlement.state,
    requestedAt: settlement.createdAt.toISOString(),
    requestedByYou: settlement.requestedBy === readerId,
    decidedAt: settlement.decision?.at.toISOString() ?? null,
    decisionNote: settlement.decision?.note ?? null,
    reversal: reversal
      ? {
          reason: reversal.reason,
          requestedAt: reversal.requestedAt.toISOString(),
          requestedByYou: reversal.requestedBy === readerId,
          decidedAt: reversal.decision?.at.toISOString() ?? null,
          approved: reversal.decision?.approve ?? null,
          decisionNote: reversal.decision?.note ?? null,
        }
      : null,
    reversalWaits: settlement.state === 'confirmed' && reversal?.decision === null,
    rev: settlement.rev,
  }
}
