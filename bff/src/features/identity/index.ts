export { createIdentity } from './assemble.ts'
export type { Person, Persons } from './persons.ts'
export { accountPhoneIndexes } from './phone-indexes.ts'
export { identityRetention } from './retention.ts'
