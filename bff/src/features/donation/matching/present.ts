import type { Matching, MatchingPayment, ProjectMatching } from '@minsheng/shared/contracts/donation'
import { formatInstant } from '@minsheng/shared/units/clock'
import { plainYuan } from '@minsheng/shared/units/money'
import { phaseOf } from './domain.ts'
import type { Comes } from './owed.ts'
import type { MatchingDocument, MatchingPaymentDocument } from './store.ts'

const presentComes = ({ owedFen, giftCount, paidFen, asOf }: Comes) => ({ owedFen, giftCount, paidFen, asOf: asOf.toISOString() })

/** A promise as anyone may read it. */
export function presentProjectMatching(matching: MatchingDocument, comes: Comes, now: Date): ProjectMatching {
  return {
    id: matching._id,
    companyName: matching.companyName,
    ratioPermille: matching.ratioPermille,
    perGiftCapFen: matching.perGiftCapFen,
    totalCapFen: matching.totalCapFen,
    startsOn: matching.startsOn,
    endsOn: matching.endedOn ?? matching.endsOn,
    phase: phaseOf(matching, now),
    ...presentComes(comes),
  }
}

/** An agreement as the desk sees it. */
export function presentMatching(matching: MatchingDocument, comes: Comes, readerId: string): Matching {
  return {
    id: matching._id,
    charityId: matching.charityId,
    campaignId: matching.campaignId,
    campaignTitle: matching.campaignTitle,
    companyName: matching.companyName,
    companyUscc: matching.companyUscc,
    agreementNumber: matching.agreementNumber,
    agreedOn: matching.agreedOn,
    ratioPermille: matching.ratioPermille,
    perGiftCapFen: matching.perGiftCapFen,
    totalCapFen: matching.totalCapFen,
    startsOn: matching.startsOn,
    endsOn: matching.endsOn,
    nameOnGifts: matching.nameOnGifts,
    state: matching.state,
    recordedByYou: matching.recordedBy === readerId,
    decidedAt: matching.decision?.at.toISOString() ?? null,
    decisionNote: matching.decision?.note ?? null,
    endedOn: matching.endedOn,
    ...presentComes(comes),
    rev: matching.rev,
    createdAt: matching.createdAt.toISOString(),
  }
}

export function presentMatchingPayment(payment: MatchingPaymentDocument, readerId: string): MatchingPayment {
  return {
    id: payment._id,
    matchingId: payment.matchingId,
    amountFen: payment.amountFen,
    receivedOn: payment.receivedOn,
    bankReference: payment.bankReference,
    state: payment.state,
    recordedByYou: payment.recordedBy === readerId,
    decidedAt: payment.decision?.at.toISOString() ?? null,
    decisionNote: payment.decision?.note ?? null,
    giftId: payment.giftId,
    rev: payment.rev,
    createdAt: payment.createdAt.toISOString(),
  }
}

export const statementHeader = ['序号', '付款时间', '捐赠编号', '留下的捐款（元）', '应配（元）', '累计应配（元）'].join(',')

/** One gift on the statement: no name, the company has no need of it. */
export function statementRow(number: number, gift: { outTradeNo: string; paidAt: Date; keptFen: number }, fen: number, sumFen: number) {
  return [number, formatInstant(gift.paidAt), gift.outTradeNo, plainYuan(gift.keptFen), plainYuan(fen), plainYuan(sumFen)].join(',')
}
