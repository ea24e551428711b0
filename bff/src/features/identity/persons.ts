import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { AccountDocument, IdentityStore } from './store.ts'

/** What other features may know of a resident's account. */
export interface Person {
  accountId: string
  /** The account and the guests it claimed. */
  ownerIds: readonly string[]
  displayName: string
  phoneMasked: string | null
  /** Blind index of the phone; the same phone has the same one. */
  phoneIndex: string | null
  createdAt: Date
}

export type Persons = ReturnType<typeof createPersons>

/** Residents by account and by phone, for features where one person has to do with another. */
export function createPersons({ store, cipher }: { store: IdentityStore; cipher: FieldCipher }) {
  const personOf = (account: AccountDocument | null): Person | null =>
    account && account.kind === 'resident' && !account.disabled
      ? {
          accountId: account._id,
          ownerIds: [account._id, ...account.claimed],
          displayName: account.displayName,
          phoneMasked: account.phoneMasked,
          phoneIndex: account.phoneIndex ?? null,
          createdAt: account.createdAt,
        }
      : null
  return {
    /** Null for a guest, for staff, and for an account that is closed. */
    person: async (accountId: string) => personOf(await store.account(accountId)),
    personByPhone: async (phone: string) => personOf(await store.accountByPhone(cipher.phoneIndex(phone))),
    phoneIndex: (phone: string) => cipher.phoneIndex(phone),
    /** The whole number, for looking its owner up elsewhere; never for showing. */
    async phoneNumber(accountId: string): Promise<string | null> {
      const account = await store.account(accountId)
      return account?.phone ? cipher.open(account.phone, { collection: 'accounts', id: account._id, field: 'phone' }) : null
    },
    /** An account for someone who has no phone, so that others can act for them. Harmless to repeat. */
    async putPhoneless(id: string, now: Date): Promise<void> {
      await store.insertAccount({
        _id: id,
        kind: 'resident',
        displayName: '上城居民',
        phoneMasked: null,
        claimed: [],
        claimedBy: null,
        roles: [],
        charityId: null,
        disabled: false,
        createdAt: now,
      })
    },
  }
}
