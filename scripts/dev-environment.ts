import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Ports of one running system; 0 lets the system choose, and `connectStandIns` fills in what it chose. */
export interface SystemPorts {
  bff: number
  phone: number
  wechat: number
  pay: number
  sms: number
  voice: number
  hub: number
}

/** Where the stand-ins listen, as the mock process prints it when it is ready. */
export interface StandInUrls {
  phone: string
  wechat: string
  pay: string
  sms: string
  voice: string
  hub: string
}

export interface DevelopmentEnvironment {
  bff: Record<string, string>
  mock: Record<string, string>
}

export const defaultPorts: SystemPorts = { bff: 3000, phone: 3100, wechat: 3101, pay: 3102, sms: 3103, hub: 3104, voice: 3105 }

const anyPort: SystemPorts = { bff: 0, phone: 0, wechat: 0, pay: 0, sms: 0, hub: 0, voice: 0 }
const host = '127.0.0.1'

/** The numbers under which the stand-ins know the product's templates. */
const templateCodes = [
  'refund.subscribe=refund-0000000000000000000000000000000001',
  'receipt.subscribe=receipt-000000000000000000000000000000002',
  'thanks.subscribe=thanks-0000000000000000000000000000000003',
  'progress.subscribe=progress-00000000000000000000000000000004',
  'monthly_gift.subscribe=monthly-000000000000000000000000000000005',
  'team.subscribe=team-000000000000000000000000000000000006',
  'notice.subscribe=notice-0000000000000000000000000000000007',
  'help.subscribe=help-000000000000000000000000000000000008',
  'refund.sms=SMS_475120087',
  'notice.sms=SMS_475120088',
  'desk.sms=SMS_475120091',
  'notice.voice=TTS_475120089',
  'help.sms=SMS_475120090',
  'help.voice=TTS_475120091',
].join(',')

/** What the data hub knows this product by; made up, as its keys are. */
const hub = {
  gatewayAccessKey: 'BCDSGA_minsheng_demo',
  sharingAppKey: 'A330102330102202611000001',
  mgopAccessKey: 'minsheng+330102+demo',
  mgopAppId: '330102',
  zlbAccessKey: 'BCDSGA_minsheng_zlb_demo',
  zlbAppId: '2002330102',
  zzdAppKey: 'minsheng-demo-330102',
  registers: ['population', 'deaths', 'disability', 'allowance', 'enrolment', 'housing']
    .map((name, index) => `${name}=330102000${index + 1}/${name}`)
    .join(','),
}

/** The content of a secret file, made once; written whole or not at all. */
function secretFile(path: string, make: () => string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const content = make()
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, content, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, path)
  return content
}

interface KeyPairFiles {
  privateFile: string
  publicFile: string
}

function keyPair(folder: string, name: string): KeyPairFiles {
  const privateFile = join(folder, `${name}-private.pem`)
  const publicFile = join(folder, `${name}-public.pem`)
  // The public half is written first: once the private half exists, the pair is complete.
  if (!existsSync(privateFile) || !existsSync(publicFile)) {
    const pair = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    for (const [file, content] of [
      [publicFile, pair.publicKey],
      [privateFile, pair.privateKey],
    ] as const) {
      writeFileSync(`${file}.${process.pid}`, content, { mode: 0o600 })
      renameSync(`${file}.${process.pid}`, file)
    }
  }
  return { privateFile, publicFile }
}

/** The BFF's side of the stand-ins' addresses. */
export function standInAddresses(urls: StandInUrls): Record<string, string> {
  return {
    WECHAT_API_BASE: urls.wechat,
    WECHAT_PAY_API_BASE: urls.pay,
    SMS_API_BASE: urls.sms,
    VOICE_API_BASE: urls.voice,
    PHONE_PAGE_URL: urls.phone,
    HUB_GATEWAY_BASE: urls.hub,
    HUB_SHARING_BASE: urls.hub,
    HUB_MGOP_BASE: urls.hub,
    ZLB_BASE: `${urls.hub}/restapi/prod`,
    ZZD_BASE: urls.hub,
    ZZD_SIGN_IN_PAGE: `${urls.hub}/zzd/auth.htm?response_type=code&client_id=minsheng_dingoa&scope=get_user_info&authType=QRCODE`,
  }
}

/** Completes an environment made with port 0 by the addresses the stand-ins have printed. */
export function connectStandIns(environment: DevelopmentEnvironment, urls: StandInUrls): DevelopmentEnvironment {
  return { ...environment, bff: { ...environment.bff, ...standInAddresses(urls) } }
}

/**
 * Environment of the BFF and of the stand-ins for development and tests, with the keys both sides share.
 * Keys lie under `dataDir/keys`, mode 0600, made once and used again. The caller adds `MONGODB_URI`.
 */
