export { createMessage, type Send } from './assemble.ts'
export type { NewMessage } from './domain.ts'
export { dueEntry } from './due.ts'
export { messageRetention } from './retention.ts'
