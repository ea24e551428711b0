import Router from '@koa/router'
import Koa from 'koa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen, type RunningServer } from '../server/listen.ts'
import { addBank } from './answers.ts'

let bank: RunningServer
beforeAll(async () => {
  const router = new Router()
  addBank(router)
  const koa = new Koa()
  koa.use(router.routes())
  bank = await listen(koa.callback(), '127.0.0.1', 0)
})
afterAll(() => bank.close())

const file = (total: string) =>
  [
    '批次号,发放月份,付款日期,总笔数,总金额',
    `pob_1,2026-11,2026-11-15,2,${total}`,
    '序号,户名,账号,开户行,金额,用途',
    '1,A,6222021234567890128,"B,C",50.00,D',
    '2,A,6222021234567890128,B,60.10,D',
    `合计,2,${total}`,
    '',
  ].join('\r\n')
/** The heads are in the coding of banks; what matters of the rest is plain. */
const gb: Record<string, string> = {}
const send = async (query: string, total = '110.10') => {
  const response = await fetch(`${bank.url}/bank/payments${query}`, { method: 'POST', body: encoded(file(total)) })
  return { status: response.status, lines: (await response.text()).trim().split('\r\n') }
}
function encoded(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  if (Object.keys(gb).length === 0)
    for (let first = 0xb0; first <= 0xf7; first += 1)
      for (let second = 0xa1; second <= 0xfe; second += 1) {
        const bytes = Buffer.from([first, second])
        gb[decoder.decode(bytes)] = bytes.toString('hex')
      }
  return Buffer.from([...text].map((one) => gb[one] ?? Buffer.from(one).toString('hex')).join(''), 'hex')
}

test('it answers for every row, and refuses those it is told to', async () => {
  expect((await send('?refuse=2&reason=账户已销户')).lines).toEqual([
    '批次号,成功笔数,成功金额,失败笔数,失败金额',
    'pob_1,1,50.00,1,60.10',
    '序号,金额,结果,原因',
    '1,50.00,成功,',
    '2,60.10,失败,账户已销户',
  ])
})

test.each([
  ['short', ['1,50.00,成功,']],
  ['other_sum', ['1,50.01,成功,', '2,60.10,成功,']],
  ['stranger', ['9999,50.00,成功,', '2,60.10,成功,']],
])('%s', async (misbehave, rows) => {
  expect((await send(`?misbehave=${misbehave}`)).lines.slice(3)).toEqual(rows)
})

test('a file that does not add up is not taken', async () => {
  expect((await send('', '110.11')).status).toBe(400)
})
