import { describe, expect, it } from 'vitest'
import { entryOf, withoutTicket } from './entry'

const of = (query: string) => entryOf(new URLSearchParams(query))

describe('what 浙里办 sends its user with', () => {
  it('is a ticket or a ticketId, never both', () => {
    expect(of('ticket=8afac2-ticket&uiStyle=elder')).toEqual({ kind: 'ticket', ticket: '8afac2-ticket' })
    expect(of('ticketId=tk_1')).toEqual({ kind: 'ticketId', ticketId: 'tk_1' })
    expect(of('ticketId=tk_1&ticket=a-ticket')).toEqual({ kind: 'mixed' })
    expect(of('ticket=&x=1')).toBeNull()
  })

  it('is taken out of the address, and nothing else is', () => {
    expect(withoutTicket('https://a.example/zlb?ticket=a-ticket&uiStyle=elder#x')).toBe('https://a.example/zlb?uiStyle=elder#x')
    expect(withoutTicket('https://a.example/zlb?ticketId=tk_1')).toBe('https://a.example/zlb')
  })
})
