import { zipSync } from 'fflate'

/** Files by name in one ZIP. @param packed they are packed already, as PNG is: packing again costs and gains nothing */
export function zipOf(files: Record<string, Uint8Array>, packed: boolean): Buffer {
  return Buffer.from(zipSync(files, { level: packed ? 0 : 6 }))
}
