export { createDonation } from './assemble.ts'
export { plainWorkbook } from './export/exports.ts'
export { donationKeyUses } from './key-uses.ts'
export { checkLedger } from './ledger/checks.ts'
