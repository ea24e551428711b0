import { formatYuan } from '@minsheng/shared/units/money'

export type SettlementKind = 'payout' | 'top_up'
export type SettlementState = 'requested' | 'confirmed' | 'rejected' | 'reversed'

/** Of before there were top-ups: a payout. */
export const kindOf = ({ kind }: { kind?: SettlementKind | undefined }): SettlementKind => kind ?? 'payout'

const notBelowZero = (fen: number) => formatYuan(Math.max(0, fen))

/** Where money must be for a transfer to have happened, fen. */
export interface Held {
  /** With WeChat and not settled. */
  unsettledFen: number
  /** In the bank by the books. */
  bankFen: number
}

/** Why so much can't have been settled, in words; null when it can: WeChat pays out what it holds and no more. */
export function settleRefusal(clearedFen: number, unsettledFen: number): string | null {
  if (clearedFen <= unsettledFen) return null
  return `账上待结算的只有 ${notBelowZero(unsettledFen)} 元，不能结算 ${formatYuan(clearedFen)} 元；请核对结算金额（手续费也算在内），或先完成对账`
}

/** Why so much can't have been paid into the merchant account, in words; null when it can. */
export function topUpRefusal(amountFen: number, bankFen: number): string | null {
  if (amountFen <= bankFen) return null
  return `银行账户账面上只有 ${notBelowZero(bankFen)} 元，不能充值 ${formatYuan(amountFen)} 元；请核对金额，或先登记并复核收到的结算款`
}

/** Why a transfer can't have happened, in words; null when it can. */
export const transferRefusal = (kind: SettlementKind, clearedFen: number, held: Held): string | null =>
  kind === 'payout' ? settleRefusal(clearedFen, held.unsettledFen) : topUpRefusal(clearedFen, held.bankFen)

/**
 * Why a posted transfer can't be taken back, in words; null when it can. What a settlement brought into the bank must
 * still be there by the books: money already spent shows that it came. What a top-up brought to WeChat may be given back
 * to donors by now; WeChat's account then is below zero until the right top-up is recorded.
 */
export function reversalRefusal(kind: SettlementKind, intoBankFen: number, held: Held): string | null {
  if (kind === 'top_up' || intoBankFen <= held.bankFen) return null
  return `银行账户账面上只有 ${notBelowZero(held.bankFen)} 元，这笔结算的 ${formatYuan(intoBankFen)} 元已经用出去一部分，不能冲正；请先冲正用这笔款记的支出，或核对是不是真的记错了`
}
