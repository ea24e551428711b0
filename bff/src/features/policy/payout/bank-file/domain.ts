import type { PayReason } from '@minsheng/shared/contracts/policy'
import { formatYuan, parseYuan, plainYuan } from '@minsheng/shared/units/money'
import { csvLine, readCsv } from './csv/domain.ts'

/** One row of what the bank is told to pay. */
export interface BankRow {
  number: number
  accountName: string
  accountNumber: string
  bank: string
  fen: number
  purpose: string
}

interface Head {
  batchId: string
  month: string
  payOn: string
}

const total = (rows: readonly { fen: number }[]) => rows.reduce((sum, { fen }) => sum + fen, 0)

/**
 * The file a bank is given (批量代发): what it is and what it adds up to, a row for each payment, and the sums once more, so
 * that a file cut short is seen.
 */
export function bankFile({ batchId, month, payOn }: Head, rows: readonly BankRow[]): string {
  const sum = plainYuan(total(rows))
  return `${[
    ['批次号', '发放月份', '付款日期', '总笔数', '总金额'],
    [batchId, month, payOn, rows.length, sum],
    ['序号', '户名', '账号', '开户行', '金额', '用途'],
    ...rows.map(({ number, accountName, accountNumber, bank, fen, purpose }) => [
      number,
      accountName,
      accountNumber,
      bank,
      plainYuan(fen),
      purpose,
    ]),
    ['合计', rows.length, sum],
  ]
    .map(csvLine)
    .join('\r\n')}\r\n`
}

/** What the bank said of one row. */
export interface BankAnswer {
  number: number
  fen: number
  /** Null: it was paid. */
  reason: PayReason | null
}

/** A row the bank may answer for, as we hold it. */
export interface Asked {
  number: number
  fen: number
  state: 'held' | 'open' | 'paid' | 'refused' | 'returned'
}

export type ReadReturns = { ok: true; answers: BankAnswer[] } | { ok: false; faults: string[] }

const HEAD = ['批次号', '成功笔数', '成功金额', '失败笔数', '失败金额']
const COLUMNS = ['序号', '金额', '结果', '原因']
const MOST_FAULTS = 20

/** A bank's words, by what they come to. The first that fits counts. */
const reasons: readonly (readonly [RegExp, PayReason])[] = [
  [/销户|注销|冻结|不动户|睡眠/, 'closed_account'],
  [/户名|姓名/, 'wrong_name'],
  [/账号|账户不存在|无此|卡号/, 'no_such_account'],
  [/系统|超时|通讯/, 'bank_failure'],
]
const reasonOf = (words: string): PayReason => reasons.find(([pattern]) => pattern.test(words))?.[1] ?? 'other'

const fenOf = (text: string): number | null => {
  if (/^0(\.0{1,2})?$/.test(text)) return 0
  const read = parseYuan(text)
  return read.ok ? read.fen : null
}

const isRow = (cells: readonly string[] | undefined, wanted: readonly string[]) => wanted.every((word, place) => cells?.[place] === word)

/**
 * Reads what the bank answered, against what it was asked. Whatever does not agree to the fen is named with its line, and
 * then nothing of the file counts.
 */
export function readReturns(text: string, batchId: string, asked: ReadonlyMap<number, Asked>): ReadReturns {
  const [head, sums, columns, ...rows] = readCsv(text)
  if (!isRow(head?.cells, HEAD) || !sums || !isRow(columns?.cells, COLUMNS))
    return { ok: false, faults: [`不是银行的回执文件：第 1 行应当是“${HEAD.join('，')}”，第 3 行应当是“${COLUMNS.join('，')}”`] }
  if (sums.cells[0] !== batchId) return { ok: false, faults: [`第 2 行：这是批次 ${sums.cells[0] ?? ''} 的回执，不是这一批的`] }
  const faults: string[] = []
  const answers: BankAnswer[] = []
  const seen = new Map<number, number>()
  for (const { line, cells } of rows) {
    const fault = faultOf(cells, asked, seen)
    if (fault) {
      faults.push(`第 ${line} 行：${fault}`)
      continue
    }
    const number = Number(cells[0])
    seen.set(number, line)
    answers.push({ number, fen: fenOf(cells[1] ?? '') ?? 0, reason: cells[2] === '成功' ? null : reasonOf(cells[3] ?? '') })
  }
  if (answers.length === 0 && faults.length === 0) faults.push('回执里一笔也没有')
  if (faults.length === 0) faults.push(...sumFaults(sums.cells, answers))
  if (faults.length > MOST_FAULTS) return { ok: false, faults: [...faults.slice(0, MOST_FAULTS), `还有 ${faults.length - MOST_FAULTS} 处`] }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, answers }
}

function faultOf(
  [number = '', amount = '', result = '']: readonly string[],
  asked: ReadonlyMap<number, Asked>,
  seen: ReadonlyMap<number, number>,
) {
  const row = /^\d{1,7}$/.test(number) ? asked.get(Number(number)) : undefined
  if (!row || row.state === 'held') return `序号 ${number} 不在送出的文件里`
  if (seen.has(row.number)) return `序号 ${number} 在第 ${seen.get(row.number)} 行已经有了`
  if (fenOf(amount) !== row.fen) return `序号 ${number} 的金额是 ${amount}，送出的是 ${plainYuan(row.fen)}`
  if (result !== '成功' && result !== '失败') return `序号 ${number} 的结果是“${result}”，只认“成功”或“失败”`
  if (row.state !== 'open') return `序号 ${number} 以前的回执已经答过`
  return null
}

function sumFaults(cells: readonly string[], answers: readonly BankAnswer[]): string[] {
  const paid = answers.filter(({ reason }) => reason === null)
  const refused = answers.filter(({ reason }) => reason !== null)
  const parts = [
    ['成功笔数', String(paid.length), cells[1] ?? ''],
    ['失败笔数', String(refused.length), cells[3] ?? ''],
  ].flatMap(([what, counted, told]) => (counted === told ? [] : [`第 2 行：${what}写的是 ${told}，逐笔数是 ${counted}`]))
  const sums = (
    [
      ['成功金额', total(paid), cells[2] ?? ''],
      ['失败金额', total(refused), cells[4] ?? ''],
    ] as const
  ).flatMap(([what, counted, told]) =>
    fenOf(told) === counted ? [] : [`第 2 行：${what}写的是 ${told}，逐笔加起来是 ${formatYuan(counted)}`],
  )
  return [...parts, ...sums]
}
