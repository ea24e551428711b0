import * as z from 'zod'
import { id, instant, json, operation } from '../operation.ts'
import { tagPrivacy } from './data.ts'

/** What someone may agree to. `resident_link`: that the account is matched with the bureau's record of the person. */
export const consentKind = z.enum(['resident_link'])
export type ConsentKind = z.output<typeof consentKind>

const consentText = z.strictObject({ version: z.string(), paragraphs: z.array(z.string()) })

export const consent = z.strictObject({
  kind: consentKind,
  title: z.string(),
  text: consentText,
  /** `outdated`: given to an older text, which still holds until the new one is read. */
  state: z.enum(['none', 'given', 'outdated', 'withdrawn']),
  /** What no longer works once it is withdrawn. */
  afterwards: z.string(),
  history: z.array(z.strictObject({ at: instant, what: z.enum(['given', 'withdrawn']), textVersion: z.string() })),
})
export type Consent = z.output<typeof consent>

/** A child in the reader's household who is too young to agree alone. */
export const ward = z.strictObject({
  id,
  nameMasked: z.string(),
  age: z.number().int(),
  state: z.enum(['none', 'given', 'withdrawn']),
  /** True when the reader gave it and may withdraw it. */
  byMe: z.boolean(),
  at: instant.nullable(),
})
export type Ward = z.output<typeof ward>

const kindParams = z.strictObject({ kind: consentKind })
const wardParams = z.strictObject({ residentId: id })
const agreed = json(z.strictObject({ textVersion: z.string().min(1).max(20) }))

export const consentContract = {
  listMyConsents: operation({
    method: 'GET',
    path: '/api/v1/my-consents',
    summary: '我同意过什么：内容、时间、哪一版',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ items: z.array(consent) })),
    errors: [],
    idempotency: 'natural',
  }),
  giveConsent: operation({
    method: 'POST',
    path: '/api/v1/my-consents/:kind',
    summary: '同意',
    tag: tagPrivacy,
    audience: 'session',
    params: kindParams,
    body: agreed,
    status: 200,
    response: json(consent),
    errors: ['phone_needed', 'consent_text_changed', 'guardian_needed'],
    idempotency: 'natural',
  }),
  withdrawConsent: operation({
    method: 'POST',
    path: '/api/v1/my-consents/:kind/withdrawal',
    summary: '撤回同意，马上生效',
    tag: tagPrivacy,
    audience: 'session',
    params: kindParams,
    status: 200,
    response: json(consent),
    errors: ['wrong_state'],
    idempotency: 'natural',
  }),
  listMyWards: operation({
    method: 'GET',
    path: '/api/v1/my-wards',
    summary: '家里不满十四岁的孩子，和监护人同意的情况',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ text: consentText, items: z.array(ward) })),
    errors: [],
    idempotency: 'natural',
  }),
  giveGuardianConsent: operation({
    method: 'POST',
    path: '/api/v1/my-wards/:residentId/consent',
    summary: '作为监护人，替孩子同意',
    tag: tagPrivacy,
    audience: 'session',
    params: wardParams,
    body: agreed,
    status: 200,
    response: json(ward),
    errors: ['not_found', 'consent_text_changed'],
    idempotency: 'natural',
  }),
  withdrawGuardianConsent: operation({
    method: 'POST',
    path: '/api/v1/my-wards/:residentId/consent/withdrawal',
    summary: '撤回替孩子作的同意，马上生效',
    tag: tagPrivacy,
    audience: 'session',
    params: wardParams,
    status: 200,
    response: json(ward),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
}
