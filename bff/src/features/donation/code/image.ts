import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { FileAnswer } from '@minsheng/shared/contracts/operation'
import { toBuffer, toString as toSvg } from 'qrcode'
import type { CodeFigures } from './wxacode/figures.ts'

const IMAGE_PX = 800
/** Quiet zone of four modules and medium correction: a sheet that hangs in the street gets scratched. */
const drawing = { errorCorrectionLevel: 'M', margin: 4 } as const

/** A 公益码 as a picture: the printed link as SVG or PNG, or WeChat's own mini-program code. @throws AppError `upstream_unavailable` */
export async function codeImage(code: GiftCode, format: 'svg' | 'png' | 'wxacode', figures: CodeFigures): Promise<FileAnswer> {
  const name = `公益码-${code.venueName}-${code.id}`
  if (format === 'wxacode') {
    const { bytes, type } = await figures.of(code.scene)
    return { content: bytes, contentType: `image/${type}`, filename: `${name}.${type === 'jpeg' ? 'jpg' : 'png'}` }
  }
  if (format === 'png')
    return { content: await toBuffer(code.link, { ...drawing, width: IMAGE_PX }), contentType: 'image/png', filename: `${name}.png` }
  return {
    content: Buffer.from(await toSvg(code.link, { ...drawing, type: 'svg' })),
    contentType: 'image/svg+xml',
    filename: `${name}.svg`,
  }
}
