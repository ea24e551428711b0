import { formatYuan } from '@minsheng/shared/units/money'

export type SettlementState = 'requested' | 'confirmed' | 'rejected'

/** Why so much can't have been settled, in words; null when it can: WeChat pays out what it holds and no more. */
export function settleRefusal(clearedFen: number, unsettledFen: number): string | null {
  if (clearedFen <= unsettledFen) return null
  return `账上待结算的只有 ${formatYuan(Math.max(0, unsettledFen))} 元，不能结算 ${formatYuan(clearedFen)} 元；请核对结算金额（手续费也算在内），或先完成对账`
}
