import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)

/** Every function of `wx` that WeChat documents, from its own typings. */
export function documentedNames(): Set<string> {
  const typings = path.dirname(require.resolve('miniprogram-api-typings/package.json'))
  const source = readFileSync(path.join(typings, 'types', 'wx', 'lib.wx.api.d.ts'), 'utf8')
  const body = source.slice(source.indexOf('interface Wx {'))
  return new Set([...body.matchAll(/^ {8}(\w+)(?:<[^>]*>)?\(/gm)].map((match) => match[1] ?? ''))
}
