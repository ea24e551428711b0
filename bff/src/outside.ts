import { readFileSync } from 'node:fs'
import { contracts } from '@minsheng/shared/contracts/index'
import type { Clock } from '@minsheng/shared/units/clock'
import { createHub } from './adapters/hub/index.ts'
import { createSms } from './adapters/sms/index.ts'
import { createVoice } from './adapters/voice/index.ts'
import { createWechat } from './adapters/wechat/index.ts'
import { createWechatBills } from './adapters/wechat-pay/bill-client.ts'
import { createWechatPay } from './adapters/wechat-pay/index.ts'
import type { Config } from './platform/config/index.ts'
import type { KeyRing } from './platform/crypto/keyring.ts'
import { noVoice } from './ports/voice.ts'

/** WeChat Pay and its bills, as the environment names them. */
function createPayments(config: Config, keys: KeyRing, clock: Clock) {
  /** Beside the keys of the environment: while WeChat Pay's are changed, two are valid at once. */
  const furtherKeys = () => ({ platform: keys.payPublicKey, apiV3: keys.payApiV3 })
  const notifyBase = config.WECHAT_PAY_NOTIFY_BASE ?? config.PUBLIC_BASE_URL
  const pay = createWechatPay({
    base: config.WECHAT_PAY_API_BASE,
    notifyUrl: `${notifyBase}${contracts.receivePaymentNotice.path}`,
    refundNotifyUrl: `${notifyBase}${contracts.receiveRefundNotice.path}`,
    spAppid: config.WECHAT_PAY_SP_APPID,
    spMchid: config.WECHAT_PAY_SP_MCHID,
    merchantSerial: config.WECHAT_PAY_MERCHANT_SERIAL,
    merchantKeyPem: readFileSync(config.WECHAT_PAY_MERCHANT_KEY_FILE, 'utf8'),
    platformKeyId: config.WECHAT_PAY_PUBLIC_KEY_ID,
    platformKeyPem: readFileSync(config.WECHAT_PAY_PUBLIC_KEY_FILE, 'utf8'),
    apiV3Key: config.WECHAT_PAY_API_V3_KEY,
    furtherKeys,
    clock,
  })
  const bills = createWechatBills({
    base: config.WECHAT_PAY_API_BASE,
    spMchid: config.WECHAT_PAY_SP_MCHID,
    merchantSerial: config.WECHAT_PAY_MERCHANT_SERIAL,
    merchantKeyPem: readFileSync(config.WECHAT_PAY_MERCHANT_KEY_FILE, 'utf8'),
    platformKeyId: config.WECHAT_PAY_PUBLIC_KEY_ID,
    platformKeyPem: readFileSync(config.WECHAT_PAY_PUBLIC_KEY_FILE, 'utf8'),
    furtherKeys,
  })
  return { pay, bills }
}

/** Everything outside that serves more than one feature, at the addresses the environment names. */
export function createOutside(config: Config, keys: KeyRing, clock: Clock) {
  const wechat = createWechat({
    base: config.WECHAT_API_BASE,
    appId: config.WECHAT_APP_ID,
    appSecret: config.WECHAT_APP_SECRET,
    clock,
    appVersion: config.NODE_ENV === 'production' ? 'release' : 'develop',
  })
  const aliyunKey = { accessKeyId: config.SMS_ACCESS_KEY_ID, accessKeySecret: config.SMS_ACCESS_KEY_SECRET, clock }
  const sms = createSms({
    ...aliyunKey,
    base: config.SMS_API_BASE,
    signName: config.SMS_SIGN_NAME,
    templateCode: config.SMS_TEMPLATE_CODE,
  })
  const voice = config.VOICE_API_BASE ? createVoice({ ...aliyunKey, base: config.VOICE_API_BASE }) : noVoice
  const hub = createHub({
    gateway: { base: config.HUB_GATEWAY_BASE, accessKey: config.HUB_GATEWAY_ACCESS_KEY, secretKey: config.HUB_GATEWAY_SECRET_KEY },
    sharing: { base: config.HUB_SHARING_BASE, appKey: config.HUB_SHARING_APP_KEY, appSecret: config.HUB_SHARING_APP_SECRET },
    mgop: { base: config.HUB_MGOP_BASE, accessKey: config.HUB_MGOP_ACCESS_KEY, appId: config.HUB_MGOP_APP_ID },
    registers: config.HUB_SHARING_REGISTERS,
    clock,
  })
  return { ...createPayments(config, keys, clock), wechat, sms, voice, hub }
}
