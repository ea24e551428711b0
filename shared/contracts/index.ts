import { auditContract } from './audit.ts'
import { donationContract } from './donation.ts'
import { helpContract } from './help.ts'
import { identityContract } from './identity.ts'
import { messageContract } from './message.ts'
import type { OperationSpec } from './operation.ts'
import { exchangeContract, peopleContract, qualityContract } from './people.ts'
import { policyContract } from './policy.ts'
import { privacyContract } from './privacy.ts'
import { proxyContract } from './proxy.ts'

/** Every operation of the API by name; names are unique across features. */
export const contracts = {
  ...identityContract,
  ...donationContract,
  ...messageContract,
  ...peopleContract,
  ...privacyContract,
  ...exchangeContract,
  ...qualityContract,
  ...proxyContract,
  ...auditContract,
  ...policyContract,
  ...helpContract,
}
export type Contracts = typeof contracts
export type OperationName = keyof Contracts
/** Compile-time check that each entry is an operation. */
export const allContracts: Record<OperationName, OperationSpec> = contracts
