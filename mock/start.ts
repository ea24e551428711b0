import { join } from 'node:path'
import type { StandInEnvironment } from './environment.ts'
import { createHub } from './hub/server.ts'
import { createPay } from './pay/server.ts'
import { createPhone } from './phone/server.ts'
import { demoSubMerchants } from './seed/charities.ts'
import { listen } from './server/listen.ts'
import { createInbox } from './sms/messages.ts'
import { createSms } from './sms/server.ts'
import { createVoice } from './voice/server.ts'
import { createWechat } from './wechat/server.ts'

export interface StandIns {
  phone: string
  wechat: string
  pay: string
  sms: string
  voice: string
  hub: string
  stop(): Promise<void>
}

/** Starts every stand-in; resolves when all of them listen. */
export async function startStandIns(environment: StandInEnvironment): Promise<StandIns> {
  const dataDir = environment.MOCK_DATA_DIR && join(environment.MOCK_DATA_DIR, 'stand-ins')
  const inbox = createInbox(dataDir)
  let cashierUrl = environment.MOCK_PAY_PUBLIC_URL?.replace(/\/$/, '') ?? ''
  const { any, names } = environment.MOCK_SUB_MCHIDS
  const pay = createPay({
    merchant: {
      spAppId: environment.MOCK_APP_ID,
      spMchid: environment.MOCK_SP_MCHID,
      serial: environment.MOCK_MERCHANT_SERIAL,
      publicKey: environment.MOCK_MERCHANT_PUBLIC_KEY_FILE,
    },
    platformKey: { id: environment.MOCK_PLATFORM_KEY_ID, privateKey: environment.MOCK_PLATFORM_PRIVATE_KEY_FILE },
    apiV3Key: environment.MOCK_API_V3_KEY,
    // The seed's charities are known by name wherever any merchant is.
    subMerchants: { any, names: any ? new Map([...demoSubMerchants(), ...names]) : names },
    retryScale: environment.MOCK_RETRY_SCALE,
    dataDir,
    cashierUrl: () => cashierUrl,
  })
  const wechat = createWechat({
    app: { appId: environment.MOCK_APP_ID, appSecret: environment.MOCK_APP_SECRET },
    publishedPages: environment.MOCK_WEAPP_PAGES?.split(',').map((page) => page.trim()),
  })
  const sms = createSms({
    accessKey: { id: environment.MOCK_SMS_ACCESS_KEY_ID, secret: environment.MOCK_SMS_ACCESS_KEY_SECRET },
    inbox,
    limits: environment.MOCK_SMS_LIMITS,
  })
  const voice = createVoice({
    accessKey: { id: environment.MOCK_SMS_ACCESS_KEY_ID, secret: environment.MOCK_SMS_ACCESS_KEY_SECRET },
    dataDir,
  })
  const phone = createPhone({ inbox, pay, calls: voice.calls, subscribeMessages: wechat.subscribeMessages })
  const hub = createHub({
    gateway: { accessKey: environment.MOCK_HUB_GATEWAY_ACCESS_KEY, secretKey: environment.MOCK_HUB_GATEWAY_SECRET_KEY },
    sharing: {
      appKey: environment.MOCK_HUB_SHARING_APP_KEY,
      appSecret: environment.MOCK_HUB_SHARING_APP_SECRET,
      registers: environment.MOCK_HUB_SHARING_REGISTERS,
    },
    mgop: { accessKey: environment.MOCK_HUB_MGOP_ACCESS_KEY, appId: environment.MOCK_HUB_MGOP_APP_ID },
    zlb: {
      accessKey: environment.MOCK_ZLB_ACCESS_KEY,
      secretKey: environment.MOCK_ZLB_SECRET_KEY,
      appId: environment.MOCK_ZLB_APP_ID,
      fieldKey: environment.MOCK_ZLB_FIELD_KEY,
    },
    zzd: { appKey: environment.MOCK_ZZD_APP_KEY, appSecret: environment.MOCK_ZZD_APP_SECRET },
  })

  const host = environment.MOCK_HOST
  const servers = await Promise.all([
    listen(phone.callback(), host, environment.MOCK_PHONE_PORT),
    listen(wechat.koa.callback(), host, environment.MOCK_WECHAT_PORT),
    listen(pay.koa.callback(), host, environment.MOCK_PAY_PORT),
    listen(sms.callback(), host, environment.MOCK_SMS_PORT),
    listen(voice.koa.callback(), host, environment.MOCK_VOICE_PORT),
    listen(hub.callback(), host, environment.MOCK_HUB_PORT),
  ] as const)
  const [phoneUrl, wechatUrl, payUrl, smsUrl, voiceUrl, hubUrl] = servers.map((server) => server.url) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if (cashierUrl === '') cashierUrl = payUrl

  return {
    phone: phoneUrl,
    wechat: wechatUrl,
    pay: payUrl,
    sms: smsUrl,
    voice: voiceUrl,
    hub: hubUrl,
    async stop() {
      pay.delivery.stop()
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}
