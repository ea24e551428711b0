import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const MOST_MEMORY_MB = 1_536

/** A sheet before it is a file: plain values, so that it can be handed to another thread. */
export interface WorkbookSheet {
  name: string
  columns: { title: string; kind: 'text' | 'yuan' | 'count' | 'date_time'; width: number }[]
  rows: (string | number | null)[][]
}

// A large table takes seconds of computing, in which this process could serve nobody: it is written in a thread of its own.
// The thread's program is text, because a file of its own would have to be found in source, in tests and in the bundle.
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const write = require(workerData.library)
const cell = (kind, value) => {
  if (value === null) return null
  if (kind === 'yuan') return { value, type: Number, format: '#,##0.00' }
  if (kind === 'count') return { value, type: Number, format: '#,##0' }
  return { value, type: String, format: '@' }
}
const sheets = workerData.sheets.map(({ name, columns, rows }) => ({
  sheet: name,
  stickyRowsCount: 1,
  columns: columns.map(({ width }) => ({ width })),
  data: [
    columns.map(({ title, kind }) => ({ value: title, type: String, fontWeight: 'bold', align: kind === 'yuan' || kind === 'count' ? 'right' : 'left' })),
    ...rows.map((row) => row.map((value, place) => cell(columns[place].kind, value))),
  ],
}))
write(sheets).toBuffer().then((buffer) => parentPort.postMessage(buffer))
`

/** Sheets as the bytes of an .xlsx file. @throws Error when they can't be written */
export function workbookOf(sheets: readonly WorkbookSheet[]): Promise<Buffer> {
  const library = createRequire(import.meta.url).resolve('write-excel-file/node')
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, {
      eval: true,
      workerData: { library, sheets },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the workbook's thread ended with ${code} before it was done`)))
  })
}
