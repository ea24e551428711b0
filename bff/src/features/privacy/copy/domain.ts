/** Column names as a person reads them, and what stands there. */
type CopyRow = Readonly<Record<string, string | number | null>>

/** One kind of thing in a copy. */
export interface CopyPart {
  key: string
  title: string
  purpose: string
  basis: string
  kept: string
  rows: readonly CopyRow[]
}

export interface CopyContent {
  madeAt: string
  note: string
  parts: readonly CopyPart[]
}

const columnsOf = (rows: readonly CopyRow[]) => [...new Set(rows.flatMap((row) => Object.keys(row)))]
const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value))

/** A cell that a spreadsheet reads as text, whatever it begins with. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A table for a spreadsheet: UTF-8 with its mark, lines by CRLF. */
export function csvOf(rows: readonly CopyRow[]): string {
  const columns = columnsOf(rows)
  const lines = [columns, ...rows.map((row) => columns.map((column) => text(row[column])))]
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (value: string) => value.replace(/[&<>"']/g, (character) => escapes[character] ?? character)

function tableOf(rows: readonly CopyRow[]): string {
  if (rows.length === 0) return '<p>没有。</p>'
  const columns = columnsOf(rows)
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')
  const body = rows.map((row) => `<tr>${columns.map((column) => `<td>${escaped(text(row[column]))}</td>`).join('')}</tr>`).join('\n')
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`
}

/** A page that any browser shows, large and plain, without a script and without anything from elsewhere. */
export function pageOf({ madeAt, note, parts }: CopyContent): string {
  const sections = parts.map(
    (part) =>
      `<section><h2>${escaped(part.title)}（${part.rows.length}）</h2><p>用来做什么：${escaped(part.purpose)}</p><p>依据：${escaped(part.basis)}</p><p>保存多久：${escaped(part.kept)}</p>${tableOf(part.rows)}</section>`,
  )
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>我的资料</title>
<style>body{max-width:960px;margin:24px auto;padding:0 16px;font:18px/1.7 system-ui,sans-serif;color:#1c2628}h1{font-size:28px}h2{margin-top:40px;font-size:22px;color:#094e4c}.wide{overflow-x:auto}table{border-collapse:collapse;font-size:16px}th,td{padding:8px 12px;border:1px solid #d9e0e0;text-align:left;vertical-align:top}th{background:#e3f1ef}</style></head>
<body><h1>我的资料</h1><p>${escaped(note)}</p><p>生成时间：${escaped(madeAt)}</p>
${sections.join('\n')}
</body></html>
`
}
