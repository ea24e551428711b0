import type { Photo } from './photo'

export type { Photo } from './photo'

export const canTakePhotos = false
export async function takePhoto(): Promise<Photo | null> {
  return null
}
