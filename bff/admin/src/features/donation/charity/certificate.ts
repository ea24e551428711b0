import type { StateTone } from '../../../ui/state-tag.tsx'
import { dateWords, daysBetween } from '../../../ui/time-words.ts'

const warnWithinDays = 60

/** What a charity's 公募 certificate allows today, in words. */
export function certificateStanding(expiresOn: string | null, today: string): { tone: StateTone; word: string; advice: string | null } {
  if (expiresOn === null) return { tone: 'over', word: '没有登记', advice: '没有公开募捐资格证书时，只能做定向募捐或在演示环境练习。' }
  const days = daysBetween(today, expiresOn)
  if (days < 0)
    return {
      tone: 'danger',
      word: '已过期',
      advice: `证书在 ${dateWords(expiresOn)} 到期，公开募捐活动不能发布，也不能收款。换证后请更新有效期。`,
    }
  if (days === 0) return { tone: 'warning', word: '今天到期', advice: '今天是有效期的最后一天。换证后请更新有效期，否则明天起不能收款。' }
  if (days <= warnWithinDays)
    return {
      tone: 'warning',
      word: `还有 ${days} 天到期`,
      advice: `证书在 ${dateWords(expiresOn)} 到期，请尽快换证并更新有效期，到期后不能收款。`,
    }
  return { tone: 'good', word: '有效', advice: null }
}
