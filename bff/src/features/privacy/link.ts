import type { LinkState } from '@minsheng/shared/contracts/privacy'
import type { Visitor } from '../../platform/auth/actor.ts'
import type { DataSubject } from '../../platform/protect/holding.ts'

/** Finds which resident an account is: by the real name, or by the phone while there is none. */
export interface LinkPort {
  /** Null when none or several have it. `proven`: by more than a phone, which may have changed hands. */
  residentOf(accountId: string): Promise<{ residentId: string; proven: boolean } | 'not_found' | 'several' | 'other_phone' | 'unregistered'>
}

export interface Link {
  state: LinkState
  residentId: string | null
  proven: boolean
}

interface LinkParts {
  port: LinkPort
  /** Whether the person agreed that account and record are matched. */
  agreed: (accountId: string) => Promise<boolean>
  needsGuardian: (residentId: string) => Promise<boolean>
}

export type Links = ReturnType<typeof createLinks>

/** Account and resident are put together only when the person agreed, and for a young child the guardian as well. */
export function createLinks({ port, agreed, needsGuardian }: LinkParts) {
  const none = (state: LinkState): Link => ({ state, residentId: null, proven: false })

  async function link(accountId: string): Promise<Link> {
    if (!(await agreed(accountId))) return none('not_asked')
    const found = await port.residentOf(accountId)
    if (typeof found === 'string') return none(found)
    if (await needsGuardian(found.residentId)) return none('guardian_needed')
    return { state: 'linked', ...found }
  }
  return {
    link,
    /**
     * Whose record it is when a life hangs on it: also where nobody was asked yet. What is found is for whoever goes there alone.
     * @remarks 个人信息保护法 13 (4)
     */
    async forLife(accountId: string): Promise<string | null> {
      const found = await port.residentOf(accountId)
      return typeof found === 'string' ? null : found.residentId
    },
    /** Whose data a visitor asks for, as far as it may be put together. */
    async subjectOf(visitor: Pick<Visitor, 'accountId' | 'ownerIds'>): Promise<{ subject: DataSubject; state: LinkState }> {
      const { state, residentId, proven } = await link(visitor.accountId)
      return { subject: { accountId: visitor.accountId, ownerIds: visitor.ownerIds, residentId, proven }, state }
    },
  }
}

/** By the phone that the account was opened with, when exactly one resident has it. */
export function linkByPhone(parts: {
  phoneNumber: (accountId: string) => Promise<string | null>
  residentsByPhone: (phone: string) => Promise<string[]>
}): LinkPort {
  return {
    async residentOf(accountId) {
      const phone = await parts.phoneNumber(accountId)
      const [residentId, another] = phone === null ? [] : await parts.residentsByPhone(phone)
      if (residentId === undefined) return 'not_found'
      return another === undefined ? { residentId, proven: false } : 'several'
    },
  }
}
