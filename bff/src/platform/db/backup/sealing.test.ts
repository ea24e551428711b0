import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { opening, sealing } from './sealing.ts'

const PIECE = 256 * 1024
const key = randomBytes(32)
const through = async (bytes: Buffer, transform: ReturnType<typeof sealing>, chunkBytes = 65_536) => {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes))
  return Buffer.concat(await Readable.from(chunks).pipe(transform).toArray())
}
const seal = (bytes: Buffer, name = 'a') => through(bytes, sealing(key, name))
const open = (bytes: Buffer, name = 'a', by = key, chunkBytes?: number) =>
  new Promise<Buffer>((resolve, reject) => {
    const transform = opening(by, name)
    transform.on('error', reject)
    through(bytes, transform, chunkBytes).then(resolve, reject)
  })

test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])(
  '%d bytes open as they were, however they are cut',
  async (size) => {
    const bytes = randomBytes(size)
    const sealed = await seal(bytes)
    for (const chunkBytes of [4_096, 65_536, 1_000_003]) expect((await open(sealed, 'a', key, chunkBytes)).equals(bytes)).toBe(true)
  },
)

test('nothing of what is sealed shows', async () => {
  const sealed = await seal(Buffer.from('王阿姨 13800138000'))
  expect(sealed.includes('13800138000')).toBe(false)
  expect((await seal(Buffer.from('a'))).equals(await seal(Buffer.from('a')))).toBe(false)
})

describe('refused', () => {
  const bytes = randomBytes(2 * PIECE + 10)

  test('one bit anywhere', async () => {
    const sealed = await seal(bytes)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sealed.length - 1 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const altered = Buffer.from(sealed)
        altered.writeUInt8(altered.readUInt8(at) ^ (1 << bit), at)
        await expect(open(altered)).rejects.toThrow()
      }),
      { numRuns: 40 },
    )
  })

  test('cut off: within a piece, between two, within the header', async () => {
    const sealed = await seal(bytes)
    const header = 5 + 32
    for (const length of [sealed.length - 1, header + PIECE + 16, header + 2 * (PIECE + 16), header, 10, 0])
      await expect(open(sealed.subarray(0, length)), `cut to ${length}`).rejects.toThrow()
  })

  test('pieces in another order, one twice', async () => {
    const sealed = await seal(bytes)
    const piece = (index: number) => sealed.subarray(37 + index * (PIECE + 16), 37 + (index + 1) * (PIECE + 16))
    await expect(open(Buffer.concat([sealed.subarray(0, 37), piece(1), piece(0), piece(2)]))).rejects.toThrow()
    await expect(open(Buffer.concat([sealed.subarray(0, 37), piece(0), piece(0), piece(1), piece(2)]))).rejects.toThrow()
  })

  test('another file of the same backup, another key', async () => {
    const sealed = await seal(bytes)
    await expect(open(sealed, 'b')).rejects.toThrow()
    await expect(open(sealed, 'a', randomBytes(32))).rejects.toThrow()
  })
})
