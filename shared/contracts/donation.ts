import { campaignContract } from './donation/campaign.ts'
import { charityContract } from './donation/charity.ts'
import { codeContract } from './donation/code.ts'
import { codeAlarmContract } from './donation/code-alarm.ts'
import { givingContract } from './donation/giving.ts'
import { patrolContract } from './donation/patrol.ts'
import { receiptContract } from './donation/receipt.ts'
import { reconciliationContract } from './donation/reconciliation.ts'
import { refundContract } from './donation/refund.ts'
import { sheetContract } from './donation/sheet.ts'
import { venueStatisticsContract } from './donation/venue-statistics.ts'

export * from './donation/campaign.ts'
export * from './donation/charity.ts'
export * from './donation/code.ts'
export * from './donation/code-alarm.ts'
export * from './donation/giving.ts'
export * from './donation/patrol.ts'
export * from './donation/place.ts'
export * from './donation/receipt.ts'
export * from './donation/reconciliation.ts'
export * from './donation/refund.ts'
export * from './donation/sheet.ts'
export { giftLimits } from './donation/terms.ts'
export * from './donation/venue-statistics.ts'

/** 慈善捐赠: every operation of the feature, in the order of its use. */
export const donationContract = {
  ...campaignContract,
  ...charityContract,
  ...codeContract,
  ...sheetContract,
  ...venueStatisticsContract,
  ...patrolContract,
  ...codeAlarmContract,
  ...givingContract,
  ...refundContract,
  ...receiptContract,
  ...reconciliationContract,
}
