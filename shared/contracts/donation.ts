import { campaignContract } from './donation/campaign.ts'
import { charityContract } from './donation/charity.ts'
import { charityProjectContract } from './donation/charity-project.ts'
import { codeContract } from './donation/code.ts'
import { disclosureContract } from './donation/disclosure.ts'
import { givingContract } from './donation/giving.ts'
import { progressContract } from './donation/progress.ts'
import { receiptContract } from './donation/receipt.ts'
import { reconciliationContract } from './donation/reconciliation.ts'
import { refundContract } from './donation/refund.ts'
import { reviewContract } from './donation/review.ts'

export * from './donation/campaign.ts'
export * from './donation/change.ts'
export * from './donation/charity.ts'
export * from './donation/charity-project.ts'
export * from './donation/code.ts'
export * from './donation/disclosure.ts'
export * from './donation/giving.ts'
export * from './donation/progress.ts'
export * from './donation/receipt.ts'
export * from './donation/reconciliation.ts'
export * from './donation/refund.ts'
export * from './donation/review.ts'
export { giftLimits } from './donation/terms.ts'

/** 慈善捐赠: every operation of the feature, in the order of its use. */
export const donationContract = {
  ...campaignContract,
  ...charityContract,
  ...charityProjectContract,
  ...reviewContract,
  ...progressContract,
  ...disclosureContract,
  ...codeContract,
  ...givingContract,
  ...refundContract,
  ...receiptContract,
  ...reconciliationContract,
}
