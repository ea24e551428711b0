export { createIdentity } from './assemble.ts'
