import { createHmac, timingSafeEqual } from 'node:crypto'

export type ReceiptState = 'pending' | 'issued' | 'reversed'
/** All of the gift went back, or a part of it and another receipt stands for the rest. */
export type Reversal = 'refunded' | 'replaced'

/** What the paper is called until the treasury's own electronic receipt is linked: it is no 票据 and must not pass for one. */
export const RECEIPT_TITLE = '捐赠凭证（非票据）'

/** USCC, year and running number: `53330102MJ0900001X-2026-000001`. */
export function receiptNumber(series: string, sequence: number): string {
  return `${series}-${sequence.toString().padStart(6, '0')}`
}

/** Whose numbers run without gaps: one charity in one year (Asia/Shanghai). */
export function receiptSeries(uscc: string, shanghaiDay: string): string {
  return `${uscc}-${shanghaiDay.slice(0, 4)}`
}

/**
 * What a receipt is over: what the donor paid themselves, without a coupon of WeChat's, less the part that is back with
 * them; money still on its way back counts as given. Fen; a part of a fen is left out.
 */
export function receiptFen(gift: { amountFen: number; payerTotalFen?: number; refundedFen?: number }): number {
  const keptFen = Math.max(0, gift.amountFen - (gift.refundedFen ?? 0))
  return Math.floor(((gift.payerTotalFen ?? gift.amountFen) * keptFen) / gift.amountFen)
}

/** Of what the charity keeps of a gift, what a coupon of WeChat's paid: why its receipt is over less. Fen. */
export function couponFen(gift: Parameters<typeof receiptFen>[0]): number {
  return Math.max(0, gift.amountFen - (gift.refundedFen ?? 0)) - receiptFen(gift)
}

/** How the giver is called on the paper. */
export function donorLabel(giver: { anonymous: boolean; donorName: string | null }): string {
  return giver.anonymous ? '匿名' : (giver.donorName ?? '未留名')
}

/** For a stranger who checks the paper: 王阿姨 → 王**. A giver without a name has nothing to hide, nor has a company that gave under its own. */
export function maskedDonor(giver: { anonymous: boolean; donorName: string | null; paidBy?: 'wechat' | 'bank' }): string {
  const label = donorLabel(giver)
  if (giver.anonymous || giver.donorName === null || giver.paidBy === 'bank') return label
  const [first = ''] = label
  return `${first}**`
}

export interface ReceiptKeys {
  kid: string
  secret: Buffer
}

export function receiptKeys(ring: { receipt: { kid: string; secret: string }[] }): ReceiptKeys[] {
  return ring.receipt.map(({ kid, secret }) => ({ kid, secret: Buffer.from(secret, 'base64') }))
}

/** What a check code vouches for. */
export interface CheckedFacts {
  number: string
  checkKid: string
  amountFen: number
  donatedAt: Date
  anonymous: boolean
  donorName: string | null
}

/** Crockford's 32 characters: none that is read or typed as another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHECK_LENGTH = 12

/**
 * The 12 characters (60 bits) that prove a printed receipt: they hang on its number, amount, day and giver.
 * @throws Error when the key that made it is not in the keyring any more
 */
export function checkCode(keys: readonly ReceiptKeys[], facts: CheckedFacts): string {
  const key = keys.find(({ kid }) => kid === facts.checkKid)
  if (!key) throw new Error(`receipt key ${facts.checkKid} is not in the keyring`)
  const text = ['receipt1', facts.number, facts.amountFen, facts.donatedAt.toISOString(), donorLabel(facts)].join('|')
  const mac = createHmac('sha256', key.secret).update(text).digest()
  // 32 divides 256, so every character is equally likely.
  return [...mac.subarray(0, CHECK_LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
}

/** In groups of four, as it is printed: `7K3M-Q9TX-2HPA`. */
export function printedCheck(check: string): string {
  return check.replace(/(.{4})(?=.)/g, '$1-')
}

/** Whether what was scanned or typed is the receipt's check code; hyphens, spaces, small letters, O for 0 and I or L for 1 are forgiven. */
export function checkMatches(keys: readonly ReceiptKeys[], facts: CheckedFacts, given: string): boolean {
  const typed = given.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  const [right, tried] = [Buffer.from(checkCode(keys, facts)), Buffer.from(typed)]
  return right.length === tried.length && timingSafeEqual(right, tried)
}

/** `BASE/r/<number>?c=<check>`, the link in the QR code. */
export function verifyLink(base: string, number: string, check: string): string {
  return `${base}/r/${number}?c=${check}`
}
