import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { feedLine } from '@minsheng/shared/contracts/feed'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const seed = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', main, ...args], { encoding: 'utf8' })
let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'seed-'))
})
afterAll(() => rmSync(directory, { recursive: true }))

test('writes the same bytes for the same day, and every picture it names', () => {
  for (const name of ['a', 'b']) expect(seed('--out', join(directory, name), '--size', 'small', '--today', '2026-11-24').status).toBe(0)
  const read = (name: string) => readFileSync(join(directory, name, 'feed.ndjson'), 'utf8')
  expect(read('a')).toBe(read('b'))
  const lines = read('a').trimEnd().split('\n')
  const named = lines
    .map((line) => feedLine.parse(JSON.parse(line)))
    .flatMap((line) =>
      line.type === 'picture' ? [line.file] : line.type === 'disbursement' ? line.vouchers.map((voucher) => voucher.file) : [],
    )
  expect(readdirSync(join(directory, 'a', 'pictures')).sort()).toEqual(named.sort())
})

test.each([[[]], [['--out', 'x', '--size', 'huge']], [['--out', 'x', '--today', '24.11.2026']]])('refuses %j', (args) => {
  const run = seed(...args)
  expect(run.status).toBe(2)
  expect(run.stderr).toContain('usage')
})
