import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from './csv/domain.ts'
import { type Asked, bankFile, readReturns } from './domain.ts'
import { fromBankBytes, toGb18030 } from './gb18030.ts'

const head = { batchId: 'pob_1', month: '2026-11', payOn: '2026-11-15' }
const row = (number: number, fen: number, accountName = '王小明') => ({
  number,
  accountName,
  accountNumber: '6222021234567890128',
  bank: '杭州银行，湖滨"支行"',
  fen,
  purpose: '高龄津贴',
})

test('the file says what it is and adds up, before and after its rows; whatever is in a name stays in its cell', () => {
  const rows = readCsv(bankFile(head, [row(1, 5_000), row(2, 124_505, '阿依古丽·买买提,a')])).map(({ cells }) => cells)
  expect(rows[1]).toEqual(['pob_1', '2026-11', '2026-11-15', '2', '1295.05'])
  expect(rows.slice(3, 5)).toEqual([
    ['1', '王小明', '6222021234567890128', '杭州银行，湖滨"支行"', '50.00', '高龄津贴'],
    ['2', '阿依古丽·买买提,a', '6222021234567890128', '杭州银行，湖滨"支行"', '1245.05', '高龄津贴'],
  ])
  expect(rows[5]).toEqual(['合计', '2', '1295.05'])
})

test('in the coding of banks, rare characters of names too; read back in either coding', () => {
  expect(toGb18030('中a€').toString('hex')).toBe('d6d061a2e3')
  const text = '王㐂·𠮷龢𬭎,1'
  expect(fromBankBytes(toGb18030(text))).toBe(text)
  expect(fromBankBytes(Buffer.from(text))).toBe(text)
})

test('every character there is comes back', () => {
  const character = fc
    .integer({ min: 0x20, max: 0x10ffff })
    .filter((code) => (code < 0xd800 || code > 0xf8ff) && (code & 0xfffe) !== 0xfffe)
  fc.assert(
    fc.property(fc.array(character, { maxLength: 30 }), (codes) => {
      const text = String.fromCodePoint(...codes)
      expect(new TextDecoder('gb18030').decode(toGb18030(text))).toBe(text.replace(/^\uFEFF/, ''))
    }),
  )
})

describe('what the bank answers', () => {
  const asked = new Map<number, Asked>([
    [1, { number: 1, fen: 5_000, state: 'open' }],
    [2, { number: 2, fen: 6_000, state: 'open' }],
    [3, { number: 3, fen: 7_000, state: 'paid' }],
    [4, { number: 4, fen: 8_000, state: 'held' }],
  ])
  const returns = (sums: string, ...rows: string[]) =>
    ['批次号,成功笔数,成功金额,失败笔数,失败金额', sums, '序号,金额,结果,原因', ...rows].join('\r\n')
  const faults = (text: string) => {
    const read = readReturns(text, 'pob_1', asked)
    return read.ok ? [] : read.faults
  }

  test('is taken row by row, and may leave rows for later', () => {
    expect(readReturns(returns('pob_1,1,50.00,1,60.00', '1,50.00,成功,', '2,60.00,失败,户名不符'), 'pob_1', asked)).toEqual({
      ok: true,
      answers: [
        { number: 1, fen: 5_000, reason: null },
        { number: 2, fen: 6_000, reason: 'wrong_name' },
      ],
    })
    expect(readReturns(returns('pob_1,1,50.00,0,0.00', '1,50.00,成功,'), 'pob_1', asked)).toMatchObject({ ok: true })
  })

  test.each([
    ['账户已销户', 'closed_account'],
    ['收款账号不存在', 'no_such_account'],
    ['银行系统故障', 'bank_failure'],
    ['其他', 'other'],
  ])('%s is %s', (words, reason) => {
    const read = readReturns(returns('pob_1,0,0,1,50.00', `1,50.00,失败,${words}`), 'pob_1', asked)
    expect(read).toMatchObject({ ok: true, answers: [{ reason }] })
  })

  test.each([
    ['a row that was never sent', returns('pob_1,1,50.00,0,0', '9,50.00,成功,'), ['第 4 行：序号 9 不在送出的文件里']],
    ['a row that was held back', returns('pob_1,1,80.00,0,0', '4,80.00,成功,'), ['第 4 行：序号 4 不在送出的文件里']],
    ['another sum', returns('pob_1,1,50.01,0,0', '1,50.01,成功,'), ['第 4 行：序号 1 的金额是 50.01，送出的是 50.00']],
    ['a row twice', returns('pob_1,2,100.00,0,0', '1,50.00,成功,', '1,50.00,成功,'), ['第 5 行：序号 1 在第 4 行已经有了']],
    ['what was answered before', returns('pob_1,1,70.00,0,0', '3,70.00,成功,'), ['第 4 行：序号 3 以前的回执已经答过']],
    ['neither yes nor no', returns('pob_1,1,50.00,0,0', '1,50.00,处理中,'), ['第 4 行：序号 1 的结果是“处理中”，只认“成功”或“失败”']],
    ['other counts', returns('pob_1,2,50.00,0,0', '1,50.00,成功,'), ['第 2 行：成功笔数写的是 2，逐笔数是 1']],
    ['other totals', returns('pob_1,1,60.00,0,0', '1,50.00,成功,'), ['第 2 行：成功金额写的是 60.00，逐笔加起来是 50.00']],
    ['of another batch', returns('pob_2,1,50.00,0,0', '1,50.00,成功,'), ['第 2 行：这是批次 pob_2 的回执，不是这一批的']],
    ['nothing in it', returns('pob_1,0,0,0,0'), ['回执里一笔也没有']],
  ])('%s is refused, with its line', (_, text, wanted) => {
    expect(faults(text)).toEqual(wanted)
  })

  test('any other file is none of the bank', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => faults(text).length > 0))
  })
})
