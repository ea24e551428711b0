import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayReadPublic, mayUploadPicture } from '../access.ts'
import type { PictureStore } from './store.ts'

/** By content, whatever the header says: a drawing with scripts or links inside is never parsed further. */
const TAKEN: readonly string[] = ['jpeg', 'png', 'webp']
const MOST_SIDE_PX = 1600
const MOST_INPUT_PIXELS = 40_000_000

/** Whatever was uploaded is drawn anew: no metadata, no place, no script survives. @throws AppError `unsupported_media_type` */
export async function redraw(content: Buffer): Promise<Buffer> {
  try {
    const { default: sharp } = await import('sharp')
    const picture = sharp(content, { limitInputPixels: MOST_INPUT_PIXELS })
    const { format } = await picture.metadata()
    if (!TAKEN.includes(format ?? '')) throw new Error(`content is ${format}`)
    return await picture
      .rotate()
      .resize(MOST_SIDE_PX, MOST_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer()
  } catch (error) {
    throw new AppError('unsupported_media_type', { detail: '这张图片无法读取，请换一张 JPEG、PNG 或 WebP 图片', cause: error })
  }
}

export function pictureRoutes({ pictures, clock }: { pictures: PictureStore; clock: Clock }): Route[] {
  return [
    route({
      operation: contract.getPicture,
      load: ({ params }) => pictures.get(params.pictureId),
      allow: mayReadPublic,
      audit: { none: 'public picture' },
      run: (_, picture) => ({
        content: pictures.read(picture._id),
        contentType: picture.contentType,
        cacheControl: 'public, max-age=31536000, immutable',
        anyOrigin: true,
      }),
    }),
    route({
      operation: contract.uploadPicture,
      load: nothing,
      allow: mayUploadPicture,
      audit: { action: 'picture.upload', subject: (_, picture) => picture?.id ?? 'new' },
      run: async ({ body, context }) => {
        const content = await redraw(body)
        const id = derivedId('pic', context.idempotencySeed ?? '')
        await pictures.put({ _id: id, contentType: 'image/webp', bytes: content.length, alt: '', createdAt: clock.now() }, content)
        return { id, url: `/api/v1/pictures/${id}` }
      },
    }),
  ]
}
