import { readFileSync } from 'node:fs'
import { contracts } from '@minsheng/shared/contracts/index'
import type { Clock } from '@minsheng/shared/units/clock'
import { createWechatBills } from './adapters/wechat-pay/bill-client.ts'
import { createWechatPay } from './adapters/wechat-pay/index.ts'
import type { Config } from './platform/config/index.ts'
import type { KeyRing } from './platform/crypto/keyring.ts'

/** WeChat Pay and its bills, as the environment names them. */
export function createPayments(config: Config, keys: KeyRing, clock: Clock) {
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
