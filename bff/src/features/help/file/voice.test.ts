import { expect, test } from 'vitest'
import { voiceTypeOf } from './voice.ts'

test.each([
  ['audio/mpeg', [0x49, 0x44, 0x33, 4]],
  ['audio/mpeg', [0xff, 0xfb, 0x90, 0]],
  ['audio/aac', [0xff, 0xf1, 0x50, 0x80]],
  ['audio/mp4', [0, 0, 0, 0x1c, 0x66, 0x74, 0x79, 0x70]],
  ['audio/webm', [0x1a, 0x45, 0xdf, 0xa3]],
  ['audio/ogg', [0x4f, 0x67, 0x67, 0x53]],
])('%s is known by its first bytes', (type, bytes) => {
  expect(voiceTypeOf(Buffer.from(bytes))).toBe(type)
})

test.each([[''], ['<script>alert(1)</script>'], ['MZ'], ['%PDF-1.7'], ['RIFF....AVI ']])('%j is no voice', (text) => {
  expect(() => voiceTypeOf(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'unsupported_media_type' }))
})
