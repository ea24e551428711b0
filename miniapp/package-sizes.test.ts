import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { packageSizes } from './scripts/package-sizes.ts'

const built = fileURLToPath(new URL('./dist/weapp', import.meta.url))

// `npm test` builds first; a run of the unit tests alone may come before any build.
describe.skipIf(!existsSync(path.join(built, 'app.json')))('the built mini-program', () => {
  it('keeps every package under its ceiling', async () => {
    const sizes = await packageSizes(built)
    const folders = ['donation', 'patrol', 'help', 'duty', 'trace', 'account', 'together', 'policy', 'mine'].map(
      (name) => `packages/${name}`,
    )
    expect(sizes.map(({ name }) => name)).toEqual(['main', ...folders])
    const tooLarge = sizes.filter(({ bytes, ceilingBytes }) => bytes > ceilingBytes)
    expect(tooLarge).toEqual([])
    for (const { bytes } of sizes) expect(bytes).toBeGreaterThan(1024)
  })

  it('carries no zod: contracts are types there', async () => {
    const files = await readdir(built, { recursive: true })
    const scripts = files.filter((file) => file.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(10)
    const texts = await Promise.all(scripts.map((file) => readFile(path.join(built, file), 'utf8')))
    expect(texts.filter((text) => text.includes('ZodError'))).toEqual([])
  })

  it('lets aria attributes through to the components', async () => {
    const template = await readFile(path.join(built, 'base.wxml'), 'utf8')
    expect(template).toMatch(/<button [^>]*aria-label="\{\{i\.\w+\}\}"/)
    expect(template).toMatch(/<view [^>]*aria-checked="\{\{i\.\w+\}\}"/)
  })
})
