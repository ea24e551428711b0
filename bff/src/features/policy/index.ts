import './retention.ts'

export { createPolicy } from './assemble.ts'
export type { MonthsAward } from './award/store.ts'
export { checkPublications } from './publishing/verification.ts'
export { policyRetention } from './retention.ts'
