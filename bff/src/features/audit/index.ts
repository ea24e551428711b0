export { createAudit } from './assemble.ts'
export { auditRetention } from './retention.ts'
