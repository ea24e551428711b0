import './retention.ts'

export { createPolicy } from './assemble.ts'
