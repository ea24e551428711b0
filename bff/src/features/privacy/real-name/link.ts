import type { LinkPort } from '../link.ts'
import type { RealNameStore } from './store.ts'

const isMobile = (phone: string) => /^1[3-9]\d{9}$/.test(phone)

/**
 * By the real name, where there is one; else as `otherwise` finds. Name and number are known to more people than their owner,
 * so a record with a mobile number opens to the account of that number alone; one without is shown masked.
 */
export function linkByRealName(parts: {
  names: Pick<RealNameStore, 'ofAccount'>
  contact: (residentId: string) => Promise<{ phone: string | null; present: boolean } | null>
  phoneNumber: (accountId: string) => Promise<string | null>
  otherwise: LinkPort
}): LinkPort {
  const { names, contact, phoneNumber, otherwise } = parts
  return {
    async residentOf(accountId) {
      const row = await names.ofAccount(accountId)
      if (!row) return otherwise.residentOf(accountId)
      const [record, phone] = await Promise.all([row.residentId === null ? null : contact(row.residentId), phoneNumber(accountId)])
      // Never by the phone then: it may be on record as somebody else's.
      if (row.residentId === null || !record?.present) return 'unregistered'
      if (record.phone === null || !isMobile(record.phone)) return { residentId: row.residentId, proven: false }
      return record.phone === phone ? { residentId: row.residentId, proven: true } : 'other_phone'
    },
  }
}