export function developmentEnvironment(options: { dataDir: string; ports?: Partial<SystemPorts> | 0 }): DevelopmentEnvironment {
  const ports = options.ports === 0 ? anyPort : { ...defaultPorts, ...options.ports }
  const keys = resolve(options.dataDir, 'keys')
  mkdirSync(join(keys, 'bff'), { recursive: true, mode: 0o700 })
  const merchant = keyPair(keys, 'wechat-pay-merchant')
  const platform = keyPair(keys, 'wechat-pay-platform')
  const hex = (name: string, bytes: number) => secretFile(join(keys, name), () => randomBytes(bytes).toString('hex'))
  const apiV3Key = hex('wechat-pay-api-v3-key', 16)
  const appSecret = hex('wechat-app-secret', 16)
  const smsKeyId = secretFile(join(keys, 'sms-access-key-id'), () => `LTAI5t${randomBytes(9).toString('hex')}`)
  const smsKeySecret = hex('sms-access-key-secret', 15)
  const merchantSerial = secretFile(join(keys, 'wechat-pay-merchant-serial'), () => randomBytes(20).toString('hex').toUpperCase())
  const platformKeyId = secretFile(
    join(keys, 'wechat-pay-public-key-id'),
    () => `PUB_KEY_ID_0${Array.from(randomBytes(31), (byte) => byte % 10).join('')}`,
  )
  const pushToken = hex('wechat-push-token', 12)
  const hubGatewaySecret = hex('hub-gateway-secret-key', 20)
  const zlbSecret = hex('zlb-secret-key', 20)
  const zzdSecret = hex('zzd-app-secret', 20)
  const zlbFieldKey = hex('zlb-field-key', 16)
  const hubAppSecret = hex('hub-sharing-app-secret', 16)
  const appId = 'wx7d3c5a90b1e24f68'
  const merchantId = '1900006511'
  const publicBaseUrl = `http://${host}:${ports.bff}`
  const at = (port: number) => `http://${host}:${port}`

  return {
    bff: {
      NODE_ENV: 'development',
      ROLE: 'all',
      HOST: host,
      PORT: String(ports.bff),
      PUBLIC_BASE_URL: publicBaseUrl,
      MONGODB_DB: 'minsheng',
      KEYS_DIR: join(keys, 'bff'),
      DEMO: '1',
      WECHAT_APP_ID: appId,
      WECHAT_APP_SECRET: appSecret,
      WECHAT_PAY_SP_APPID: appId,
      WECHAT_PAY_SP_MCHID: merchantId,
      WECHAT_PAY_MERCHANT_SERIAL: merchantSerial,
      WECHAT_PAY_MERCHANT_KEY_FILE: merchant.privateFile,
      WECHAT_PAY_PUBLIC_KEY_ID: platformKeyId,
      WECHAT_PAY_PUBLIC_KEY_FILE: platform.publicFile,
      WECHAT_PAY_API_V3_KEY: apiV3Key,
      SMS_ACCESS_KEY_ID: smsKeyId,
      SMS_ACCESS_KEY_SECRET: smsKeySecret,
      SMS_SIGN_NAME: '民生直达上城',
      SMS_TEMPLATE_CODE: 'SMS_475120086',
      MESSAGE_TEMPLATE_CODES: templateCodes,
      WECHAT_PUSH_TOKEN: pushToken,
      HUB_GATEWAY_ACCESS_KEY: hub.gatewayAccessKey,
      HUB_GATEWAY_SECRET_KEY: hubGatewaySecret,
      HUB_SHARING_APP_KEY: hub.sharingAppKey,
      HUB_SHARING_APP_SECRET: hubAppSecret,
      HUB_SHARING_REGISTERS: hub.registers,
      HUB_MGOP_ACCESS_KEY: hub.mgopAccessKey,
      HUB_MGOP_APP_ID: hub.mgopAppId,
      ZLB_ACCESS_KEY: hub.zlbAccessKey,
      ZLB_SECRET_KEY: zlbSecret,
      ZLB_APP_ID: hub.zlbAppId,
      ZLB_FIELD_KEY: zlbFieldKey,
      ZZD_APP_KEY: hub.zzdAppKey,
      ZZD_APP_SECRET: zzdSecret,
      ...standInAddresses({
        phone: at(ports.phone),
        wechat: at(ports.wechat),
        pay: at(ports.pay),
        sms: at(ports.sms),
        voice: at(ports.voice),
        hub: at(ports.hub),
      }),
    },
    mock: {
      MOCK_HOST: host,
      MOCK_PHONE_PORT: String(ports.phone),
      MOCK_WECHAT_PORT: String(ports.wechat),
      MOCK_PAY_PORT: String(ports.pay),
      MOCK_SMS_PORT: String(ports.sms),
      MOCK_VOICE_PORT: String(ports.voice),
      MOCK_APP_ID: appId,
      MOCK_APP_SECRET: appSecret,
      MOCK_SP_MCHID: merchantId,
      MOCK_MERCHANT_SERIAL: merchantSerial,
      MOCK_MERCHANT_PUBLIC_KEY_FILE: merchant.publicFile,
      MOCK_PLATFORM_KEY_ID: platformKeyId,
      MOCK_PLATFORM_PRIVATE_KEY_FILE: platform.privateFile,
      MOCK_API_V3_KEY: apiV3Key,
      MOCK_SUB_MCHIDS: '*',
      MOCK_SMS_ACCESS_KEY_ID: smsKeyId,
      MOCK_SMS_ACCESS_KEY_SECRET: smsKeySecret,
      MOCK_HUB_PORT: String(ports.hub),
      MOCK_HUB_GATEWAY_ACCESS_KEY: hub.gatewayAccessKey,
      MOCK_HUB_GATEWAY_SECRET_KEY: hubGatewaySecret,
      MOCK_HUB_SHARING_APP_KEY: hub.sharingAppKey,
      MOCK_HUB_SHARING_APP_SECRET: hubAppSecret,
      MOCK_HUB_SHARING_REGISTERS: hub.registers,
      MOCK_HUB_MGOP_ACCESS_KEY: hub.mgopAccessKey,
      MOCK_HUB_MGOP_APP_ID: hub.mgopAppId,
      MOCK_ZLB_ACCESS_KEY: hub.zlbAccessKey,
      MOCK_ZLB_SECRET_KEY: zlbSecret,
      MOCK_ZLB_APP_ID: hub.zlbAppId,
      MOCK_ZLB_FIELD_KEY: zlbFieldKey,
      MOCK_ZZD_APP_KEY: hub.zzdAppKey,
      MOCK_ZZD_APP_SECRET: zzdSecret,
    },
  }
}
