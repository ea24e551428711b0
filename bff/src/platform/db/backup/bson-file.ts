import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { opening, sealing } from './sealing.ts'

/** What the manifest keeps of a file, to tell whether it is still the one that was written. */
export interface FileFacts {
  file: string
  documents: number
  bytes: number
  sha256: string
}

/** BSON documents are at most 16 MiB; what claims more is not one. */
const MOST_DOCUMENT_BYTES = 17 * 1024 * 1024

const hashing = (hash: ReturnType<typeof createHash>, count: (bytes: number) => void) =>
  new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      count(chunk.length)
      done(null, chunk)
    },
  })

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes documents one behind the other, as mongodump does, gzipped, sealed when there is a key, on the disk when it returns. */
export async function writeBsonFile(
  dir: string,
  file: string,
  documents: AsyncIterable<Uint8Array>,
  backupKey: Buffer | null,
): Promise<FileFacts> {
  const path = join(dir, file)
  const hash = createHash('sha256')
  let count = 0
  let bytes = 0
  async function* counted() {
    for await (const document of documents) {
      count += 1
      yield document
    }
  }
  await pipeline([
    Readable.from(counted(), { objectMode: true, highWaterMark: 64 }),
    createGzip({ level: 1 }),
    ...(backupKey ? [sealing(backupKey, file)] : []),
    hashing(hash, (more) => {
      bytes += more
    }),
    createWriteStream(path, { mode: 0o600 }),
  ])
  await sync(path)
  await sync(dir)
  return { file, documents: count, bytes, sha256: hash.digest('hex') }
}

export async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** The documents of a file, one after the other; never more than one chunk and one document in memory. */
export async function* readBsonFile(dir: string, file: string, backupKey: Buffer | null): AsyncGenerator<Buffer> {
  const source = createReadStream(join(dir, file))
  const unzip = createGunzip()
  const steps = backupKey ? [source, opening(backupKey, file), unzip] : [source, unzip]
  const flowing = pipeline(steps)
  // The reader below sees the same failure; unheard here it would end the process.
  flowing.catch(() => undefined)
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of unzip) {
    held = held.length === 0 ? (chunk as Buffer) : Buffer.concat([held, chunk as Buffer])
    let at = 0
    while (held.length - at >= 4) {
      const length = held.readInt32LE(at)
      if (length < 5 || length > MOST_DOCUMENT_BYTES) throw new Error(`${file}: not a document at byte ${at}`)
      if (held.length - at < length) break
      yield held.subarray(at, at + length)
      at += length
    }
    held = held.subarray(at)
  }
  await flowing
  if (held.length > 0) throw new Error(`${file}: the last document is cut off`)
}
