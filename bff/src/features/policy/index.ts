export { createPolicy } from './assemble.ts'
