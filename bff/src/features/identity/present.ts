import type { Account } from '@minsheng/shared/contracts/identity'
import type { AccountDocument } from './store.ts'

/** An account as its owner sees it. */
export function presentAccount(account: AccountDocument): Account {
  return {
    id: account._id,
    kind: account.kind,
    displayName: account.displayName,
    phoneMasked: account.phoneMasked,
    roles: account.roles,
    charityId: account.charityId,
    placeIds: account.placeIds ?? [],
  }
}
