export { createMessage } from './assemble.ts'
export type { NewMessage, Send } from './domain.ts'
export { dueEntry } from './due.ts'
export { messageRetention } from './retention.ts'
