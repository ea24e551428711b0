export { backedUpEvidence, liveEvidence } from './evidence.ts'
export { type AuditLog, createAuditLog } from './log.ts'
export { createAuditSealer } from './sealer.ts'
export { type AuditReport, verifyAudit } from './verify.ts'
