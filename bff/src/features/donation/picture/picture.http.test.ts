import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../testing/app.ts'

let app: TestApp
let editor: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  editor = await staff(app, ['charity_editor'], 'chr_1')
})
afterAll(() => app.close())

const drawing = (width = 40, height = 20) => sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } })
const upload = (body: Buffer, contentType: string, idempotencyKey = key()) =>
  editor.call('uploadPicture', { body, contentType, idempotencyKey })
const served = async (url: string) => send(app.url, { method: 'GET', url, headers: {} })
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script><rect width="10" height="10"/></svg>'

test.each([
  ['image/png', () => drawing().png().toBuffer()],
  ['image/jpeg', () => drawing().jpeg().toBuffer()],
  ['image/webp', () => drawing().webp().toBuffer()],
] as const)('%s is drawn anew as WebP and served to anyone for good', async (contentType, make) => {
  const { url } = await upload(await make(), contentType)
  const answer = await served(url)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('image/webp')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(await sharp(answer.data as Buffer).metadata()).toMatchObject({ format: 'webp', width: 40, height: 20 })
})

test('the place and camera in a photo are gone; the way it was held is kept', async () => {
  const photo = await drawing()
    .jpeg()
    .withMetadata({
      orientation: 6,
      exif: { IFD0: { Make: 'SECRET-CAMERA' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 0/1' } },
    })
    .toBuffer()
  expect((await sharp(photo).metadata()).exif).toBeDefined()
  expect(photo.includes('SECRET-CAMERA')).toBe(true)
  const { url } = await upload(photo, 'image/jpeg')
  const bytes = (await served(url)).data as Buffer
  const metadata = await sharp(bytes).metadata()
  expect(metadata.exif).toBeUndefined()
  expect(metadata.xmp).toBeUndefined()
  expect(metadata).toMatchObject({ width: 20, height: 40 })
  expect(bytes.includes('SECRET-CAMERA')).toBe(false)
})

test('a huge photo becomes one that a phone loads', async () => {
  const { url } = await upload(await drawing(4_000, 1_000).png().toBuffer(), 'image/png')
  expect(await sharp((await served(url)).data as Buffer).metadata()).toMatchObject({ width: 1_600, height: 400 })
})

test.each([
  ['text named png', Buffer.from('not a picture at all'), 'image/png'],
  ['nothing', Buffer.alloc(0), 'image/png'],
  ['svg named png', Buffer.from(svg), 'image/png'],
  ['svg', Buffer.from(svg), 'image/svg+xml'],
  ['html', Buffer.from('<script>1</script>'), 'text/html'],
])('%s is refused', async (_, body, contentType) => {
  const before = await app.db.collection('pictures').countDocuments()
  await expect(upload(body, contentType)).rejects.toMatchObject({ status: 415, code: 'unsupported_media_type' })
  expect(await app.db.collection('pictures').countDocuments()).toBe(before)
})

test.each(['gif', 'tiff'] as const)('%s named png is refused by its content', async (format) => {
  await expect(upload(await drawing().toFormat(format).toBuffer(), 'image/png')).rejects.toMatchObject({ status: 415 })
})

test('a picture cut short is refused, not stored half', async () => {
  const whole = await drawing(400, 400).png({ compressionLevel: 0 }).toBuffer()
  await expect(upload(whole.subarray(0, whole.length / 2), 'image/png')).rejects.toMatchObject({ status: 415 })
})

test('more than 5 MB is refused; exactly 5 MB is read', async () => {
  await expect(upload(Buffer.alloc(5 * 1024 * 1024 + 1), 'image/png')).rejects.toMatchObject({ status: 413, code: 'body_too_large' })
  await expect(upload(Buffer.alloc(5 * 1024 * 1024), 'image/png')).rejects.toMatchObject({ status: 415 })
})

test('more pixels than memory bears are refused', async () => {
  const bomb = await drawing(8_000, 6_000).png().toBuffer()
  expect(bomb.length).toBeLessThan(5 * 1024 * 1024)
  await expect(upload(bomb, 'image/png')).rejects.toMatchObject({ status: 415 })
})

test('the same key stores one picture', async () => {
  const [body, idempotencyKey] = [await drawing().png().toBuffer(), key()]
  const first = await upload(body, 'image/png', idempotencyKey)
  expect(await upload(body, 'image/png', idempotencyKey)).toEqual(first)
  expect(await app.db.collection('picture_files.files').countDocuments({ filename: first.id })).toBe(1)
})

test('a picture that is not there is not found', async () => {
  expect((await served('/api/v1/pictures/pic_none')).status).toBe(404)
})
