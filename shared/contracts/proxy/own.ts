import * as z from 'zod'
import { proxyScope } from '../acting.ts'
import { phoneNumber } from '../identity.ts'
import { calendarDate, id, json, operation, page, pageQuery } from '../operation.ts'
import { personName, proxy, proxyCode, proxyDeed, proxyRelation, scopesChosen, tagProxy, textVersion } from './terms.ts'

const proxyParams = z.strictObject({ proxyId: id })

export const proxyCatalogue = z.strictObject({
  /** What can be authorised today; further matters come with their features. */
  scopes: z.array(z.strictObject({ scope: proxyScope, title: z.string(), detail: z.string(), deeds: z.array(z.string()) })),
  /** Never to be done by another, whatever is authorised. */
  never: z.array(z.string()),
  mostGiven: z.number().int(),
  longestDays: z.number().int(),
  invitedDays: z.number().int(),
  text: z.strictObject({ version: textVersion, elder: z.array(z.string()), proxy: z.array(z.string()) }),
})
export type ProxyCatalogue = z.output<typeof proxyCatalogue>

export const ownProxyContract = {
  getProxyCatalogue: operation({
    method: 'GET',
    path: '/api/v1/proxy-catalogue',
    summary: '能托付给别人办的事、限制和授权说明',
    tag: tagProxy,
    audience: 'public',
    status: 200,
    response: json(proxyCatalogue),
    errors: [],
    idempotency: 'natural',
  }),
  inviteProxy: operation({
    method: 'POST',
    path: '/api/v1/proxies',
    summary: '请一位亲友代办：写明哪些事、到哪天；按手机号邀请，或给一个代办码',
    tag: tagProxy,
    audience: 'session',
    body: json(
      z.strictObject({
        elderName: personName,
        proxyName: personName,
        relation: proxyRelation,
        /** Null: whoever is given the code may accept. */
        phone: phoneNumber.nullable(),
        scopes: scopesChosen,
        until: calendarDate,
        textVersion,
      }),
    ),
    status: 201,
    // Nothing personal: answers under a key are kept as they were sent.
    response: json(z.strictObject({ id })),
    errors: ['phone_needed', 'proxy_text_changed', 'too_many_proxies', 'already_exists', 'too_many_requests'],
    idempotency: 'key',
  }),
  listMyProxies: operation({
    method: 'GET',
    path: '/api/v1/proxies',
    summary: '谁能替我办事，我能替谁办事，等我答复的邀请',
    tag: tagProxy,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ items: z.array(proxy) })),
    errors: [],
    idempotency: 'natural',
  }),
  getMyProxy: operation({
    method: 'GET',
    path: '/api/v1/proxies/:proxyId',
    summary: '一份代办授权',
    tag: tagProxy,
    audience: 'session',
    params: proxyParams,
    status: 200,
    response: json(proxy),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  findProxyInvitation: operation({
    method: 'POST',
    path: '/api/v1/proxy-invitation-searches',
    summary: '用代办码找到邀请（先登录）',
    tag: tagProxy,
    audience: 'session',
    body: json(z.strictObject({ code: proxyCode })),
    status: 200,
    response: json(proxy),
    errors: ['phone_needed', 'proxy_code_wrong', 'too_many_requests'],
    idempotency: 'natural',
  }),
  acceptProxy: operation({
    method: 'POST',
    path: '/api/v1/proxies/:proxyId/acceptance',
    summary: '接受邀请，替人代办',
    tag: tagProxy,
    audience: 'session',
    params: proxyParams,
    body: json(z.strictObject({ /** For an invitation by code. */ code: proxyCode.optional(), textVersion })),
    status: 200,
    response: json(proxy),
    errors: ['phone_needed', 'proxy_text_changed', 'proxy_code_wrong', 'too_many_proxies', 'wrong_state', 'not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  declineProxy: operation({
    method: 'POST',
    path: '/api/v1/proxies/:proxyId/refusal',
    summary: '不接受邀请',
    tag: tagProxy,
    audience: 'session',
    params: proxyParams,
    body: json(z.strictObject({ code: proxyCode.optional() })),
    status: 200,
    response: json(proxy),
    errors: ['wrong_state', 'not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  withdrawProxy: operation({
    method: 'POST',
    path: '/api/v1/proxies/:proxyId/withdrawal',
    summary: '结束代办：本人收回，或代办人不再办；马上生效',
    tag: tagProxy,
    audience: 'session',
    params: proxyParams,
    status: 200,
    response: json(proxy),
    errors: ['wrong_state', 'not_found'],
    idempotency: 'natural',
  }),
  listProxyDeeds: operation({
    method: 'GET',
    path: '/api/v1/proxy-deeds',
    summary: '以我的名义办过的事，和我替别人办过的事，新的在前',
    tag: tagProxy,
    audience: 'session',
    query: z.strictObject({ ...pageQuery, side: z.enum(['given', 'received']).default('given'), proxyId: id.optional() }),
    status: 200,
    response: json(page(proxyDeed)),
    errors: [],
    idempotency: 'natural',
  }),
}
