import { staffDeskContract } from './identity/desk.ts'
import { securityContract } from './identity/security.ts'
import { sessionContract } from './identity/session.ts'

export type { StaffRole } from '../access/role.ts'
export * from './identity/desk.ts'
export { type Device, passwordLimits } from './identity/security.ts'
export * from './identity/terms.ts'

/** 身份: sessions, staff sign-in, one's own security, and the desk where accounts are kept. */
export const identityContract = { ...sessionContract, ...securityContract, ...staffDeskContract }
