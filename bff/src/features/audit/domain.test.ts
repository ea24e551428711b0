import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { actionWords } from './domain.ts'

const features = fileURLToPath(new URL('..', import.meta.url))

/** Every deed that a feature keeps on record, as its routes name it. */
function deeds(): string[] {
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.ts$/.test(file))
  const named = files.flatMap((file) =>
    [...readFileSync(join(features, file), 'utf8').matchAll(/\baction: '([a-z_-]+\.[a-z-]+)'/g)].map(([, action]) => action ?? ''),
  )
  return [...new Set(named)]
}

test('every deed on record is told in words, not by its code', () => {
  const all = deeds()
  expect(all.length).toBeGreaterThan(150)
  expect(all.filter((action) => /[a-z]/.test(actionWords(action)))).toEqual([])
})

test('a deed reads as whose and what', () => {
  expect(actionWords('resident.reveal')).toBe('居民：查看隐藏信息')
  expect(actionWords('data-request.list')).toBe('资料申请：查看列表')
})
