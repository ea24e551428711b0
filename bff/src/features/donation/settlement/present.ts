import type { Settlement } from '@minsheng/shared/contracts/donation'
import type { SettlementDocument } from './store.ts'

export function presentSettlement(settlement: SettlementDocument, readerId: string): Settlement {
  return {
    id: settlement._id,
    charityId: settlement.charityId,
    charityName: settlement.charityName,
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
    rev: settlement.rev,
  }
}
