import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Transform } from 'node:stream'

/**
 * Files of a backup sealed with AES-256-GCM in pieces, so that neither side ever holds a file whole. Each file has a key of
 * its own (HKDF over a fresh salt and the file's name: files can't change places); the nonce is the piece's number and
 * whether it is the last, so pieces can't change places, be doubled or be missing.
 */
const MAGIC = Buffer.from('MSBK1')
const SALT_BYTES = 32
const TAG_BYTES = 16
const PIECE_BYTES = 256 * 1024

function fileKey(backupKey: Buffer, salt: Buffer, name: string): Buffer {
  return Buffer.from(hkdfSync('sha256', backupKey, salt, `backup file|${name}`, 32))
}

function nonceOf(piece: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(piece, 5, 6)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

/** Gathers bytes and gives them on in pieces of one size; the last one may be shorter, also empty. */
function inPieces(size: number, header: number, onHeader: (bytes: Buffer) => void, onPiece: (bytes: Buffer, last: boolean) => Buffer) {
  let held: Buffer[] = []
  let bytes = 0
  let headed = header === 0
  return (push: (out: Buffer) => void, chunk: Buffer | null) => {
    if (chunk) {
      held.push(chunk)
      bytes += chunk.length
      if (bytes <= size && headed) return
    }
    let all = Buffer.concat(held)
    if (!headed && all.length >= header) {
      onHeader(all.subarray(0, header))
      all = all.subarray(header)
      headed = true
    }
    if (!headed) {
      if (!chunk) throw new Error('the file is cut off')
      held = [all]
      return
    }
    // A full piece waits until more comes: only then is it known not to be the last.
    while (all.length > size) {
      push(onPiece(all.subarray(0, size), false))
      all = all.subarray(size)
    }
    if (!chunk) push(onPiece(all, true))
    held = chunk ? [all] : []
    bytes = all.length
  }
}

function transformOf(step: (push: (out: Buffer) => void, chunk: Buffer | null) => void): Transform {
  const guarded = (stream: Transform, chunk: Buffer | null, done: (error?: Error | null) => void) => {
    try {
      step((out) => stream.push(out), chunk)
      done()
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  }
  return new Transform({
    transform(chunk: Buffer, _, done) {
      guarded(this, chunk, done)
    },
    flush(done) {
      guarded(this, null, done)
    },
  })
}

export function sealing(backupKey: Buffer, name: string): Transform {
  const salt = randomBytes(SALT_BYTES)
  const key = fileKey(backupKey, salt, name)
  let piece = 0
  const step = inPieces(
    PIECE_BYTES,
    0,
    () => undefined,
    (bytes, last) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece, last))
      piece += 1
      return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    },
  )
  const stream = transformOf(step)
  stream.push(Buffer.concat([MAGIC, salt]))
  return stream
}

/** @throws Error in the stream when the key is another, the file another, or one bit altered, missing or moved */
export function opening(backupKey: Buffer, name: string): Transform {
  let key: Buffer = Buffer.alloc(0)
  let piece = 0
  return transformOf(
    inPieces(
      PIECE_BYTES + TAG_BYTES,
      MAGIC.length + SALT_BYTES,
      (header) => {
        if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('the file is not sealed by a backup of ours')
        key = fileKey(backupKey, header.subarray(MAGIC.length), name)
      },
      (bytes, last) => {
        if (bytes.length < TAG_BYTES) throw new Error('the file is cut off')
        const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece, last), { authTagLength: TAG_BYTES })
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
        piece += 1
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()])
      },
    ),
  )
}
