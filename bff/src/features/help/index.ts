export { createHelp } from './assemble.ts'
export { helpRetention } from './retention.ts'
