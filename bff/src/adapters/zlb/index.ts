import { createDecipheriv } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { idNumberFault, normalIdNumber } from '@minsheng/shared/units/id-number'
import * as z from 'zod'
import { noSso, type ResidentSsoPort, type SsoUser } from '../../ports/sso.ts'
import { createGateway, type GatewayCall } from '../hub/gateway.ts'

/** The components of IRS, as its catalogue numbers them; the same for every application. */
const PATHS = {
  validate: '/IC33000020220228000002/sso/servlet/simpleauth',
  user: '/IC33000020220228000004/sso/servlet/simpleauth',
  token: '/IC33000020220329000007/uc/sso/access_token',
  portalUser: '/IC33000020220329000008/uc/sso/getUserInfo',
} as const
/** A person's ID card, among the kinds of papers an account is opened with. */
const ID_CARD = '1'
const MOBILE = /^1[3-9]\d{9}$/

const text = z.string().nullish()
const code = z.union([z.string(), z.number()]).transform(String)
const validated = z.object({ result: code, token: text })
const user = z.object({ result: code, username: text, mobile: text, idtype: code.nullish(), idnum: text })
const portalToken = z.object({ success: z.boolean(), data: z.object({ accessToken: z.string() }).nullish() })
const portalUser = z.object({
  success: z.boolean(),
  data: z.object({ personInfo: z.object({ userNameEnc: text, phoneEnc: text, idNoEnc: text, idType: code.nullish() }) }).nullish(),
})

const silent = (cause: unknown) =>
  new AppError('upstream_unavailable', { detail: '浙里办暂时没有回应，请过一会儿再试，或用手机号登录', cause, retryAfterSeconds: 5 })

export interface ZlbOptions {
  /** With the gateway's prefix: `https://ibcdsg.zj.gov.cn:8443/restapi/prod`. */
  base: string
  accessKey: string
  secretKey: string
  appId: string
  /** 16 bytes in hex: the key of the fields that WeChat's form hands over sealed. */
  fieldKey: string
}

/** 浙里办's sign-in through the IRS gateway: ticket to token, token to user, once for each form. Without options nobody comes from there. */
export function createZlb(connected: ZlbOptions | null, clock: Clock): ResidentSsoPort {
  if (connected === null) return noSso
  const { appId, fieldKey, ...options } = connected
  const gateway = createGateway({ ...options, clock })

  async function ask<T>(call: Omit<GatewayCall, 'method'>, answer: z.ZodType<T>): Promise<T> {
    const said = await gateway({ method: 'POST', ...call }).catch((error: unknown) => {
      throw silent(error)
    })
    const parsed = answer.safeParse(said)
    // What was read is somebody's name and number: only where it went wrong may be told.
    if (!parsed.success) throw silent(new Error(`zlb ${call.path}: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`))
    return parsed.data
  }

  /** SM4 in ECB with PKCS#7, base64. */
  function opened(sealed: string | null | undefined): string | null {
    if (!sealed) return null
    try {
      const cipher = createDecipheriv('sm4-ecb', Buffer.from(fieldKey, 'hex'), null)
      return Buffer.concat([cipher.update(sealed, 'base64'), cipher.final()]).toString('utf8')
    } catch {
      throw silent(new Error('zlb: a sealed field does not open with ZLB_FIELD_KEY'))
    }
  }

  function person(told: { name: string | null; phone: string | null; idType: string | null; idNumber: string | null }): SsoUser {
    const idNumber = normalIdNumber(told.idNumber ?? '')
    const isCard = (told.idType ?? ID_CARD) === ID_CARD && idNumberFault(idNumber, shanghaiDate(clock.now())) === null
    const phone = told.phone?.trim() ?? ''
    return { name: told.name?.trim() || null, idNumber: isCard ? idNumber : null, phone: MOBILE.test(phone) ? phone : null }
  }

  async function byTicket(st: string): Promise<SsoUser> {
    const { result, token } = await ask({ path: PATHS.validate, form: { method: 'ticketValidation', st, datatype: 'json' } }, validated)
    if (result !== '0' || !token) throw new AppError('sso_ticket_rejected')
    const found = await ask({ path: PATHS.user, form: { method: 'getUserInfo', token, datatype: 'json' } }, user)
    if (found.result !== '0') throw silent(new Error(`zlb getUserInfo: result ${found.result}`))
    return person({
      name: found.username ?? null,
      phone: found.mobile ?? null,
      idType: found.idtype ?? null,
      idNumber: found.idnum ?? null,
    })
  }

  async function byTicketId(ticketId: string): Promise<SsoUser> {
    const { success, data } = await ask({ path: PATHS.token, body: { ticketId, appId } }, portalToken)
    if (!success || !data) throw new AppError('sso_ticket_rejected')
    const found = await ask({ path: PATHS.portalUser, body: { token: data.accessToken, appId } }, portalUser)
    if (!found.success || !found.data) throw silent(new Error('zlb uc/sso/getUserInfo: no success'))
    const { userNameEnc, phoneEnc, idNoEnc, idType } = found.data.personInfo
    return person({ name: opened(userNameEnc), phone: opened(phoneEnc), idType: idType ?? null, idNumber: opened(idNoEnc) })
  }

  return { userOf: ({ kind, value }) => (kind === 'ticket' ? byTicket(value) : byTicketId(value)) }
}
