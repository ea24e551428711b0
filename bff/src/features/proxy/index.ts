export { createProxy } from './assemble.ts'
export { proxyRetention } from './retention.ts'
