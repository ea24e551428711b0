import { expect, test } from 'vitest'
import { fileRefusal } from './file-limits.ts'

const limits = { types: ['image/jpeg', 'image/png'], words: 'JPEG 或 PNG', noun: '照片', megabytes: 8 }
const MEGABYTE = 1024 * 1024

test.each([
  ['image/png', 8 * MEGABYTE, null],
  ['image/png', 8 * MEGABYTE + 1, '照片有 8.0 MB，请压缩到 8 MB 以内'],
  ['image/png', 12.34 * MEGABYTE, '照片有 12.3 MB，请压缩到 8 MB 以内'],
  ['application/pdf', 10, '只能上传 JPEG 或 PNG 照片'],
  ['', 10, '只能上传 JPEG 或 PNG 照片'],
])('%s of %i bytes', (type, size, refusal) => {
  expect(fileRefusal({ type, size }, limits)).toBe(refusal)
})
