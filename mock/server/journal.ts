import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod'

/** What a stand-in remembers across restarts: one JSON object a line, replayed at start. */
export interface Journal<T> {
  replayed: T[]
  append(entry: T): void
  clear(): void
}

/** Without a directory nothing is kept. A half-written last line (the process was killed) is cut off. */
export function openJournal<S extends z.ZodType>(directory: string | undefined, name: string, schema: S): Journal<z.output<S>> {
  if (directory === undefined) return { replayed: [], append: () => undefined, clear: () => undefined }
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${name}.jsonl`)
  if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 })
  const bytes = readFileSync(file)
  const complete = bytes.subarray(0, bytes.lastIndexOf('\n') + 1)
  if (complete.length < bytes.length) truncateSync(file, complete.length)
  const replayed = complete
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)))
  return {
    replayed,
    append: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`),
    clear: () => writeFileSync(file, '', { mode: 0o600 }),
  }
}
