import { randomBytes } from 'node:crypto'
import { callbackApi, text, WxFailure } from './call.ts'
import type { WxHost } from './host.ts'

type CashierAnswer = { result?: unknown; errMsg?: unknown; message?: unknown }

async function payAtCashier(host: WxHost, options: Record<string, unknown>): Promise<void> {
  const order: Record<string, string> = {}
  for (const name of ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign']) {
    const value = text(options, name)
    // WeChat fills in the appId itself; every other field is the merchant's.
    if (!value && name !== 'appId') throw new WxFailure(`parameter error: parameter.${name} should be String instead of Undefined;`)
    if (value) order[name] = value
  }
  if (!host.options.payBase) throw new WxFailure('no cashier is connected to this phone')
  const answer = await fetch(new URL('/cashier/jsapi', host.options.payBase), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...order, action: host.phone.payment }),
  })
  const body = (await answer.json().catch(() => ({}))) as CashierAnswer
  const errMsg = typeof body.errMsg === 'string' ? body.errMsg : ''
  if (answer.ok && errMsg === 'requestPayment:ok') return
  throw new WxFailure(errMsg || `${answer.status} ${typeof body.message === 'string' ? body.message : ''}`)
}

/** Login, payment, scanning, privacy and subscriptions: what WeChat does for the person. */
export function accountApi(host: WxHost): Record<string, unknown> {
  const { realm, phone, screen } = host
  const api = (name: string, run: (options: Record<string, unknown>) => unknown) => callbackApi(realm, name, run)
  return {
    login: api('login', () => ({ code: `${phone.loginLabel}:${randomBytes(8).toString('hex')}` })),
    checkSession: api('checkSession', () => undefined),
    requestPayment: api('requestPayment', async (options) => {
      try {
        await payAtCashier(host, options)
        screen.payments.push('paid')
      } catch (reason) {
        screen.payments.push(reason instanceof WxFailure && /cancel$/.test(reason.message) ? 'cancelled' : 'failed')
        throw reason
      }
    }),
    scanCode: api('scanCode', () => {
      if (phone.scanResult === null) throw new WxFailure('cancel')
      return {
        result: phone.scanResult,
        scanType: 'QR_CODE',
        charSet: 'utf-8',
        path: '',
        rawData: Buffer.from(phone.scanResult).toString('base64'),
      }
    }),
    getSetting: api('getSetting', () => ({ authSetting: {}, subscriptionsSetting: { mainSwitch: true } })),
    openSetting: api('openSetting', () => ({ authSetting: {} })),
    authorize: api('authorize', () => undefined),
    getPrivacySetting: api('getPrivacySetting', () => ({ needAuthorization: false, privacyContractName: '《用户隐私保护指引》' })),
    requirePrivacyAuthorize: api('requirePrivacyAuthorize', () => undefined),
    openPrivacyContract: api('openPrivacyContract', () => undefined),
    requestSubscribeMessage: api('requestSubscribeMessage', (options) => {
      const templates = Array.isArray(options.tmplIds) ? (options.tmplIds as unknown[]).map(String) : []
      if (templates.length === 0 || templates.length > 3) throw new WxFailure('TmplIds must be 1 to 3')
      return Object.fromEntries(templates.map((template) => [template, 'accept']))
    }),
    getUpdateManager: () => ({
      onCheckForUpdate: () => undefined,
      onUpdateReady: () => undefined,
      onUpdateFailed: () => undefined,
      applyUpdate: () => undefined,
    }),
    getLogManager: () => ({ debug: () => undefined, info: () => undefined, log: () => undefined, warn: () => undefined }),
    getRealtimeLogManager: () => ({
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
      setFilterMsg: () => undefined,
      addFilterMsg: () => undefined,
    }),
    reportEvent: () => undefined,
    exitMiniProgram: api('exitMiniProgram', () => undefined),
  }
}
