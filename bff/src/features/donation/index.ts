export { createDonation } from './assemble.ts'
export { checkLedger } from './ledger/checks.ts'
