import { createCipheriv, createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** WeChat and WeChat Pay at their cheapest, so that the bench measures us and not a stand-in. */
export interface Outside {
  url: string
  /** A notice of payment as WeChat Pay would sign it. */
  notice(payment: { outTradeNo: string; amountFen: number; subMchid: string }): { body: string; headers: Record<string, string> }
  close(): Promise<void>
}

const prepayAnswer = JSON.stringify({ prepay_id: 'wx24120000000000bench0000000000000000' })

export async function startOutside(mock: Record<string, string>): Promise<Outside> {
  const key: KeyObject = createPrivateKey(readFileSync(mock.MOCK_PLATFORM_PRIVATE_KEY_FILE ?? '', 'utf8'))
  const serial = mock.MOCK_PLATFORM_KEY_ID ?? ''

  function signedHeaders(body: string): Record<string, string> {
    const timestamp = Math.floor(Date.now() / 1000).toString()
    const nonce = randomBytes(16).toString('hex')
    const signature = sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key).toString('base64')
    return {
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Signature': signature,
      'Wechatpay-Serial': serial,
      'Content-Type': 'application/json',
    }
  }
  // Every order gets the same answer, so one signature serves a second's worth of them.
  let second = ''
  let prepayHeaders: Record<string, string> = {}
  const server = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      if (request.url?.startsWith('/sns/jscode2session')) {
        const code = new URL(request.url, 'http://x').searchParams.get('js_code') ?? ''
        response.setHeader('Content-Type', 'application/json')
        response.end(JSON.stringify({ openid: `openid_${code.replaceAll(/[^A-Za-z0-9]/g, '_')}`, session_key: 'bench' }))
        return
      }
      const now = Math.floor(Date.now() / 1000).toString()
      if (now !== second) {
        second = now
        prepayHeaders = signedHeaders(prepayAnswer)
      }
      response.writeHead(200, prepayHeaders).end(prepayAnswer)
    })
  })
  // A connection kept by one contender must outlive the rounds of the others.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let sequence = 0
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    notice({ outTradeNo, amountFen, subMchid }) {
      sequence += 1
      const plain = JSON.stringify({
        sp_mchid: mock.MOCK_SP_MCHID,
        sub_mchid: subMchid,
        sp_appid: mock.MOCK_APP_ID,
        out_trade_no: outTradeNo,
        transaction_id: `42000${Date.now()}${sequence.toString().padStart(8, '0')}`,
        trade_type: 'JSAPI',
        trade_state: 'SUCCESS',
        success_time: new Date().toISOString(),
        amount: { total: amountFen, payer_total: amountFen, currency: 'CNY', payer_currency: 'CNY' },
      })
      const nonce = randomBytes(6).toString('hex')
      const cipher = createCipheriv('aes-256-gcm', Buffer.from(mock.MOCK_API_V3_KEY ?? ''), Buffer.from(nonce))
      cipher.setAAD(Buffer.from('transaction'))
      const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
      const body = JSON.stringify({
        id: `bench-${sequence.toString().padStart(10, '0')}-${randomBytes(6).toString('hex')}`,
        create_time: new Date().toISOString(),
        resource_type: 'encrypt-resource',
        event_type: 'TRANSACTION.SUCCESS',
        summary: '支付成功',
        resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: 'transaction', nonce },
      })
      return { body, headers: signedHeaders(body) }
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
