import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let directory: string
let environment: Record<string, string>
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'stand-ins-'))
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  writeFileSync(join(directory, 'public.pem'), publicKey)
  writeFileSync(join(directory, 'private.pem'), privateKey)
  environment = {
    MOCK_PHONE_PORT: '0',
    MOCK_WECHAT_PORT: '0',
    MOCK_PAY_PORT: '0',
    MOCK_SMS_PORT: '0',
    MOCK_VOICE_PORT: '0',
    MOCK_HUB_PORT: '0',
    MOCK_APP_ID: 'wx1234567890abcdef',
    MOCK_APP_SECRET: 'secret',
    MOCK_SP_MCHID: '1900000100',
    MOCK_MERCHANT_SERIAL: 'A1',
    MOCK_MERCHANT_PUBLIC_KEY_FILE: join(directory, 'public.pem'),
    MOCK_PLATFORM_KEY_ID: 'PUB_KEY_ID_01',
    MOCK_PLATFORM_PRIVATE_KEY_FILE: join(directory, 'private.pem'),
    MOCK_API_V3_KEY: '0123456789abcdef0123456789abcdef',
    MOCK_SMS_ACCESS_KEY_ID: 'id',
    MOCK_SMS_ACCESS_KEY_SECRET: 'secret',
    MOCK_HUB_GATEWAY_ACCESS_KEY: 'ak',
    MOCK_HUB_GATEWAY_SECRET_KEY: 'secret',
    MOCK_HUB_SHARING_APP_KEY: 'app',
    MOCK_HUB_SHARING_APP_SECRET: 'secret',
    MOCK_HUB_SHARING_REGISTERS: 'population=dir/id',
    MOCK_HUB_MGOP_ACCESS_KEY: 'ak',
    MOCK_HUB_MGOP_APP_ID: '330102',
    MOCK_ZLB_ACCESS_KEY: 'ak',
    MOCK_ZLB_SECRET_KEY: 'secret',
    MOCK_ZLB_APP_ID: '2002000000',
    MOCK_ZLB_FIELD_KEY: '0123456789abcdef0123456789abcdef',
    MOCK_ZZD_APP_KEY: 'minsheng',
    MOCK_ZZD_APP_SECRET: 'secret',
  }
})
afterAll(() => rmSync(directory, { recursive: true }))

const children: ChildProcess[] = []
// A check that failed must not leave anything listening.
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(changes: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { PATH: process.env.PATH, ...environment, ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

test('says where it listens, and leaves at SIGTERM', async () => {
  const child = start()
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { ready, ...urls } = JSON.parse(line.toString('utf8')) as Record<string, unknown>
  expect(ready).toBe(true)
  expect(Object.keys(urls)).toEqual(['phone', 'wechat', 'pay', 'sms', 'voice', 'hub'])
  expect((await fetch(String(urls.phone))).status).toBe(200)
  expect((await fetch(`${urls.wechat}/sns/jscode2session`)).status).toBe(200)
  expect((await fetch(`${urls.pay}/v3/pay`)).status).toBe(401)
  expect((await fetch(String(urls.sms))).status).toBe(400)
  expect((await fetch(`${urls.hub}/restapi/realname/check`, { method: 'POST' })).status).toBe(401)
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
})

test('a wrong environment is named, all of it', async () => {
  const child = start({ MOCK_API_V3_KEY: 'short', MOCK_SUB_MCHIDS: 'abc', MOCK_APP_ID: '' })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  expect((await once(child, 'close'))[0]).toBe(1)
  for (const name of ['MOCK_API_V3_KEY', 'MOCK_SUB_MCHIDS', 'MOCK_APP_ID']) expect(said).toContain(name)
})
