import { campaignContract } from './donation/campaign.ts'
import { charityContract } from './donation/charity.ts'
import { closingContract } from './donation/closing.ts'
import { codeContract } from './donation/code.ts'
import { donorContract } from './donation/donor.ts'
import { givingContract } from './donation/giving.ts'
import { ledgerProofContract } from './donation/ledger-proof.ts'
import { letterContract } from './donation/letter.ts'
import { receiptContract } from './donation/receipt.ts'
import { reconciliationContract } from './donation/reconciliation.ts'
import { refundContract } from './donation/refund.ts'
import { settlementContract } from './donation/settlement.ts'
import { spendingContract } from './donation/spending.ts'
import { statisticsContract } from './donation/statistics.ts'
import { surplusContract } from './donation/surplus.ts'
import { traceContract } from './donation/trace.ts'

export * from './donation/campaign.ts'
export * from './donation/charity.ts'
export * from './donation/closing.ts'
export * from './donation/code.ts'
export * from './donation/donor.ts'
export * from './donation/giving.ts'
export * from './donation/ledger-proof.ts'
export * from './donation/letter.ts'
export * from './donation/receipt.ts'
export * from './donation/reconciliation.ts'
export * from './donation/refund.ts'
export * from './donation/settlement.ts'
export * from './donation/spending.ts'
export * from './donation/statistics.ts'
export * from './donation/surplus.ts'
export { giftLimits } from './donation/terms.ts'
export * from './donation/trace.ts'

/** 慈善捐赠: every operation of the feature, in the order of its use. */
export const donationContract = {
  ...campaignContract,
  ...charityContract,
  ...codeContract,
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
}
