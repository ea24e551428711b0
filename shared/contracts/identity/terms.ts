import * as z from 'zod'
import { staffRoles } from '../../access/role.ts'
import { id, instant } from '../operation.ts'

/** Mainland mobile number, 11 digits, typed half-width. */
export const phoneNumber = z.string().regex(/^1[3-9]\d{9}$/, '请填写 11 位手机号')
export const smsCode = z.string().regex(/^\d{6}$/, '请填写 6 位数字验证码')

/**
 * What a member of staff must still do after the password before anything else is open to them, in this order: the
 * second factor's code, a password of their own, setting the second factor up.
 */
export const signInStep = z.enum(['code', 'password', 'enrol'])
export type SignInStep = z.output<typeof signInStep>

/** Who is signed in, as the person themself sees it. */
export const account = z.strictObject({
  id,
  kind: z.enum(['guest', 'resident', 'staff']),
  displayName: z.string(),
  /** `138****5678`, or null while no phone is bound. */
  phoneMasked: z.string().nullable(),
  roles: z.array(z.enum(staffRoles)),
  charityId: id.nullable(),
  /** Where the place roles (grid worker, community, street, district) hold, everything below included. */
  placeIds: z.array(id),
  /** Empty for residents, and for staff who are wholly signed in. */
  owes: z.array(signInStep),
})
export type Account = z.output<typeof account>
export type { StaffRole } from '../../access/role.ts'

/**
 * An access token (15 minutes) and, for the mini-program alone, the refresh token;
 * a browser gets the refresh token as an HttpOnly cookie and never sees it.
 */
export const session = z.strictObject({
  accessToken: z.string(),
  accessTokenExpiresAt: instant,
  refreshToken: z.string().nullable(),
  account,
})
export type Session = z.output<typeof session>
