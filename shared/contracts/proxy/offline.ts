import * as z from 'zod'
import { proxyScope } from '../acting.ts'
import { phoneNumber } from '../identity.ts'
import { calendarDate, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { note, personName, proxyRelation, proxyState, scopesChosen, tagProxy, textVersion } from './terms.ts'

export const consentPhotoLimits = { contentTypes: ['image/jpeg', 'image/png'], maxBytes: 8 * 1024 * 1024 } as const

/** How someone who can't use a phone made their will known. */
export const consentWay = z.enum(['signed', 'fingerprint', 'spoken'])
export type ConsentWay = z.output<typeof consentWay>

/** An authorisation written down by a worker, as the desk sees it. */
export const offlineConsent = z.strictObject({
  id,
  residentId: id,
  elderNameMasked: z.string(),
  proxyNameMasked: z.string(),
  proxyPhoneMasked: z.string().nullable(),
  relation: proxyRelation,
  scopes: z.array(proxyScope),
  until: calendarDate,
  state: proxyState,
  way: consentWay,
  note: z.string().nullable(),
  photoId: id,
  textVersion: z.string(),
  recordedAt: instant,
  recordedByName: z.string(),
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  /** Why it was not confirmed. */
  reason: z.string().nullable(),
  rev: z.number().int(),
  /** A second person confirms; never the one who wrote it down. */
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type OfflineConsent = z.output<typeof offlineConsent>

const consentParams = z.strictObject({ consentId: id })
const rev = z.number().int().min(0)

export const offlineProxyContract = {
  listOfflineConsents: operation({
    method: 'GET',
    path: '/api/v1/admin/offline-consents',
    summary: '上门登记的代办授权，在我负责的地方',
    tag: tagProxy,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, state: proxyState.optional() }),
    status: 200,
    response: json(page(offlineConsent)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  uploadConsentPhoto: operation({
    method: 'POST',
    path: '/api/v1/admin/consent-photos',
    summary: '上传签字或说明同意时的照片，加密保存',
    tag: tagProxy,
    audience: 'staff',
    body: raw(consentPhotoLimits.contentTypes, consentPhotoLimits.maxBytes),
    status: 201,
    response: json(z.strictObject({ id })),
    errors: ['forbidden', 'unsupported_media_type', 'body_too_large'],
    idempotency: 'key',
  }),
  getConsentPhoto: operation({
    method: 'GET',
    path: '/api/v1/admin/offline-consents/:consentId/photo',
    summary: '查看同意时的照片：会留下记录',
    tag: tagProxy,
    audience: 'staff',
    params: consentParams,
    status: 200,
    response: { kind: 'file', contentType: 'image/jpeg' },
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  recordOfflineConsent: operation({
    method: 'POST',
    path: '/api/v1/admin/offline-consents',
    summary: '替没有手机的居民登记代办授权，由第二个人核实',
    tag: tagProxy,
    audience: 'staff',
    body: json(
      z.strictObject({
        residentId: id,
        proxyName: personName,
        phone: phoneNumber,
        relation: proxyRelation,
        scopes: scopesChosen,
        until: calendarDate,
        way: consentWay,
        note: note.nullable(),
        photoId: id,
        textVersion,
      }),
    ),
    status: 201,
    // Nothing personal: answers under a key are kept as they were sent.
    response: json(z.strictObject({ id })),
    errors: ['forbidden', 'proxy_text_changed', 'too_many_proxies', 'already_exists'],
    idempotency: 'key',
  }),
  decideOfflineConsent: operation({
    method: 'POST',
    path: '/api/v1/admin/offline-consents/:consentId/decision',
    summary: '第二个人核实：确认后邀请代办人，或写明理由退回',
    tag: tagProxy,
    audience: 'staff',
    params: consentParams,
    body: json(
      z.discriminatedUnion('decision', [
        z.strictObject({ decision: z.literal('confirm'), rev }),
        z.strictObject({ decision: z.literal('refuse'), rev, reason: note.min(2, '请写明理由') }),
      ]),
    ),
    status: 200,
    response: json(offlineConsent),
    errors: ['not_found', 'forbidden', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  withdrawOfflineConsent: operation({
    method: 'POST',
    path: '/api/v1/admin/offline-consents/:consentId/withdrawal',
    summary: '本人当面或电话收回授权，由工作人员记下，马上生效',
    tag: tagProxy,
    audience: 'staff',
    params: consentParams,
    body: json(z.strictObject({ reason: note.min(2, '请写明本人怎么说的') })),
    status: 200,
    response: json(offlineConsent),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
}
