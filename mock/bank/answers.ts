import type Router from '@koa/router'
import * as z from 'zod'
import { readBody } from '../server/body.ts'

/** What a bank may do besides its work. */
const wanted = z.object({
  /** Serial numbers it refuses, as `2,5`. */
  refuse: z
    .string()
    .regex(/^\d+(,\d+)*$/)
    .optional(),
  reason: z.string().max(40).default('户名不符'),
  /** `short`: it answers for all but the last. `other_sum`: a cent more. `stranger`: for a row nobody sent. */
  misbehave: z.enum(['short', 'other_sum', 'stranger']).optional(),
})
type Wanted = z.output<typeof wanted>

interface Asked {
  number: string
  fen: number
}

const HEAD = '批次号,发放月份,付款日期,总笔数,总金额'
const yuan = (fen: number) => (fen / 100).toFixed(2)
const fenOf = (text: string) => Math.round(Number(text) * 100)

/** Cells of a line; names and banks may hold commas between quotes. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map(([, cell = '']) => cell.replaceAll(/^"|"$/g, '').replaceAll('""', '"'))

/** Reads a file of payments as a bank does. @returns null when it would not take it */
function readFile(bytes: Buffer): { batch: string; asked: Asked[] } | null {
  const [head, batch, , ...rest] = new TextDecoder('gb18030').decode(bytes).trim().split('\r\n')
  const total = cellsOf(rest.pop() ?? '')
  const [id = '', , , count = '', sum = ''] = cellsOf(batch ?? '')
  const asked = rest.map(cellsOf).map(([number = '', , , , amount = '']) => ({ number, fen: fenOf(amount) }))
  const added = asked.reduce((all, { fen }) => all + fen, 0)
  const agrees = Number(count) === asked.length && fenOf(sum) === added && total[1] === count && total[2] === sum
  return head === HEAD && agrees ? { batch: id, asked } : null
}

/** What the bank sends back, in its own coding of yuan and words. */
function answerFile(batch: string, asked: readonly Asked[], { refuse, reason, misbehave }: Wanted): string {
  const refusing = new Set(refuse?.split(','))
  const told = (misbehave === 'short' ? asked.slice(0, -1) : asked).map(({ number, fen }, place) => ({
    number: misbehave === 'stranger' && place === 0 ? '9999' : number,
    fen: misbehave === 'other_sum' && place === 0 ? fen + 1 : fen,
    isPaid: !refusing.has(number),
  }))
  const of = (isPaid: boolean) => told.filter((row) => row.isPaid === isPaid)
  const sum = (isPaid: boolean) => yuan(of(isPaid).reduce((all, { fen }) => all + fen, 0))
  return [
    '批次号,成功笔数,成功金额,失败笔数,失败金额',
    [batch, of(true).length, sum(true), of(false).length, sum(false)].join(','),
    '序号,金额,结果,原因',
    ...told.map(({ number, fen, isPaid }) => [number, yuan(fen), isPaid ? '成功' : '失败', isPaid ? '' : reason].join(',')),
    '',
  ].join('\r\n')
}

/** The counter of a bank that pays in bulk: a file of payments in, its answer out. */
export function addBank(router: Router): void {
  router.post('/bank/payments', async (ctx) => {
    const asked = wanted.safeParse(ctx.query)
    const file = readFile(await readBody(ctx.req, 16 * 1024 * 1024))
    if (!asked.success || !file) {
      ctx.status = 400
      ctx.body = { problem: asked.success ? '文件的笔数、金额和合计对不上，或者不是代发文件' : z.prettifyError(asked.error) }
      return
    }
    ctx.type = 'text/csv; charset=utf-8'
    ctx.body = answerFile(file.batch, file.asked, asked.data)
  })
}
