import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { shortText, tagDesk, tagResident } from './terms.ts'

/** What may stand in a letter for the donor's own name, project and sum. */
export const letterPlaceholders = ['称呼', '项目', '金额'] as const

export const letterLimits = { textLength: 500 } as const

/** The words of a letter, with {{称呼}}, {{项目}}, {{金额}} where they differ from donor to donor. */
export const letterText = shortText(letterLimits.textLength)

/** Who gets a letter: everyone with a gift among these, anonymous givers too, who stay unknown to the charity. */
export const letterReceivers = z.strictObject({
  campaignId: id.nullable(),
  /** Days of payment in Asia/Shanghai, both included. */
  from: calendarDate.nullable(),
  to: calendarDate.nullable(),
  /** Least sum over the gifts that count, fen. */
  minFen: fen.nullable(),
  /** Leaves out who was thanked since their last gift. */
  notYetThanked: z.boolean(),
})

export type LetterReceivers = z.output<typeof letterReceivers>

/** How many a letter goes to: named donors one by one, anonymous ones by their gifts, for who they are is not counted. */
const receiverCounts = { namedCount: z.number().int().min(0), anonymousGiftCount: z.number().int().min(0) }

export const letterPreview = z.strictObject({
  ...receiverCounts,
  /** Gifts paid later than this are not part of it. */
  asOf: instant,
  /** The letter as real receivers will read it. */
  samples: z.array(z.strictObject({ label: z.string(), title: z.string(), body: z.string() })).max(3),
})

export type LetterPreview = z.output<typeof letterPreview>

/** `collecting`: receivers are being written down. `sending`: under way, by itself. `sent`: through, but for what `failed`. */
export const letterState = z.enum(['collecting', 'sending', 'sent'])

export const letter = z.strictObject({
  id,
  charityId: id,
  charityName: z.string(),
  text: z.string(),
  receivers: letterReceivers,
  /** The project's title when the letter is about one. */
  campaignTitle: z.string().nullable(),
  state: letterState,
  ...receiverCounts,
  /** Of the receivers. */
  sentPercent: z.number().int().min(0).max(100),
  /** Did not want letters of this charity. */
  mutedCount: z.number().int().min(0),
  failedCount: z.number().int().min(0),
  createdAt: instant,
  finishedAt: instant.nullable(),
})

export type Letter = z.output<typeof letter>

/** The thanks that go by themselves to everyone who gives to one campaign. */
export const automaticThanks = z.strictObject({
  enabled: z.boolean(),
  text: z.string(),
  sentCount: z.number().int().min(0),
  failedCount: z.number().int().min(0),
  rev: z.number().int().min(0),
})

export type AutomaticThanks = z.output<typeof automaticThanks>

/** A charity that may write to this donor. */
export const thanksSender = z.strictObject({ charityId: id, charityName: z.string(), muted: z.boolean() })

export type ThanksSender = z.output<typeof thanksSender>

const draft = { charityId: id, text: letterText, receivers: letterReceivers }
const letterParams = z.strictObject({ letterId: id })
const campaignParams = z.strictObject({ campaignId: id })

export const letterContract = {
  previewLetter: operation({
    method: 'POST',
    path: '/api/v1/admin/letter-previews',
    summary: '感谢信预览：发给多少人，对方会读到什么',
    tag: tagDesk,
    audience: 'staff',
    body: json(z.strictObject(draft)),
    status: 200,
    response: json(letterPreview),
    errors: ['invalid_input', 'forbidden'],
    idempotency: 'natural',
  }),
  sendLetter: operation({
    method: 'POST',
    path: '/api/v1/admin/letters',
    summary: '发出感谢信（预览之后，人数以预览时为准）',
    tag: tagDesk,
    audience: 'staff',
    body: json(z.strictObject({ ...draft, asOf: instant })),
    status: 201,
    response: json(letter),
    errors: ['invalid_input', 'forbidden', 'wrong_state'],
    idempotency: 'key',
  }),
  listLetters: operation({
    method: 'GET',
    path: '/api/v1/admin/letters',
    summary: '发过的感谢信',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional() }),
    status: 200,
    response: json(page(letter)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getLetter: operation({
    method: 'GET',
    path: '/api/v1/admin/letters/:letterId',
    summary: '一封感谢信发到哪一步',
    tag: tagDesk,
    audience: 'staff',
    params: letterParams,
    status: 200,
    response: json(letter),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  retryLetter: operation({
    method: 'POST',
    path: '/api/v1/admin/letters/:letterId/retries',
    summary: '没有送到的再发一次',
    tag: tagDesk,
    audience: 'staff',
    params: letterParams,
    status: 200,
    response: json(letter),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
  getAutomaticThanks: operation({
    method: 'GET',
    path: '/api/v1/admin/campaigns/:campaignId/automatic-thanks',
    summary: '一个项目的自动感谢',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    status: 200,
    response: json(automaticThanks),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  setAutomaticThanks: operation({
    method: 'PUT',
    path: '/api/v1/admin/campaigns/:campaignId/automatic-thanks',
    summary: '开启、修改或停止自动感谢',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(z.strictObject({ rev: z.number().int().min(0), enabled: z.boolean(), text: letterText })),
    status: 200,
    response: json(automaticThanks),
    errors: ['invalid_input', 'not_found', 'conflict'],
    idempotency: 'natural',
  }),
  retryAutomaticThanks: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/automatic-thanks/retries',
    summary: '没有送到的自动感谢再发一次',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    status: 200,
    response: json(automaticThanks),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
  listThanksSenders: operation({
    method: 'GET',
    path: '/api/v1/thanks-senders',
    summary: '我捐过的慈善组织，收不收它的感谢信',
    tag: tagResident,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ items: z.array(thanksSender) })),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'giving', deed: '看感谢信设置' },
  }),
  setThanksSender: operation({
    method: 'PUT',
    path: '/api/v1/thanks-senders/:charityId',
    summary: '收或不再收一个慈善组织的感谢信',
    tag: tagResident,
    audience: 'session',
    params: z.strictObject({ charityId: id }),
    body: json(z.strictObject({ muted: z.boolean() })),
    status: 200,
    response: json(thanksSender),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: { scope: 'giving', deed: '改收不收感谢信' },
  }),
}
