import type { Matching, MatchingPayment } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const matchingStates: Record<Matching['state'], { word: string; tone: StateTone }> = {
  recorded: { word: '等待确认', tone: 'warning' },
  confirmed: { word: '已生效', tone: 'good' },
  rejected: { word: '没有通过', tone: 'over' },
  ended: { word: '已提前结束', tone: 'over' },
}

export const matchingPaymentStates: Record<MatchingPayment['state'], { word: string; tone: StateTone }> = {
  recorded: { word: '等待确认', tone: 'warning' },
  confirmed: { word: '已入账', tone: 'good' },
  rejected: { word: '没有通过', tone: 'over' },
}

const PERMILLE = /^(\d{1,2})(?:\.(\d{1,3}))?$/

/** `0.5` → 500: what is added to one yuan, in thousandths; null when it is no such number. Digits are read as text. */
export function readRatio(text: string): number | null {
  const match = PERMILLE.exec(text.trim())
  if (!match?.[1]) return null
  const permille = Number(match[1]) * 1_000 + Number((match[2] ?? '').padEnd(3, '0'))
  return permille > 0 && permille <= 10_000 ? permille : null
}

/** 500 → `每 1 元配 0.5 元`. */
export const ratioWords = (permille: number): string => `每 1 元配 ${permille / 1_000} 元`

/** What the company still owes, or has paid beyond it, in words. */
export function balanceWords({ owedFen, paidFen }: Pick<Matching, 'owedFen' | 'paidFen'>): string {
  if (owedFen === 0 && paidFen === 0) return '还没有应付的'
  if (paidFen < owedFen) return `还应付 ¥${formatYuan(owedFen - paidFen)}`
  return paidFen > owedFen ? `多付了 ¥${formatYuan(paidFen - owedFen)}` : '已经付清'
}

/** Who does what next, in one sentence. */
export function nextWords({ state, recordedByYou }: Pick<Matching, 'state' | 'recordedByYou'>): string {
  switch (state) {
    case 'recorded':
      return recordedByYou ? '等另一位负责人确认；您登记的，不能自己确认。' : '请核对协议原件后确认；确认后公开在项目页。'
    case 'confirmed':
      return '已公开在项目页。企业付款后，由财务登记到账、负责人确认入账。'
    case 'rejected':
      return '没有公开。更正后可以重新登记。'
    case 'ended':
      return '结束那天及以前的捐款仍然算；企业还没付的，仍可登记到账。'
  }
}
