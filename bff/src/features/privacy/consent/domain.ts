import type { Consent } from '@minsheng/shared/contracts/privacy'

export interface ConsentAct {
  what: 'given' | 'withdrawn'
  textVersion: string
}

/** How it stands after all that was said, oldest first. */
export function consentState(acts: readonly ConsentAct[], version: string): Consent['state'] {
  const last = acts.at(-1)
  if (!last) return 'none'
  if (last.what === 'withdrawn') return 'withdrawn'
  return last.textVersion === version ? 'given' : 'outdated'
}

/** An older text still holds until the person has read the new one. */
export const holds = (state: Consent['state']): boolean => state === 'given' || state === 'outdated'
