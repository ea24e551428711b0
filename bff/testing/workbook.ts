import { readSheet } from 'read-excel-file/node'

/** One sheet of a workbook as its header and its rows, each cell as a spreadsheet would hold it. */
export async function sheetRows(bytes: Uint8Array, sheet: string): Promise<{ header: string[]; rows: unknown[][] }> {
  const [header = [], ...rows] = await readSheet(Buffer.from(bytes), sheet)
  return { header: header.map(String), rows }
}

/** A money column in fen. */
export function fenOf({ header, rows }: { header: string[]; rows: unknown[][] }, title: string): number[] {
  const place = header.indexOf(title)
  if (place < 0) throw new Error(`no column ${title} in ${header.join(' ')}`)
  return rows.map((row) => Math.round(Number(row[place]) * 100))
}
