import type { IncomingMessage } from 'node:http'

/** Thrown when a body is larger than the outside would read. */
export class BodyTooLargeError extends Error {
  /** Koa answers with it. */
  readonly status = 413
  readonly expose = true

  constructor() {
    super('body too large')
    this.name = 'BodyTooLargeError'
  }
}

/** The bytes as they came, because signatures cover bytes and not parsed values. */
export async function readBody(request: IncomingMessage, maxBytes = 256 * 1024): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > maxBytes) throw new BodyTooLargeError()
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** JSON of a body, or undefined when it is not JSON. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
