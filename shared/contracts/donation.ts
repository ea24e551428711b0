import { campaignContract } from './donation/campaign.ts'
import { charityContract } from './donation/charity.ts'
import { charityProjectContract } from './donation/charity-project.ts'
import { closingContract } from './donation/closing.ts'
import { codeContract } from './donation/code.ts'
import { codeAlarmContract } from './donation/code-alarm.ts'
import { disclosureContract } from './donation/disclosure.ts'
import { donorContract } from './donation/donor.ts'
import { givingContract } from './donation/giving.ts'
import { ledgerProofContract } from './donation/ledger-proof.ts'
import { letterContract } from './donation/letter.ts'
import { matchingContract } from './donation/matching.ts'
import { monthlyContract } from './donation/monthly.ts'
import { patrolContract } from './donation/patrol.ts'
import { progressContract } from './donation/progress.ts'
import { receiptContract } from './donation/receipt.ts'
import { reconciliationContract } from './donation/reconciliation.ts'
import { refundContract } from './donation/refund.ts'
import { reviewContract } from './donation/review.ts'
import { settlementContract } from './donation/settlement.ts'
import { sheetContract } from './donation/sheet.ts'
import { spendingContract } from './donation/spending.ts'
import { statisticsContract } from './donation/statistics.ts'
import { surplusContract } from './donation/surplus.ts'
import { togetherContract } from './donation/together.ts'
import { traceContract } from './donation/trace.ts'
import { venueStatisticsContract } from './donation/venue-statistics.ts'

export * from './donation/campaign.ts'
export * from './donation/change.ts'
export * from './donation/charity.ts'
export * from './donation/charity-project.ts'
export * from './donation/closing.ts'
export * from './donation/code.ts'
export * from './donation/code-alarm.ts'
export * from './donation/disclosure.ts'
export * from './donation/donor.ts'
export * from './donation/giving.ts'
export * from './donation/ledger-proof.ts'
export * from './donation/letter.ts'
export * from './donation/matching.ts'
export * from './donation/monthly.ts'
export * from './donation/patrol.ts'
export * from './donation/place.ts'
export * from './donation/progress.ts'
export * from './donation/receipt.ts'
export * from './donation/reconciliation.ts'
export * from './donation/refund.ts'
export * from './donation/review.ts'
export * from './donation/settlement.ts'
export * from './donation/sheet.ts'
export * from './donation/spending.ts'
export * from './donation/statistics.ts'
export * from './donation/surplus.ts'
export { giftLimits } from './donation/terms.ts'
export * from './donation/together.ts'
export * from './donation/trace.ts'
export * from './donation/venue-statistics.ts'

/** 慈善捐赠: every operation of the feature, in the order of its use. */
export const donationContract = {
  ...campaignContract,
  ...charityContract,
  ...charityProjectContract,
  ...reviewContract,
  ...progressContract,
  ...disclosureContract,
  ...codeContract,
  ...sheetContract,
  ...venueStatisticsContract,
  ...patrolContract,
  ...codeAlarmContract,
  ...givingContract,
  ...refundContract,
  ...receiptContract,
  ...reconciliationContract,
  ...donorContract,
  ...letterContract,
  ...statisticsContract,
  ...ledgerProofContract,
  ...traceContract,
  ...spendingContract,
  ...settlementContract,
  ...surplusContract,
  ...closingContract,
  ...matchingContract,
  ...togetherContract,
  ...monthlyContract,
}
