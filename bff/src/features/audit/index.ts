export { createAudit } from './assemble.ts'
