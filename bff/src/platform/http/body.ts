import type { IncomingMessage } from 'node:http'
import type { Media } from '@minsheng/shared/contracts/operation'
import { AppError } from '@minsheng/shared/errors'

export const JSON_BODY_BYTES = 128 * 1024

/**
 * Reads a body up to a limit.
 * @throws AppError `body_too_large`
 */
async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > maxBytes) throw new AppError('body_too_large')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > maxBytes) throw new AppError('body_too_large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

const mediaType = (request: IncomingMessage) => (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/**
 * Reads the body an operation declares.
 * @throws AppError `unsupported_media_type` | `malformed_body` | `body_too_large`
 */
export async function readBody(request: IncomingMessage, media: Media | undefined): Promise<unknown> {
  if (!media || media.kind === 'empty') return undefined
  if (media.kind === 'raw') {
    if (!media.contentTypes.includes(mediaType(request))) throw new AppError('unsupported_media_type')
    return readBytes(request, media.maxBytes)
  }
  if (media.kind === 'file') return undefined
  if (mediaType(request) !== 'application/json') throw new AppError('unsupported_media_type')
  const bytes = await readBytes(request, JSON_BODY_BYTES)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new AppError('malformed_body')
  }
}
