import { describe, expect, test } from 'vitest'
import { plainEnvironment } from '../../../testing/http-server.ts'
import { ConfigError, parseConfig, zlbOf, zzdOf } from './index.ts'

const production: Record<string, string> = {
  ...plainEnvironment,
  NODE_ENV: 'production',
  PUBLIC_BASE_URL: 'https://minsheng.example.gov.cn',
  KEYRING_FILE: '/run/keys/keyring.json',
  METRICS_TOKEN: 'metrics-token-0123456789',
  AUDIT_ANCHOR_FILE: '/mnt/anchors/audit.jsonl',
  TRUSTED_PROXIES: '1',
  WECHAT_API_BASE: 'https://api.weixin.qq.com',
  WECHAT_PAY_API_BASE: 'https://api.mch.weixin.qq.com',
  SMS_API_BASE: 'https://dysmsapi.aliyuncs.com',
  HUB_GATEWAY_BASE: 'https://gateway.example.gov.cn',
  HUB_SHARING_BASE: 'https://sharing.example.gov.cn',
  HUB_MGOP_BASE: 'https://mapi.zjzwfw.gov.cn',
  ZLB_BASE: 'https://ibcdsg.zj.gov.cn:8443/restapi/prod',
  ZLB_ACCESS_KEY: 'BCDSGA_example',
  ZLB_SECRET_KEY: 'z'.repeat(32),
  ZLB_APP_ID: '2002000000',
  ZLB_FIELD_KEY: '0'.repeat(32),
  ZZD_BASE: 'https://openplatform.dg-work.cn',
  ZZD_APP_KEY: 'minsheng-example',
  ZZD_APP_SECRET: 'd'.repeat(32),
  ZZD_SIGN_IN_PAGE: 'https://login.dg-work.cn/oauth2/auth.htm?response_type=code&client_id=example_dingoa',
}

