import { createHash } from 'node:crypto'
import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'

type CodeLine = Extract<FeedLine, { type: 'code' }>

/** 12 characters that look drawn by lot and are the same each time. */
export function codeId(campaignId: string, venueId: string): string {
  return createHash('sha256').update(`code|${campaignId}|${venueId}`).digest('base64url').slice(0, 12)
}

/** The printed codes: mostly good, one paused, one revoked, one past its day. */
export function codes(today: string): CodeLine[] {
  const code = (campaignId: string, venueId: string, differs: Partial<CodeLine> = {}): CodeLine => ({
    type: 'code',
    id: codeId(campaignId, venueId),
    campaignId,
    venueId,
    expiresOn: dayFrom(today, 170),
    state: 'active',
    reason: null,
    ...differs,
  })
  return [
    code('cmp_meals', 'ven_hubin'),
    code('cmp_meals', 'ven_xiaoying'),
    code('cmp_meals', 'ven_caihe'),
    code('cmp_meals', 'ven_wangjiang', { state: 'paused', reason: '服务点正在搬迁，搬好后恢复使用' }),
    code('cmp_desk', 'ven_ziyang'),
    code('cmp_desk', 'ven_dinglan', { state: 'revoked', reason: '集市上的码牌被人覆盖粘贴过' }),
    code('cmp_handrail', 'ven_qingbo'),
    code('cmp_handrail', 'ven_hubin'),
    code('cmp_aid', 'ven_caihe'),
    code('cmp_summer', 'ven_xiaoying', { expiresOn: dayFrom(today, -50) }),
  ]
}
