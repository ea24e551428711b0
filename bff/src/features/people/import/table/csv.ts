import { importLimits } from '@minsheng/shared/contracts/people'
import { CsvError, parse } from 'csv-parse/sync'
import type { RawTable } from '../domain.ts'

export class Unreadable extends Error {
  constructor(words: string) {
    super(words)
    this.name = 'Unreadable'
  }
}

const decoded = (bytes: Buffer, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Text in whatever encoding the office's spreadsheets write: UTF-8 with or without a mark, UTF-16 with one, GBK or GB18030.
 * @throws Unreadable when it is none of them
 */
export function textOf(bytes: Buffer): { text: string; encoding: string } {
  const [first = 0, second = 0] = bytes
  const marked = first === 0xff && second === 0xfe ? 'UTF-16LE' : first === 0xfe && second === 0xff ? 'UTF-16BE' : null
  for (const encoding of marked ? [marked] : ['UTF-8', 'GB18030']) {
    const text = decoded(bytes, encoding)
    // A file that is no text at all decodes to something in GB18030, but with zero bytes in it.
    if (text !== null && !text.includes('\u0000')) return { text, encoding }
  }
  throw new Unreadable('文件的文字编码认不出来，或者这不是表格文件。请在表格软件里另存为“CSV UTF-8”或 xlsx 再上传')
}

function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r\n|\n|\r/, 1)
  const count = (sign: string) => line.split(sign).length
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** @throws Unreadable */
export function readCsv(bytes: Buffer): RawTable {
  const { text, encoding } = textOf(bytes)
  try {
    const records: string[][] = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      max_record_size: 64 * 1024,
      to: importLimits.rows + 20,
    })
    return { encoding, rows: records.map((cells, place) => ({ number: place + 1, cells: cells.slice(0, importLimits.columns) })) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? `第 ${error.lines} 行附近` : '有一行'
    throw new Unreadable(
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? '有一行太长，不像是表格，请检查引号是否成对'
        : `${line}的引号没有成对，后面的内容读不出来。请检查这一行的双引号，或另存为 xlsx 再上传`,
    )
  }
}
