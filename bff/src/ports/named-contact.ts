/**
 * Who is told in place of an elder without a phone: the person the elder named for it, with both consents on record.
 * Proxies answer this when they are there; until then nobody is named.
 */
export interface NamedContactPort {
  /** The number to tell for this account; null when nobody is named. */
  phoneFor(accountId: string): Promise<string | null>
}

/** Nobody has named anyone. */
export const nobodyNamed: NamedContactPort = { phoneFor: () => Promise.resolve(null) }
