import * as z from 'zod'
import { fen, instant } from '../operation.ts'

/** Least and most one gift may be, fen. The ceiling is WeChat's usual single-payment limit for a wallet. */
export const giftLimits = { minFen: 1, maxFen: 5_000_000 } as const

export const shortText = (max: number) => z.string().trim().min(1, '请填写').max(max, `最多 ${max} 个字`)

/** How a campaign may take money (慈善法 27): only `own_site` and `demo` pay inside the app. */
export const campaignChannel = z.enum(['designated', 'own_site', 'targeted', 'in_kind', 'demo'])

/** `in_review`: with the bureau. `returned`: back at the charity with reasons, to be mended and handed in again. */
export const campaignState = z.enum(['draft', 'in_review', 'returned', 'published', 'closed'])

export const codeState = z.enum(['active', 'paused', 'revoked', 'expired'])

/** `awaiting`: no money yet. `paid`: the journal is written. `closed`: given up, no money taken. `quarantined`: what arrived differs from the order; a person looks at it. */
export const giftState = z.enum(['awaiting', 'paid', 'closed', 'quarantined'])

export const money = z.strictObject({ raisedFen: fen, giftCount: z.number().int().min(0), asOf: instant })

export const budgetLine = z.strictObject({ label: shortText(30), amountFen: fen })

export const withRev = z.strictObject({ rev: z.number().int().min(0) })

/** The second person's word on what the first has asked for. */
export const decisionInput = z.strictObject({ ...withRev.shape, approve: z.boolean(), note: shortText(200) })

export const tagResident = '慈善捐赠'

export const tagDesk = '慈善捐赠 · 管理'
