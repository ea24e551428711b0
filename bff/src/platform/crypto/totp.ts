import { generateSecret, generateURI, verifySync } from 'otplib'

const STEP_SECONDS = 30
const ISSUER = '民生直达上城'

/** A new secret for an authenticator, base32. */
export const newTotpSecret = () => generateSecret()

/** What the QR code of an enrolment says: RFC 6238 with the values every authenticator takes (SHA-1, 6 digits, 30 s). */
export const totpUri = (secret: string, label: string) => generateURI({ issuer: ISSUER, label, secret })

/**
 * The time step a code belongs to, within one step of now either way; null when it is wrong or not newer than the last
 * one taken, so that a code read over someone's shoulder opens nothing.
 */
export function totpStep(secret: string, code: string, now: Date, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const found = verifySync({ secret, token: code, epoch: Math.floor(now.getTime() / 1000), epochTolerance: STEP_SECONDS })
  if (!found.valid || !('timeStep' in found)) return null
  return lastStep === null || found.timeStep > lastStep ? found.timeStep : null
}
