export { createDonation } from './assemble.ts'
