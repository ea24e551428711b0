import type { ReceiptCheck } from '@minsheng/shared/contracts/donation'
import { formatDate } from '@minsheng/shared/units/clock'

/** `2026年6月15日（周一）` */
export const dayWords = (instant: string) => formatDate(new Date(instant))

/** What became of a receipt that is no longer good, for giver and stranger alike; null while it is good. */
export function reversalWords({ state, reversal, reversedAt }: Pick<ReceiptCheck, 'state' | 'reversal' | 'reversedAt'>): string | null {
  if (state !== 'reversed') return null
  const day = reversedAt ? `${dayWords(reversedAt)}作废。` : ''
  return reversal === 'replaced' ? `${day}捐款退回了一部分，已经另开了一张，请以新的为准。` : `${day}捐款已经退回，这张凭证不能再作证明。`
}

/** What is wrong with what was typed from a paper; null when it may be looked up. */
export function numberError(text: string): string | null {
  if (text.trim() === '') return '请填写凭证上方的编号'
  return /^[A-Za-z0-9-]{1,40}$/.test(text.trim()) ? null : '编号里只有数字、字母和短横线'
}

export function checkError(text: string): string | null {
  const typed = text.replace(/[\s-]/g, '')
  if (typed === '') return '请填写二维码下面的校验码'
  return typed.length === 12 ? null : `校验码是 12 位，您填了 ${typed.length} 位`
}
