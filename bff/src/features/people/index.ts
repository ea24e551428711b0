export { createPeople } from './assemble.ts'
export { isPeopleLine } from './feed.ts'
export type { OwnRecords } from './own/own.ts'
export { peopleRetention } from './retention/parts.ts'
