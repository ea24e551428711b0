/**
 * Who is told in place of an elder without a phone: the person the elder named for it, with both consents on record.
 */
export interface NamedContactPort {
  /** The number to tell for this account; null when nobody is named. */
  phoneFor(accountId: string): Promise<string | null>
}
