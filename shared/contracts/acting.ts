import * as z from 'zod'

/**
 * A matter that someone may let another do in their name. `gifts`: see gifts, receipts and where the money went.
 * `giving`: arrange monthly reminders, receipts and letters; never pay. The others are what their features say of themselves.
 */
export const proxyScope = z.enum(['gifts', 'giving', 'messages', 'help', 'care_bed', 'policy', 'my_data'])
export type ProxyScope = z.output<typeof proxyScope>

/** That an operation may be done in someone's name, and how it is told to them afterwards. None unless it is said. */
export interface ActingFor {
  scope: ProxyScope
  /** What was done, in words: `看捐赠凭证`. */
  deed: string
}

/** The header that names the proxy under which a session acts in another's name. */
export const ACTING_HEADER = 'X-Acting-For'
