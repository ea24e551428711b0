import './retention.ts'

export { createPolicy } from './assemble.ts'
export { policyRetention } from './retention.ts'
