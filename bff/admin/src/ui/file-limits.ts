/** What a file may be, and how that is told. */
export interface FileLimits {
  /** Media types, as browsers name them. */
  types: readonly string[]
  /** The types as a clerk calls them: `PDF、JPEG 或 PNG`. */
  words: string
  /** What the thing is called: 文件, 图片, 照片. */
  noun: string
  /** At most so large. */
  megabytes: number
}

const MEGABYTE = 1024 * 1024

/** Why a file can't be sent; null when it can. */
export function fileRefusal({ type, size }: Pick<File, 'type' | 'size'>, { types, words, noun, megabytes }: FileLimits): string | null {
  if (!types.includes(type)) return `只能上传 ${words} ${noun}`
  if (size > megabytes * MEGABYTE) return `${noun}有 ${(size / MEGABYTE).toFixed(1)} MB，请压缩到 ${megabytes} MB 以内`
  return null
}
