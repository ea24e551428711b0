import * as z from 'zod'
import { file, id, instant, json, operation, raw } from '../operation.ts'
import { deskCall } from './desk.ts'
import { helpCall } from './own.ts'
import { tagHelp, tagHelpDesk } from './terms.ts'

/** What a phone records of a voice. Ours until the bureau says otherwise. */
export const voiceTypes = ['audio/mpeg', 'audio/aac', 'audio/mp4', 'audio/webm', 'audio/ogg'] as const

export const helpFileLimits = {
  photoTypes: ['image/jpeg', 'image/png'],
  photoBytes: 8 * 1024 * 1024,
  voiceBytes: 2 * 1024 * 1024,
  voiceSeconds: 60,
  /** Of whoever called. */
  mostPhotos: 6,
  mostVoices: 6,
  /** Of those who went there, before and after together. */
  mostWorkPhotos: 12,
} as const

const callParams = z.strictObject({ callId: id })
const fileParams = z.strictObject({ callId: id, fileId: id })
const by = (deed: string) => ({ scope: 'help', deed }) as const
const seconds = z.coerce
  .number()
  .int()
  .min(1, '录音太短，请再录一次')
  .max(helpFileLimits.voiceSeconds, `录音最长 ${helpFileLimits.voiceSeconds} 秒`)
const adding = {
  status: 200,
  errors: ['not_found', 'wrong_state', 'unsupported_media_type', 'body_too_large'],
  idempotency: 'key',
} as const

export const helpFileContract = {
  addHelpPhoto: operation({
    method: 'POST',
    path: '/api/v1/help-calls/:callId/photos',
    summary: '补一张照片；照片重新绘制后加密保存，不留拍摄地点',
    tag: tagHelp,
    audience: 'session',
    params: callParams,
    body: raw(helpFileLimits.photoTypes, helpFileLimits.photoBytes),
    response: json(helpCall),
    ...adding,
    actingFor: by('给一键呼补了照片'),
  }),
  addHelpVoice: operation({
    method: 'POST',
    path: '/api/v1/help-calls/:callId/voices',
    summary: '补一段录音，最长 60 秒，加密保存',
    tag: tagHelp,
    audience: 'session',
    params: callParams,
    query: z.strictObject({ seconds }),
    body: raw(voiceTypes, helpFileLimits.voiceBytes),
    response: json(helpCall),
    ...adding,
    actingFor: by('给一键呼补了录音'),
  }),
  getHelpFile: operation({
    method: 'GET',
    path: '/api/v1/help-calls/:callId/files/:fileId',
    summary: '自己补的照片或录音',
    tag: tagHelp,
    audience: 'session',
    params: fileParams,
    status: 200,
    response: file('application/octet-stream'),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: by('看一键呼的照片和录音'),
  }),
  addWorkPhoto: operation({
    method: 'POST',
    path: '/api/v1/desk/help-calls/:callId/photos',
    summary: '现场照片：处理前、处理后',
    tag: tagHelpDesk,
    audience: 'staff',
    params: callParams,
    query: z.strictObject({
      when: z.enum(['before', 'after']),
      /** By the phone's clock, where it had no network and sends later. */
      takenAt: instant.optional(),
    }),
    body: raw(helpFileLimits.photoTypes, helpFileLimits.photoBytes),
    response: json(deskCall),
    ...adding,
  }),
  getDeskHelpFile: operation({
    method: 'GET',
    path: '/api/v1/desk/help-calls/:callId/files/:fileId',
    summary: '看照片、听录音；看过会记下来，居民自己也看得到',
    tag: tagHelpDesk,
    audience: 'staff',
    params: fileParams,
    status: 200,
    response: file('application/octet-stream'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
}
