import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { journeyLanes } from './lanes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('every journey is in one lane, and in one alone', () => {
  const files = readdirSync(join(root, 'e2e'), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    // Its tests are among the unit tests.
    .filter((file) => !file.startsWith('e2e/weapp-host/') && !file.includes('node_modules'))
  expect(files.length).toBeGreaterThan(40)
  const lanesOf = (file: string) => journeyLanes.filter((folders) => folders.some((folder) => file.includes(folder)))
  expect(files.filter((file) => lanesOf(file).length !== 1)).toEqual([])
})
