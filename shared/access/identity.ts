import type { identityContract } from '../contracts/identity.ts'
import { anyone, type GrantsOf, signedIn, signingIn, staff, visitor } from './grant.ts'
import { staffRoles } from './role.ts'

const looksAfterAccounts = staff('open', 'administrator', 'security_officer', 'auditor')
const administrator = staff('open', 'administrator')

/** 身份: who may do what. */
export const identityGrants = {
  openGuestSession: anyone,
  refreshSession: anyone,
  closeSession: signingIn,
  sendSmsCode: visitor,
  signInByPhone: visitor,
  // In the mini-program alone, which the session tells.
  signInByWechatPhone: visitor,
  signInByZlb: visitor,
  signInStaff: anyone,
  getStaffSignInWays: anyone,
  signInStaffByZzd: anyone,
  getMe: signingIn,
  // For staff alone; the routes ask for a step that is owed.
  enterSecondFactor: signingIn,
  beginSecondFactor: signingIn,
  confirmSecondFactor: signingIn,
  changeMyPassword: signingIn,
  getMySecurity: staff('open', ...staffRoles),
  listMyDevices: signedIn,
  signOutDevice: signedIn,
  signOutOtherDevices: signedIn,
  listStaff: looksAfterAccounts,
  createStaff: administrator,
  changeStaffPosition: administrator,
  setStaffState: administrator,
  unlockStaff: administrator,
  resetStaffSignIn: administrator,
  changeStaffZzd: administrator,
  changeStaffPhone: administrator,
  listRoleRequests: looksAfterAccounts,
  // That it is a second person is the request's own rule.
  decideRoleRequest: staff('open', 'administrator', 'security_officer'),
} satisfies GrantsOf<typeof identityContract>
