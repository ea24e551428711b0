import { createCipheriv, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createWechatPay } from './index.ts'

const now = new Date('2026-06-15T04:00:00Z')
const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
const [first, second, merchant] = [pair(), pair(), pair()]
const [apiV3, nextApiV3] = ['a'.repeat(32), 'b'.repeat(32)]

function notice(keyId: string, privateKey: string, secret: string) {
  const nonce = 'abcdefghijkl'
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from('transaction'))
  const plain = {
    sp_mchid: '1900000001',
    sub_mchid: '1900000002',
    sp_appid: 'wx1',
    out_trade_no: 'GY1',
    transaction_id: '42',
    trade_state: 'SUCCESS',
    success_time: '2026-06-15T12:00:00+08:00',
    amount: { total: 100, payer_total: 100, currency: 'CNY' },
  }
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(plain)), cipher.final(), cipher.getAuthTag()]).toString('base64')
  const resource = { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: 'transaction', nonce }
  const body = Buffer.from(JSON.stringify({ id: 'n1', event_type: 'TRANSACTION.SUCCESS', resource_type: 'encrypt-resource', resource }))
  const timestamp = String(now.getTime() / 1000)
  const headerNonce = randomBytes(8).toString('hex')
  const signature = sign('RSA-SHA256', Buffer.concat([Buffer.from(`${timestamp}\n${headerNonce}\n`), body, Buffer.from('\n')]), privateKey)
  return { body, timestamp, nonce: headerNonce, signature: signature.toString('base64'), serial: keyId }
}

describe('while WeChat Pay changes its keys', () => {
  let platform: { kid: string; pem: string }[] = []
  let secrets: { secret: string }[] = []
  const pay = createWechatPay({
    base: 'http://127.0.0.1:1',
    notifyUrl: '',
    refundNotifyUrl: '',
    spAppid: 'wx1',
    spMchid: '1900000001',
    merchantSerial: 'AB',
    merchantKeyPem: merchant.privateKey,
    platformKeyId: 'PUB_KEY_ID_1',
    platformKeyPem: first.publicKey,
    apiV3Key: apiV3,
    furtherKeys: () => ({ platform, apiV3: secrets }),
    clock: { now: () => now },
  })
  const old = () => pay.readNotice(notice('PUB_KEY_ID_1', first.privateKey, apiV3), now)
  const next = () => pay.readNotice(notice('PUB_KEY_ID_2', second.privateKey, nextApiV3), now)

  test('notices under the old keys and the new ones are read, as soon as both are known and no sooner', () => {
    expect(old()).toMatchObject({ ok: true, facts: { outTradeNo: 'GY1', amountFen: 100 } })
    expect(next()).toEqual({ ok: false, fault: 'unknown_serial' })
    platform = [{ kid: 'PUB_KEY_ID_2', pem: second.publicKey }]
    expect(next()).toEqual({ ok: false, fault: 'decryption' })
    secrets = [{ secret: nextApiV3 }]
    expect(next()).toMatchObject({ ok: true, facts: { outTradeNo: 'GY1' } })
    expect(old()).toMatchObject({ ok: true })
    platform = []
    expect(next()).toEqual({ ok: false, fault: 'unknown_serial' })
  })

  test('a key vouches for what it signed alone', () => {
    platform = [{ kid: 'PUB_KEY_ID_2', pem: second.publicKey }]
    expect(pay.readNotice(notice('PUB_KEY_ID_1', second.privateKey, apiV3), now)).toEqual({ ok: false, fault: 'signature' })
  })
})
