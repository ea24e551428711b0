import { createSign, createVerify, randomBytes } from 'node:crypto'

/** Lines, each closed by a newline: the form of everything WeChat Pay v3 signs. */
export function lines(...parts: string[]): string {
  return parts.map((part) => `${part}\n`).join('')
}

/** RSA PKCS#1 v1.5 with SHA-256, base64. */
export function signText(privateKey: string, text: string | Buffer): string {
  return createSign('RSA-SHA256').update(text).sign(privateKey, 'base64')
}

export function verifyText(publicKey: string, text: string | Buffer, signature: string): boolean {
  return createVerify('RSA-SHA256').update(text).verify(publicKey, signature, 'base64')
}

/** What a merchant signs when it asks: the bytes of the body as sent. */
export function requestBytes(method: string, pathAndQuery: string, timestamp: string, nonce: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(lines(method, pathAndQuery, timestamp, nonce)), body, Buffer.from('\n')])
}

/** What WeChat Pay signs when it answers or notifies. */
export function answerBytes(timestamp: string, nonce: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(lines(timestamp, nonce)), body, Buffer.from('\n')])
}

export interface PlatformKey {
  id: string
  privateKey: string
}

/** The four headers that carry WeChat Pay's signature. */
export function answerHeaders(key: PlatformKey, body: Buffer, at: Date): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1000).toString()
  const nonce = randomBytes(16).toString('hex')
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': signText(key.privateKey, answerBytes(timestamp, nonce, body)),
    'Wechatpay-Serial': key.id,
  }
}
