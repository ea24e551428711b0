export { createPeople } from './assemble.ts'
export { isPeopleLine } from './feed.ts'
