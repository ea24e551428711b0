import * as z from 'zod'
import { file, id, operation } from '../operation.ts'
import { tagDesk } from './terms.ts'

/** `A4` for walls and boards, `A6` for counters. */
export const sheetPaper = z.enum(['A4', 'A6'])

export type SheetPaper = z.output<typeof sheetPaper>

/** `bleed`: 3 mm over the edge on every side with marks where to cut, for a printer's shop; A6 only. */
const look = {
  paper: sheetPaper.default('A4'),
  bleed: z.enum(['no', 'yes']).default('no'),
  /** `yes` adds WeChat's own mini-program code beside the QR code. */
  wxacode: z.enum(['no', 'yes']).default('no'),
}

/** At most so many codes in one file. */
export const mostSheets = 100

export const sheetContract = {
  getCodeSheet: operation({
    method: 'GET',
    path: '/api/v1/admin/codes/:codeId/sheet',
    summary: '一个公益码的张贴单：PDF、SVG 或 PNG（300 dpi）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ codeId: id }),
    query: z.strictObject({ ...look, format: z.enum(['pdf', 'svg', 'png']).default('pdf') }),
    status: 200,
    response: file('application/octet-stream'),
    errors: ['forbidden', 'not_found', 'wrong_state', 'upstream_unavailable', 'too_many_requests'],
    idempotency: 'natural',
  }),
  getCodeSheets: operation({
    method: 'GET',
    path: '/api/v1/admin/code-sheets',
    summary: '一个活动或一个点位的全部张贴单：多页 PDF，或 SVG、PNG 的压缩包',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({
      ...look,
      format: z.enum(['pdf', 'svg', 'png']).default('pdf'),
      campaignId: id.optional(),
      venueId: id.optional(),
    }),
    status: 200,
    response: file('application/octet-stream'),
    errors: ['forbidden', 'invalid_input', 'wrong_state', 'upstream_unavailable', 'too_many_requests'],
    idempotency: 'natural',
  }),
}
