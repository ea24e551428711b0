import { campaignContract } from './donation/campaign.ts'
import { charityContract } from './donation/charity.ts'
import { codeContract } from './donation/code.ts'
import { givingContract } from './donation/giving.ts'
import { matchingContract } from './donation/matching.ts'
import { monthlyContract } from './donation/monthly.ts'
import { receiptContract } from './donation/receipt.ts'
import { reconciliationContract } from './donation/reconciliation.ts'
import { refundContract } from './donation/refund.ts'
import { togetherContract } from './donation/together.ts'

export * from './donation/campaign.ts'
export * from './donation/charity.ts'
export * from './donation/code.ts'
export * from './donation/giving.ts'
export * from './donation/matching.ts'
export * from './donation/monthly.ts'
export * from './donation/receipt.ts'
export * from './donation/reconciliation.ts'
export * from './donation/refund.ts'
export { giftLimits } from './donation/terms.ts'
export * from './donation/together.ts'

/** 慈善捐赠: every operation of the feature, in the order of its use. */
export const donationContract = {
  ...campaignContract,
  ...charityContract,
  ...codeContract,
  ...givingContract,
  ...refundContract,
  ...receiptContract,
  ...reconciliationContract,
  ...matchingContract,
  ...togetherContract,
  ...monthlyContract,
}
