/** What 浙里办 sent its user here with; `mixed`: both forms at once, which neither of its sides does. */
export type ZlbEntry = { kind: 'ticket'; ticket: string } | { kind: 'ticketId'; ticketId: string } | { kind: 'mixed' }

const NAMES = ['ticket', 'ticketId'] as const

/** Reads the entry out of an address. */
export function entryOf(query: URLSearchParams): ZlbEntry | null {
  const [ticket, ticketId] = NAMES.map((name) => query.get(name) || null)
  if (ticket && ticketId) return { kind: 'mixed' }
  if (ticket) return { kind: 'ticket', ticket }
  return ticketId ? { kind: 'ticketId', ticketId } : null
}

/** The address without what signs anyone in. */
export function withoutTicket(address: string): string {
  const url = new URL(address)
  for (const name of NAMES) url.searchParams.delete(name)
  return url.href
}
