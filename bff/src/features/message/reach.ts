/** How a person can be reached outside the mini-program, over all accounts that are theirs. */
export interface Reach {
  personId: string
  accountIds: readonly string[]
  phone: string | null
  phoneMasked: string | null
  wechat: readonly { accountId: string; openid: string }[]
}
/** Looked up when it is needed and never kept. */
export type ReachOf = (accountId: string) => Promise<Reach>
