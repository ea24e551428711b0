export { createProxy } from './assemble.ts'
export { proxyPhoneIndexes } from './phone-indexes.ts'
export { proxyRetention } from './retention.ts'
