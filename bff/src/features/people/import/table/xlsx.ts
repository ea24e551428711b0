import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { importLimits } from '@minsheng/shared/contracts/people'
import { FORMULA_MARK, LOST_DIGITS_MARK, type RawTable } from '../domain.ts'
import { Unreadable } from './csv.ts'

const MOST_UNPACKED_BYTES = 96 * 1024 * 1024
const MOST_PARTS = 300
const MOST_MEMORY_MB = 768
const MOST_MS = 30_000

/** Old .xls, and workbooks locked with a password, are this container and no zip. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')

type Fault = 'too_large' | 'too_many_rows' | 'too_many_columns' | 'broken' | 'no_sheet'
const words: Record<Fault, string> = {
  too_large: '文件解开后太大，不能导入。请删去图片和多余的工作表，分成几个文件上传',
  too_many_rows: `超过 ${importLimits.rows} 行，请分成几个文件上传；如果没有这么多，请删去表格下面多余的格式和空行`,
  too_many_columns: `超过 ${importLimits.columns} 列，请只留要导入的列`,
  broken: '文件不完整或已损坏，打不开。请在表格软件里打开，另存一份 xlsx 再上传',
  no_sheet: '文件里没有工作表，请在表格软件里另存一份 xlsx 再上传',
}

// Unpacking and reading take seconds of computing and may be a trap: they happen in a thread of its own, with an end.
// Formulas are found before the library reads the sheet, for it would take what they last came to for what was typed.
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const { unzipSync, zipSync, strFromU8, strToU8 } = require(workerData.zip)
const { readSheet } = require(workerData.reader)
const { limits, marks } = workerData
class Fault extends Error {}
const columnOf = (letters) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
function marked(xml) {
  for (const [, letters, row] of xml.matchAll(/<(?:\\w+:)?c\\b[^>]*?\\sr="([A-Z]{1,4})(\\d{1,8})"/g)) {
    if (Number(row) > limits.rows + 20) throw new Fault('too_many_rows')
    if (columnOf(letters) > limits.columns) throw new Fault('too_many_columns')
  }
  return xml.replace(/<((?:\\w+:)?)c\\b([^>]*?)(?:\\/>|>([\\s\\S]*?)<\\/\\1c>)/g, (whole, prefix, attributes, inside = '') =>
    /<(?:\\w+:)?f[\\s>\\/]/.test(inside)
      ? '<' + prefix + 'c' + attributes.replace(/\\s[ts]="[^"]*"/g, '') + ' t="inlineStr"><' + prefix + 'is><' + prefix + 't>' + marks.formula + '</' + prefix + 't></' + prefix + 'is></' + prefix + 'c>'
      : whole)
}
function unpacked(bytes) {
  let size = 0
  let count = 0
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      size += originalSize
      count += 1
      if (size > limits.bytes || count > limits.parts) throw new Fault('too_large')
      return /\\.(xml|rels)$/.test(name)
    },
  })
  const sheets = Object.keys(parts).filter((name) => /worksheets\\/[^/]+\\.xml$/.test(name))
  if (sheets.length === 0) throw new Fault(Object.keys(parts).length === 0 ? 'broken' : 'no_sheet')
  for (const name of sheets) parts[name] = strToU8(marked(strFromU8(parts[name])))
  return zipSync(parts, { level: 0 })
}
const cell = (value) => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  const number = typeof value === 'object' && value ? value.number : null
  if (typeof number !== 'string') return typeof value === 'boolean' ? (value ? '是' : '否') : String(value)
  // Fifteen digits are all that a spreadsheet keeps of a number.
  const exact = Number(number)
  if (/e\\+?\\d/i.test(number) || Math.abs(exact) > 999999999999999) return marks.digits + (Number.isFinite(exact) ? BigInt(Math.round(exact)) : number)
  return number
}
async function run() {
  const bytes = Buffer.from(unpacked(workerData.bytes))
  const rows = await readSheet(bytes, { parseNumber: (text) => ({ number: text }), trim: false })
  return rows.map((row) => row.map(cell))
}
run().then(
  (rows) => parentPort.postMessage({ rows }),
  (error) => parentPort.postMessage({ fault: error instanceof Fault ? error.message : error && error.name === 'SheetNotFoundError' ? 'no_sheet' : 'broken' }),
)
`

type Answer = { rows: string[][] } | { fault: Fault }

/** The first sheet of a workbook. @throws Unreadable in words, when it is none, is locked, broken, empty or too large */
export function readXlsx(bytes: Buffer): Promise<RawTable> {
  if (bytes.subarray(0, 8).equals(OLE))
    return Promise.reject(new Unreadable('这是旧版 .xls 文件或加了密码的文件，请在表格软件里去掉密码，另存为 xlsx 再上传'))
  const require = createRequire(import.meta.url)
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, {
      eval: true,
      workerData: {
        bytes,
        zip: require.resolve('fflate'),
        reader: require.resolve('read-excel-file/node'),
        limits: { ...importLimits, bytes: MOST_UNPACKED_BYTES, parts: MOST_PARTS },
        marks: { formula: '\uE001formula', digits: '\uE001digits' },
      },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    const fail = (fault: Fault) => reject(new Unreadable(words[fault]))
    const timer = setTimeout(() => {
      fail('too_large')
      void worker.terminate()
    }, MOST_MS)
    worker.once('message', (answer: Answer) => {
      clearTimeout(timer)
      void worker.terminate()
      if ('fault' in answer) fail(answer.fault)
      else resolve({ encoding: null, rows: answer.rows.map((cells, place) => ({ number: place + 1, cells: cells.map(unmarked) })) })
    })
    // Out of memory ends the thread with an error; a library that stumbles ends in the program's own answer.
    worker.once('error', () => {
      clearTimeout(timer)
      fail('too_large')
    })
  })
}

// Control characters can't stand in XML, so the thread uses private ones; a file that brings them itself is refused as a formula.
const unmarked = (cell: string) => cell.replace('\uE001formula', FORMULA_MARK).replace('\uE001digits', LOST_DIGITS_MARK)