function refusal(environment: Record<string, string | undefined>): string {
  try {
    parseConfig(environment)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  throw new Error('the configuration was taken')
}

describe('signing in by 浙里办', () => {
  const none = {
    ZLB_BASE: undefined,
    ZLB_ACCESS_KEY: undefined,
    ZLB_SECRET_KEY: undefined,
    ZLB_APP_ID: undefined,
    ZLB_FIELD_KEY: undefined,
  }

  test('is there with all it needs, and not there without any of it', () => {
    expect(zlbOf(parseConfig(production))).toEqual({
      base: 'https://ibcdsg.zj.gov.cn:8443/restapi/prod',
      accessKey: 'BCDSGA_example',
      secretKey: 'z'.repeat(32),
      appId: '2002000000',
      fieldKey: '0'.repeat(32),
    })
    expect(zlbOf(parseConfig({ ...production, ...none }))).toBeNull()
  })

  test('names what is missing when something is', () => {
    const message = refusal({ ...production, ZLB_APP_ID: undefined, ZLB_FIELD_KEY: undefined })
    expect(message).toContain('ZLB_APP_ID')
    expect(message).toContain('ZLB_FIELD_KEY')
    expect(message).not.toContain('ZLB_BASE')
    expect(refusal({ ...production, ZLB_FIELD_KEY: 'short' })).toContain('ZLB_FIELD_KEY')
    expect(refusal({ ...production, ZZD_APP_KEY: undefined })).toContain('ZZD_APP_KEY')
  })

  test('for staff by 浙政钉 likewise', () => {
    expect(zzdOf(parseConfig(production))).toMatchObject({ base: 'https://openplatform.dg-work.cn', appKey: 'minsheng-example' })
    const without = { ZZD_BASE: undefined, ZZD_APP_KEY: undefined, ZZD_APP_SECRET: undefined, ZZD_SIGN_IN_PAGE: undefined }
    expect(zzdOf(parseConfig({ ...production, ...without }))).toBeNull()
  })
})

describe('production', () => {
  test('a complete environment is taken', () => {
    expect(parseConfig(production)).toMatchObject({ NODE_ENV: 'production', DEMO: false, TRUSTED_PROXIES: 1 })
  })

  test.each([
    ['DEMO', '1'],
    ['PHONE_PAGE_URL', 'https://phone.example.com'],
    ['KEYRING_FILE', undefined],
    ['KEYS_DIR', '/var/keys'],
    ['METRICS_TOKEN', undefined],
    ['AUDIT_ANCHOR_FILE', undefined],
    ['PUBLIC_BASE_URL', 'http://minsheng.example.gov.cn'],
    ['PUBLIC_BASE_URL', undefined],
    ['TRUSTED_PROXIES', '0'],
    ['TRUSTED_PROXIES', undefined],
    ['WECHAT_API_BASE', 'http://127.0.0.1:3101'],
    ['WECHAT_API_BASE', 'https://localhost:3101'],
    ['WECHAT_API_BASE', 'https://[::1]:3101'],
    ['WECHAT_API_BASE', 'http://api.weixin.qq.com'],
    ['WECHAT_PAY_API_BASE', 'http://127.0.0.1:3102'],
    ['SMS_API_BASE', 'https://127.8.8.8'],
    ['HUB_GATEWAY_BASE', 'http://gateway.example.gov.cn'],
    ['HUB_SHARING_BASE', 'https://127.0.0.1:3104'],
    ['HUB_MGOP_BASE', 'https://localhost:3104'],
    ['ZLB_BASE', 'http://127.0.0.1:3104/restapi/prod'],
    ['ZZD_BASE', 'http://127.0.0.1:3104'],
    ['ZZD_SIGN_IN_PAGE', 'http://127.0.0.1:3104/zzd/auth.htm'],
  ])('is refused for %s=%s, by name', (name, value) => {
    const message = refusal({ ...production, [name]: value })
    expect(message).toContain('Refusing to start in production')
    expect(message.split('\n').slice(1)).toHaveLength(1)
    expect(message).toContain(name)
  })

  test('all refusals come at once', () => {
    const message = refusal({ ...production, DEMO: '1', METRICS_TOKEN: undefined, SMS_API_BASE: 'http://127.0.0.1:3103' })
    for (const name of ['DEMO', 'METRICS_TOKEN', 'SMS_API_BASE']) expect(message).toContain(name)
  })

  test('development may do all of it', () => {
    expect(parseConfig({ ...plainEnvironment, DEMO: '1', KEYS_DIR: '.data/keys' }).DEMO).toBe(true)
  })
})

describe('a malformed environment', () => {
  const malformed: Record<string, string> = {
    NODE_ENV: 'staging',
    ROLE: 'boss',
    PORT: '70000',
    PUBLIC_BASE_URL: 'minsheng.example.gov.cn',
    MONGODB_URI: 'postgres://db',
    LOG_LEVEL: 'loud',
    DEMO: 'yes',
    PHONE_PAGE_URL: 'ftp://phone',
    METRICS_TOKEN: 'short',
    TRUSTED_PROXIES: '-1',
    RATE_LIMIT_PER_MINUTE: '0',
    WECHAT_API_BASE: 'api.weixin.qq.com',
    WECHAT_APP_ID: 'ab',
    WECHAT_APP_SECRET: 'short',
    WECHAT_PAY_API_BASE: '//pay',
    WECHAT_PAY_SP_APPID: 'gh_0123456789',
    WECHAT_PAY_SP_MCHID: 'abc',
    WECHAT_PAY_MERCHANT_SERIAL: 'not hex!',
    WECHAT_PAY_PUBLIC_KEY_ID: 'KEY_1',
    WECHAT_PAY_API_V3_KEY: 'k'.repeat(31),
    WECHAT_PAY_NOTIFY_BASE: 'nowhere',
    SMS_API_BASE: 'sms',
    HUB_GATEWAY_SECRET_KEY: 'short',
    HUB_SHARING_REGISTERS: 'population',
    HUB_MGOP_APP_ID: 'a b',
  }

  test.each(Object.entries(malformed))('%s=%s is named, and its value is not repeated', (name, value) => {
    const message = refusal({ ...plainEnvironment, [name]: value })
    const lines = message.split('\n').slice(1)
    expect(lines).toHaveLength(1)
    expect(lines[0]?.trim().startsWith(`${name}: `)).toBe(true)
    if (/SECRET|KEY$|TOKEN|URI/.test(name)) expect(message).not.toContain(value)
  })

  test('every missing variable is named at once, an empty one counts as missing', () => {
    const required = Object.keys(plainEnvironment).filter((name) => name !== 'NODE_ENV' && name !== 'LOG_LEVEL')
    const named = (message: string) =>
      message
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(':')[0])
        .sort()
    expect(named(refusal({}))).toEqual([...required].sort())
    expect(named(refusal(Object.fromEntries(required.map((name) => [name, '']))))).toEqual([...required].sort())
  })

  test('a base address loses its last slash, so that paths can be put behind it', () => {
    expect(parseConfig({ ...plainEnvironment, PUBLIC_BASE_URL: 'http://127.0.0.1:3000/' }).PUBLIC_BASE_URL).toBe('http://127.0.0.1:3000')
  })
})
