export { createHelp } from './assemble.ts'
export type { DeviceAlarm } from './device/raise.ts'
export { helpRetention } from './retention.ts'
