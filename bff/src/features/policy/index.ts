import './retention.ts'

export { createPolicy } from './assemble.ts'
export { checkPublications } from './publishing/verification.ts'
export { policyRetention } from './retention.ts'
