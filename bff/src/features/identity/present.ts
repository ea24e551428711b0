import type { Account, SignInStep } from '@minsheng/shared/contracts/identity'
import type { AccountDocument } from './store.ts'

/** An account as its owner sees it. */
export function presentAccount(account: AccountDocument, owes: readonly SignInStep[] = []): Account {
  return {
    id: account._id,
    kind: account.kind,
    displayName: account.displayName,
    phoneMasked: account.phoneMasked,
    roles: account.roles,
    charityId: account.charityId,
    placeIds: account.placeIds ?? [],
    owes: [...owes],
  }
}
