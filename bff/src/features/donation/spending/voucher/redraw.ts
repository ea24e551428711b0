import { AppError } from '@minsheng/shared/errors'

/** Small print must stay readable. */
const MOST_SIDE_PX = 4000
const MOST_INPUT_PIXELS = 60_000_000
/** Where the marks of a PDF must stand. */
const PDF_EDGE_BYTES = 1024

const isPdf = (content: Buffer) =>
  content.subarray(0, PDF_EDGE_BYTES).includes('%PDF-') && content.subarray(-PDF_EDGE_BYTES).includes('%%EOF')

/**
 * A voucher by its content, whatever the header says: a PDF stays as it is and only ever leaves as a download; a picture
 * is drawn anew, so that no place, no camera and no script survives.
 * @throws AppError `unsupported_media_type`
 */
export async function redrawVoucher(content: Buffer): Promise<{ content: Buffer; contentType: string }> {
  if (isPdf(content)) return { content, contentType: 'application/pdf' }
  try {
    const { default: sharp } = await import('sharp')
    const picture = sharp(content, { limitInputPixels: MOST_INPUT_PIXELS })
    const { format } = await picture.metadata()
    if (format !== 'jpeg' && format !== 'png') throw new Error(`content is ${format}`)
    const sized = picture.rotate().resize(MOST_SIDE_PX, MOST_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    const drawn = format === 'jpeg' ? sized.jpeg({ quality: 90 }) : sized.png()
    return { content: await drawn.toBuffer(), contentType: `image/${format}` }
  } catch (error) {
    throw new AppError('unsupported_media_type', { detail: '这份文件无法读取，请换一份 PDF、JPEG 或 PNG 文件', cause: error })
  }
}
