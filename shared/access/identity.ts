import type { identityContract } from '../contracts/identity.ts'
import { anyone, type GrantsOf, signedIn, visitor } from './grant.ts'

/** 身份: who may do what. */
export const identityGrants = {
  openGuestSession: anyone,
  refreshSession: anyone,
  closeSession: signedIn,
  sendSmsCode: visitor,
  signInByPhone: visitor,
  signInStaff: anyone,
  getMe: signedIn,
} satisfies GrantsOf<typeof identityContract>
