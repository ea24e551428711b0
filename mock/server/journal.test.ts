import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import { openJournal } from './journal.ts'

const entry = z.object({ n: z.number() })
let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

test('keeps entries, readable by the owner alone', () => {
  const first = openJournal(directory, 'numbers', entry)
  expect(first.replayed).toEqual([])
  first.append({ n: 1 })
  first.append({ n: 2 })
  expect(openJournal(directory, 'numbers', entry).replayed).toEqual([{ n: 1 }, { n: 2 }])
  expect(statSync(join(directory, 'numbers.jsonl')).mode & 0o777).toBe(0o600)
})

test('a line cut short by a kill is dropped and the next one is whole', () => {
  openJournal(directory, 'numbers', entry).append({ n: 1 })
  appendFileSync(join(directory, 'numbers.jsonl'), '{"n":')
  const reopened = openJournal(directory, 'numbers', entry)
  expect(reopened.replayed).toEqual([{ n: 1 }])
  reopened.append({ n: 3 })
  expect(readFileSync(join(directory, 'numbers.jsonl'), 'utf8')).toBe('{"n":1}\n{"n":3}\n')
})

test('a line of another form is an error, not a guess', () => {
  openJournal(directory, 'numbers', entry)
  appendFileSync(join(directory, 'numbers.jsonl'), '{"n":"one"}\n')
  expect(() => openJournal(directory, 'numbers', entry)).toThrow()
})

test('without a directory nothing is kept; clear empties', () => {
  openJournal(undefined, 'numbers', entry).append({ n: 1 })
  expect(openJournal(undefined, 'numbers', entry).replayed).toEqual([])
  const kept = openJournal(directory, 'numbers', entry)
  kept.append({ n: 1 })
  kept.clear()
  expect(openJournal(directory, 'numbers', entry).replayed).toEqual([])
})
