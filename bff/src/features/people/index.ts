export { createPeople } from './assemble.ts'
export type { Facts, KnownFact } from './facts/port.ts'
export { isPeopleLine } from './feed.ts'
export type { OwnRecords } from './own/own.ts'
