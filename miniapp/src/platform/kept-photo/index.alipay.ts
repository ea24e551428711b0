import type { Photo } from '../photo/photo'

/** No photos are taken here (platform/photo), so none is kept. */
export async function keepPhoto(_photo: Photo): Promise<string | null> {
  return null
}
export async function keptPhoto(_ref: string): Promise<Photo | null> {
  return null
}
export async function dropPhoto(_ref: string): Promise<void> {}
