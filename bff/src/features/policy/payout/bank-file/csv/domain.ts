const mark = /[",\r\n]/

/** One line of a table of text. */
export const csvLine = (cells: readonly (string | number)[]): string =>
  cells.map((cell) => (mark.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell))).join(',')

/** The cells of every line that holds anything, with its place in the file, from 1. */
export function readCsv(text: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  let line = 1
  let begun = 1
  const endRow = () => {
    cells.push(cell.trim())
    if (cells.some((one) => one !== '')) rows.push({ line: begun, cells })
    cells = []
    cell = ''
  }
  const body = text.replace(/^\uFEFF/, '')
  for (let place = 0; place < body.length; place += 1) {
    const character = body[place] ?? ''
    if (character === '\n') line += 1
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (body[place + 1] === '"') {
        cell += '"'
        place += 1
      } else isQuoted = false
    } else if (character === '"') isQuoted = true
    else if (character === ',') {
      cells.push(cell.trim())
      cell = ''
    } else if (character === '\n') {
      endRow()
      begun = line
    } else if (character !== '\r') cell += character
  }
  endRow()
  return rows
}
