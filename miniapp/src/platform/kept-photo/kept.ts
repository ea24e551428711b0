/** A photo or a voice as it is uploaded. */
export interface KeptFile {
  bytes: Uint8Array
  contentType: string
}

const endings: readonly (readonly [contentType: string, ending: string])[] = [
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
  ['audio/mpeg', 'mp3'],
  ['audio/aac', 'aac'],
  ['audio/mp4', 'm4a'],
]

export const endingOf = (contentType: string): string => endings.find(([type]) => type === contentType)?.[1] ?? 'jpg'
/** What a kept file is, by its name. */
export const contentTypeIn = (name: string): string => endings.find(([, ending]) => name.endsWith(`.${ending}`))?.[0] ?? 'image/jpeg'
