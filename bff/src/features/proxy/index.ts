export { createProxy } from './assemble.ts'
