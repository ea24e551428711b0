export { createIdentity } from './assemble.ts'
export type { Person, Persons } from './persons.ts'
