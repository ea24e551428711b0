/** A picture as it is uploaded. */
export interface Photo {
  bytes: Uint8Array
  contentType: 'image/jpeg' | 'image/png' | 'image/webp'
}

/** What the file's name says it is; a phone's camera makes JPEG. */
export function contentTypeOf(name: string): Photo['contentType'] {
  if (/\.png$/i.test(name)) return 'image/png'
  return /\.webp$/i.test(name) ? 'image/webp' : 'image/jpeg'
}
