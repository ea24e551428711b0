import { createPublicKey, createSign, createVerify } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { connectStandIns, developmentEnvironment } from './dev-environment.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'minsheng-dev-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

it('makes keys once, for their owner alone', () => {
  const first = developmentEnvironment({ dataDir })
  const second = developmentEnvironment({ dataDir })
  expect(second).toEqual(first)
  const files = readdirSync(join(dataDir, 'keys'), { withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(8)
  for (const { name } of files) expect([name, statSync(join(dataDir, 'keys', name)).mode & 0o777]).toEqual([name, 0o600])
})

it('gives both sides keys that fit', () => {
  const { bff, mock } = developmentEnvironment({ dataDir })
  const pairs = [
    [bff.WECHAT_PAY_MERCHANT_KEY_FILE, mock.MOCK_MERCHANT_PUBLIC_KEY_FILE],
    [mock.MOCK_PLATFORM_PRIVATE_KEY_FILE, bff.WECHAT_PAY_PUBLIC_KEY_FILE],
  ]
  for (const [privateFile = '', publicFile = ''] of pairs) {
    const signature = createSign('RSA-SHA256').update('notice').sign(readFileSync(privateFile))
    const publicKey = createPublicKey(readFileSync(publicFile))
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(createVerify('RSA-SHA256').update('notice').verify(publicKey, signature)).toBe(true)
  }
  expect(bff.WECHAT_PAY_API_V3_KEY).toHaveLength(32)
  expect(mock.MOCK_API_V3_KEY).toBe(bff.WECHAT_PAY_API_V3_KEY)
  expect(bff.WECHAT_PAY_PUBLIC_KEY_ID).toMatch(/^PUB_KEY_ID_0\d{31}$/)
  expect(mock.MOCK_PLATFORM_KEY_ID).toBe(bff.WECHAT_PAY_PUBLIC_KEY_ID)
})

it('takes the addresses the stand-ins chose', () => {
  const made = developmentEnvironment({ dataDir, ports: 0 })
  expect(made.mock.MOCK_PAY_PORT).toBe('0')
  const urls = { phone: 'http://a', wechat: 'http://b', pay: 'http://c', sms: 'http://d', hub: 'http://e', voice: 'http://f' }
  expect(connectStandIns(made, urls).bff).toMatchObject({
    WECHAT_API_BASE: 'http://b',
    WECHAT_PAY_API_BASE: 'http://c',
    SMS_API_BASE: 'http://d',
    VOICE_API_BASE: 'http://f',
    PHONE_PAGE_URL: 'http://a',
    HUB_GATEWAY_BASE: 'http://e',
    HUB_SHARING_BASE: 'http://e',
    HUB_MGOP_BASE: 'http://e',
    ZLB_BASE: 'http://e/restapi/prod',
    ZZD_BASE: 'http://e',
  })
})
