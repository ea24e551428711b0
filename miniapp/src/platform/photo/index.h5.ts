import { contentTypeOf, type Photo } from './photo'

export type { Photo } from './photo'

export const canTakePhotos = true

/** Takes a photo or chooses one; null when the person gives up. */
export function takePhoto(): Promise<Photo | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/jpeg,image/png,image/webp'
    input.onchange = async () => {
      const file = input.files?.[0]
      resolve(file ? { bytes: new Uint8Array(await file.arrayBuffer()), contentType: contentTypeOf(file.name) } : null)
    }
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}
