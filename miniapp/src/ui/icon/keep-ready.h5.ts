import { type IconKey, iconFiles } from './icons.gen'

const kept: HTMLImageElement[] = []

/** Fetches pictures that are shown only when nothing can be fetched any more. */
export function keepReady(icons: readonly IconKey[]): void {
  for (const icon of icons) {
    const picture = new Image()
    picture.src = iconFiles[icon]
    kept.push(picture)
  }
}
