import type { KeptFile } from './kept'

/** No photos are taken here (platform/photo), so none is kept. */
export async function keepPhoto(_photo: KeptFile): Promise<string | null> {
  return null
}
export async function keptPhoto(_ref: string): Promise<KeptFile | null> {
  return null
}
export async function dropPhoto(_ref: string): Promise<void> {}
