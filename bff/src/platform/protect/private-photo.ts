import { AppError } from '@minsheng/shared/errors'

const MOST_SIDE_PX = 2400
const MOST_INPUT_PIXELS = 60_000_000

/** Drawn anew, so that no place, no camera and no script survives. @throws AppError `unsupported_media_type` */
export async function redrawPrivatePhoto(content: Buffer): Promise<Buffer> {
  try {
    const { default: sharp } = await import('sharp')
    const picture = sharp(content, { limitInputPixels: MOST_INPUT_PIXELS })
    const { format } = await picture.metadata()
    if (format !== 'jpeg' && format !== 'png') throw new Error(`content is ${format}`)
    return await picture
      .rotate()
      .resize(MOST_SIDE_PX, MOST_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 88 })
      .toBuffer()
  } catch (error) {
    throw new AppError('unsupported_media_type', { detail: '这张照片无法读取，请换一张 JPEG 或 PNG 照片', cause: error })
  }
}
