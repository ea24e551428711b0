import * as z from 'zod'
import { fen, file, id, instant, json, operation } from '../operation.ts'
import { tagDesk, tagResident } from './terms.ts'

/** `pending`: being numbered. `issued`: good. `reversed`: the gift was given back, wholly or in part; it proves nothing any more. */
export const receiptState = z.enum(['pending', 'issued', 'reversed'])

/** Why a receipt is reversed: all of the gift went back, or a part, and another receipt over the rest took its place. */
export const receiptReversal = z.enum(['refunded', 'replaced'])

/** What is said of a receipt to whoever holds it (慈善法 38). */
const receiptFacts = {
  /** `捐赠凭证（非票据）` until the treasury's own electronic receipt is linked. */
  title: z.string(),
  state: receiptState,
  charityName: z.string(),
  charityUscc: z.string(),
  projectTitle: z.string(),
  /** What was given: money or, later, goods. */
  kind: z.enum(['money']),
  amountFen: fen,
  /** `人民币壹佰元整` */
  amountWords: z.string(),
  donatedAt: instant,
  issuedAt: instant.nullable(),
  reversedAt: instant.nullable(),
  reversal: receiptReversal.nullable(),
  /** From a demonstration charity: no money moved. */
  purpose: z.enum(['real', 'demonstration']),
}

export const receipt = z.strictObject({
  ...receiptFacts,
  giftId: id,
  /** USCC, year, and a number without gaps; null while pending. */
  number: z.string().nullable(),
  /** Three groups of four characters; null while pending. */
  checkCode: z.string().nullable(),
  /** Where anyone may check it; null while pending. */
  verifyUrl: z.url().nullable(),
  donorLabel: z.string(),
  /** 统一社会信用代码 of a company that gave under its name; null for a person and for whoever is not named. */
  donorUscc: z.string().nullable(),
  anonymous: z.boolean(),
  /** How it was paid: through WeChat Pay, or by a company's transfer to the charity's bank account. */
  paidBy: z.enum(['wechat', 'bank']),
  /** Of what the charity keeps of the gift: what a coupon of WeChat's paid. The receipt is not over it. */
  couponFen: fen,
  handler: z.string(),
  contactPhone: z.string(),
  /** The number of the receipt that this one takes the place of. */
  replacesNumber: z.string().nullable(),
  /** When the donor said that no receipt is needed; it can be had all the same. */
  waivedAt: instant.nullable(),
})

export type Receipt = z.output<typeof receipt>

export const receiptCheck = z.strictObject({
  ...receiptFacts,
  number: z.string(),
  /** `王**`, or 匿名; a company that gave under its name is named in full. */
  donorMasked: z.string(),
  donorUscc: z.string().nullable(),
  /** The paper can be had here: a company has no account to fetch it with. */
  fetchable: z.boolean(),
})

export type ReceiptCheck = z.output<typeof receiptCheck>

const receiptParams = z.strictObject({ number: z.string().min(1).max(40) })
const checkQuery = z.strictObject({ check: z.string().min(1, '请填写校验码').max(24, '校验码是 12 位') })

const giftParams = z.strictObject({ giftId: id })

export const receiptContract = {
  getMyReceipt: operation({
    method: 'GET',
    path: '/api/v1/gifts/:giftId/receipt',
    summary: '一笔捐赠的凭证（还没有就当场开）',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 200,
    response: json(receipt),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '看捐赠凭证' },
  }),
  getMyReceiptPdf: operation({
    method: 'GET',
    path: '/api/v1/gifts/:giftId/receipt/pdf',
    summary: '捐赠凭证（PDF）',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 200,
    response: file('application/pdf'),
    errors: ['not_found', 'wrong_state', 'too_many_requests', 'unavailable'],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '取捐赠凭证文件' },
  }),
  waiveReceipt: operation({
    method: 'POST',
    path: '/api/v1/gifts/:giftId/receipt/waiver',
    summary: '捐赠人表示不需要凭证（记录在案，以后仍可取）',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 200,
    response: json(receipt),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'giving', deed: '记下不要捐赠凭证' },
  }),
  verifyReceipt: operation({
    method: 'GET',
    path: '/api/v1/receipts/:number',
    summary: '核对一张捐赠凭证（编号和校验码都要对）',
    tag: tagResident,
    audience: 'public',
    params: receiptParams,
    query: checkQuery,
    status: 200,
    response: json(receiptCheck),
    errors: ['not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  fetchReceiptPdf: operation({
    method: 'GET',
    path: '/api/v1/receipts/:number/pdf',
    summary: '企业凭编号和校验码取捐赠凭证（PDF）',
    tag: tagResident,
    audience: 'public',
    params: receiptParams,
    query: checkQuery,
    status: 200,
    response: file('application/pdf'),
    errors: ['not_found', 'too_many_requests', 'unavailable'],
    idempotency: 'natural',
  }),
  getGiftReceipt: operation({
    method: 'GET',
    path: '/api/v1/admin/gifts/:giftId/receipt',
    summary: '一笔企业捐赠的凭证（还没有就当场开）',
    tag: tagDesk,
    audience: 'staff',
    params: giftParams,
    status: 200,
    response: json(receipt),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
  getGiftReceiptPdf: operation({
    method: 'GET',
    path: '/api/v1/admin/gifts/:giftId/receipt/pdf',
    summary: '一笔企业捐赠的凭证（PDF，交给企业）',
    tag: tagDesk,
    audience: 'staff',
    params: giftParams,
    status: 200,
    response: file('application/pdf'),
    errors: ['not_found', 'wrong_state', 'too_many_requests', 'unavailable'],
    idempotency: 'natural',
  }),
}
