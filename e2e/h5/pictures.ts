import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../out/h5', import.meta.url))

/** Where a picture of a screen is kept for a person to look at. */
export function pictureOf(name: string): { path: string; fullPage: true } {
  mkdirSync(folder, { recursive: true })
  return { path: `${folder}/${name}.png`, fullPage: true }
}
