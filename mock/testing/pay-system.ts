import type { IncomingHttpHeaders } from 'node:http'
import { unseal } from '../pay/aead.ts'
import { createPay, type Pay, type PayOptions } from '../pay/server.ts'
import { answerBytes, verifyText } from '../pay/signature.ts'
import { readBody } from '../server/body.ts'
import { listen } from '../server/listen.ts'
import { agreed, type CallChanges, callPay, type Reply } from './merchant.ts'

export interface ReceivedNotice {
  headers: IncomingHttpHeaders
  body: Buffer
  at: number
}

export interface PaySystem {
  pay: Pay
  url: string
  notifyUrl: string
  received: ReceivedNotice[]
  /** What the merchant's notice address answers; changed by tests. */
  answerWith: { status: number; delayMs: number }
  call(method: string, url: string, body?: unknown, changes?: CallChanges): Promise<Reply>
  control(path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }>
  stop(): Promise<void>
}

/** A pay stand-in and a merchant's notice address, both on real sockets. */
export async function startPaySystem(changes: Partial<PayOptions> = {}): Promise<PaySystem> {
  const received: ReceivedNotice[] = []
  const answerWith = { status: 204, delayMs: 0 }
  const shop = await listen(
    (request, response) => {
      void readBody(request).then(async (body) => {
        received.push({ headers: request.headers, body, at: performance.now() })
        const { status, delayMs } = answerWith
        await new Promise((resolve) => setTimeout(resolve, delayMs))
        response.writeHead(status).end()
      })
    },
    '127.0.0.1',
    0,
  )
  let url = ''
  const pay = createPay({
    merchant: { spAppId: agreed.spAppId, spMchid: agreed.spMchid, serial: agreed.serial, publicKey: agreed.merchant.publicKey },
    platformKey: { id: agreed.platformKeyId, privateKey: agreed.platform.privateKey },
    apiV3Key: agreed.apiV3Key,
    subMerchants: { any: false, names: new Map([[agreed.subMchid, '演示慈善组织']]) },
    retryScale: 0,
    cashierUrl: () => url,
    ...changes,
  })
  const server = await listen(pay.koa.callback(), '127.0.0.1', 0)
  url = server.url
  const now = () => changes.clock?.now() ?? new Date()
  return {
    pay,
    url,
    notifyUrl: `${shop.url}/notices`,
    received,
    answerWith,
    call: (method, path, body, callChanges) => callPay(url, method, path, body, now(), callChanges),
    async control(path, body) {
      const init = body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
      const response = await fetch(`${url}/_control${path}`, init)
      const text = await response.text()
      return { status: response.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
    },
    async stop() {
      pay.delivery.stop()
      await Promise.all([server.close(), shop.close()])
    },
  }
}

/** Opens a notice as the merchant does; `verified` tells whether WeChat Pay signed these bytes. */
export function openNotice(notice: ReceivedNotice): {
  verified: boolean
  envelope: Record<string, unknown>
  transaction: Record<string, unknown>
} {
  const header = (name: string) => String(notice.headers[`wechatpay-${name}`] ?? '')
  const signed = answerBytes(header('timestamp'), header('nonce'), notice.body)
  const envelope = JSON.parse(notice.body.toString('utf8')) as Record<string, unknown>
  const resource = envelope.resource as Record<string, string>
  const plain = unseal(agreed.apiV3Key, resource.ciphertext as string, resource.associated_data as string, resource.nonce as string)
  return {
    verified: verifyText(agreed.platform.publicKey, signed, header('signature')),
    envelope,
    transaction: JSON.parse(plain) as Record<string, unknown>,
  }
}

/** Waits until a condition holds. @throws Error when it does not within the time */
export async function until(condition: () => boolean, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!condition()) {
    if (performance.now() > end) throw new Error('condition did not come true in time')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
