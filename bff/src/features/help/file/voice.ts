import type { voiceTypes } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'

type VoiceType = (typeof voiceTypes)[number]

const startsWith = (content: Buffer, bytes: readonly number[], at = 0) => bytes.every((byte, index) => content[at + index] === byte)
const text = (words: string) => [...Buffer.from(words, 'latin1')]

/** By their first bytes, as the formats have them; what a sender calls it is not believed. */
const signs: readonly { type: VoiceType; is: (content: Buffer) => boolean }[] = [
  { type: 'audio/mpeg', is: (content) => startsWith(content, text('ID3')) },
  // ADTS: twelve bits of sync, then layer 00. MPEG audio: eleven bits of sync, layer III.
  { type: 'audio/aac', is: ([first, second = 0]) => first === 0xff && (second & 0xf6) === 0xf0 },
  { type: 'audio/mpeg', is: ([first, second = 0]) => first === 0xff && (second & 0xe6) === 0xe2 },
  { type: 'audio/mp4', is: (content) => startsWith(content, text('ftyp'), 4) },
  { type: 'audio/webm', is: (content) => startsWith(content, [0x1a, 0x45, 0xdf, 0xa3]) },
  { type: 'audio/ogg', is: (content) => startsWith(content, text('OggS')) },
]

/** @throws AppError `unsupported_media_type` for what is no voice a phone records */
export function voiceTypeOf(content: Buffer): VoiceType {
  const found = signs.find(({ is }) => is(content))
  if (!found) throw new AppError('unsupported_media_type', { detail: '这段录音无法播放，请再录一次，或直接打电话说' })
  return found.type
}
