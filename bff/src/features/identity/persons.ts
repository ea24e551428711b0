import type { StaffRole } from '@minsheng/shared/contracts/identity'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { AccountDocument, IdentityStore } from './store.ts'

/** What other features may know of a resident's account. */
export interface Person {
  accountId: string
  /** The account and the guests it claimed. */
  ownerIds: readonly string[]
  displayName: string
  phoneMasked: string | null
  /** Blind indexes of the phone, none without one: two with one in common are the same phone. */
  phoneIndexes: readonly string[]
  createdAt: Date
}

const offices: Record<StaffRole, string> = {
  administrator: '系统管理员',
  security_officer: '安全管理员',
  bureau: '民政局工作人员',
  bureau_leader: '民政局负责人',
  department: '相关部门工作人员',
  charity_owner: '慈善组织',
  charity_finance: '慈善组织',
  charity_editor: '慈善组织',
  auditor: '审计人员',
  data_steward: '数据管理员',
  grid_worker: '网格员',
  community: '社区工作人员',
  street: '街道工作人员',
  district_office: '区里的工作人员',
  provider_manager: '服务机构负责人',
  provider_carer: '服务机构护理员',
  assessor: '评估人员',
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
          phoneIndexes: [account.phoneIndex ?? []].flat(),
          createdAt: account.createdAt,
        }
      : null
  return {
    /** Null for a guest, for staff, and for an account that is closed. */
    person: async (accountId: string) => personOf(await store.account(accountId)),
    personByPhone: async (phone: string) => personOf(await store.accountByPhone(cipher.phoneIndexes(phone))),
    phoneIndexes: (phone: string) => cipher.phoneIndexes(phone),
    /** The whole number, for looking its owner up elsewhere; never for showing. */
    async phoneNumber(accountId: string): Promise<string | null> {
      const account = await store.account(accountId)
      return account?.phone ? cipher.open(account.phone, { collection: 'accounts', id: account._id, field: 'phone' }) : null
    },
    /** Where a worker works, for a resident to read: the office, not the name. */
    async officeOf(accountId: string): Promise<string> {
      const account = await store.account(accountId)
      const role = account?.kind === 'staff' ? account.roles[0] : undefined
      return role ? offices[role] : '系统'
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
