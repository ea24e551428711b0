export { createPrivacy } from './assemble.ts'
