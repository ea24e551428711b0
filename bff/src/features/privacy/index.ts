export { createPrivacy } from './assemble.ts'
export { privacyRetention } from './retention.ts'
