import type { Clock } from '@minsheng/shared/units/clock'
import QRCode from 'qrcode'
import * as z from 'zod'
import { failure, type WechatFailure } from './answers.ts'

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/
const PAGE = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)+$/
const QUOTA_A_MINUTE = 5000
const DEFAULT_PAGE = 'pages/home/index'

const colour = z.object({ r: z.coerce.number(), g: z.coerce.number(), b: z.coerce.number() })
const input = z.object({
  scene: z.string(),
  page: z.string().default(DEFAULT_PAGE),
  check_path: z.boolean().default(true),
  env_version: z.enum(['release', 'trial', 'develop']).default('release'),
  width: z.number().int().min(280).max(1280).default(430),
  auto_color: z.boolean().optional(),
  line_color: colour.optional(),
  is_hyaline: z.boolean().optional(),
})

export type WxacodeResult = { ok: true; png: Buffer } | { ok: false; failure: WechatFailure }

/**
 * A mini-program code. WeChat draws its own round figure that only WeChat reads; this one is an ordinary QR code
 * that holds `wxacode:<page>?scene=<scene>`, so that a test can scan what was printed.
 */
export function createWxacodes(clock: Clock, publishedPages: readonly string[] | undefined) {
  let minute = 0
  let used = 0

  return async function draw(body: unknown): Promise<WxacodeResult> {
    const refuse = (errcode: number): WxacodeResult => ({ ok: false, failure: failure(errcode) })
    const thisMinute = Math.floor(clock.now().getTime() / 60_000)
    if (thisMinute !== minute) {
      minute = thisMinute
      used = 0
    }
    used += 1
    if (used > QUOTA_A_MINUTE) return refuse(45009)

    const scene = typeof body === 'object' && body !== null && 'scene' in body ? body.scene : undefined
    if (typeof scene !== 'string' || scene.length === 0 || scene.length > 32) return refuse(40169)
    if (!SCENE.test(scene)) return refuse(40129)
    if (scene.includes('scancode_time')) return refuse(85096)
    const parsed = input.safeParse(body)
    if (!parsed.success) return refuse(40097)
    const { page, check_path: checkPath, width, is_hyaline: transparent, line_color: line } = parsed.data
    if (!PAGE.test(page)) return refuse(41030)
    if (checkPath && publishedPages && !publishedPages.includes(page)) return refuse(41030)

    const hex = (value: number) => Math.min(255, Math.max(0, value)).toString(16).padStart(2, '0')
    const png = await QRCode.toBuffer(`wxacode:${page}?scene=${scene}`, {
      type: 'png',
      width,
      margin: 2,
      errorCorrectionLevel: 'M',
      color: {
        dark: line ? `#${hex(line.r)}${hex(line.g)}${hex(line.b)}` : '#000000',
        light: transparent ? '#ffffff00' : '#ffffff',
      },
    })
    return { ok: true, png }
  }
}
