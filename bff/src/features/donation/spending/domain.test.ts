import type { DisbursementFields } from '@minsheng/shared/contracts/donation'
import { describe, expect, test } from 'vitest'
import { fileClaim, numberClaim, requestIssues, spendRefusal, spentByLine } from './domain.ts'

const today = '2026-07-15'
const campaign = { startsOn: '2026-07-01', budget: [{ label: '午餐' }, { label: '运费' }] }
const voucher = (number: string, fileId = `vch_${number}`, date: string | null = today): DisbursementFields['vouchers'][number] => ({
  kind: 'vat_invoice',
  issuer: '小营老年食堂',
  number,
  date,
  fileId,
})
const fields = (change: Partial<DisbursementFields> = {}): DisbursementFields => ({
  campaignId: 'cmp_1',
  budgetLabel: '午餐',
  purpose: '午餐',
  payee: '小营老年食堂',
  spentOn: today,
  amountFen: 100,
  vouchers: [voucher('1')],
  publicPictureId: null,
  ...change,
})

describe('one number, however it is written', () => {
  const of = (number: string, change: Partial<Parameters<typeof numberClaim>[0]> = {}) =>
    numberClaim({ kind: 'receipt', issuer: '小营食堂', number, ...change })
  test.each([
    ['spaced', '24 0633 0001', '2406330001', true],
    ['full-width', 'ＡＢ１２', 'ab12', true],
    ['another number', 'AB12', 'AB13', false],
  ])('%s', (_, one, other, isSame) => expect(of(one) === of(other)).toBe(isSame))
  test('another kind or issuer is another voucher', () => {
    expect(of('1')).not.toBe(of('1', { kind: 'bank_slip' }))
    expect(of('1')).not.toBe(of('1', { issuer: '望江食堂' }))
    expect(of('1')).toBe(of('1', { issuer: '小营 食堂' }))
  })
  test('a number never equals a file', () => expect(numberClaim({ kind: 'other', issuer: '', number: 'x' })).not.toBe(fileClaim('x')))
})

describe('what of a request can not be right', () => {
  test.each<[string, Partial<DisbursementFields>, string[]]>([
    ['nothing', {}, []],
    ['on the first day of the campaign', { spentOn: '2026-07-01' }, []],
    ['the day before', { spentOn: '2026-06-30' }, ['body.spentOn']],
    ['tomorrow', { spentOn: '2026-07-16' }, ['body.spentOn']],
    ['a line the budget has not', { budgetLabel: '郊游' }, ['body.budgetLabel']],
    ['a voucher of tomorrow', { vouchers: [voucher('1', 'vch_1', '2026-07-16')] }, ['body.vouchers.0.date']],
    ['a voucher without a day', { vouchers: [voucher('1', 'vch_1', null)] }, []],
    ['one voucher named twice', { vouchers: [voucher('1'), voucher(' 1', 'vch_2')] }, ['body.vouchers.1.number']],
    ['one file named twice', { vouchers: [voucher('1', 'vch_1'), voucher('2', 'vch_1')] }, ['body.vouchers.1.fileId']],
    [
      'all of it at once',
      { budgetLabel: '郊游', spentOn: '2026-07-16', vouchers: [voucher('1'), voucher('1', 'vch_1', '2026-08-01')] },
      ['body.budgetLabel', 'body.spentOn', 'body.vouchers.1.date', 'body.vouchers.1.number', 'body.vouchers.1.fileId'],
    ],
  ])('%s', (_, change, paths) => {
    expect(requestIssues(fields(change), campaign, today).map(({ path }) => path)).toEqual(paths)
  })
})

describe('spending', () => {
  test.each([
    ['all that is left', 100, 100, 100, null],
    ['one fen more than is left', 101, 100, 900, '这个项目的善款只剩 1.00 元，不够支出 1.01 元'],
    ['more than has come into the bank', 100, 900, 99, '银行账户账面上只有 0.99 元'],
    ['from accounts below zero', 1, -5, -5, '这个项目的善款只剩 0.00 元'],
  ] as const)('%s', (_, fen, leftFen, bankFen, words) => {
    const refusal = spendRefusal(fen, leftFen, bankFen)
    if (words === null) expect(refusal).toBeNull()
    else expect(refusal).toContain(words)
  })
})

test('what was spent on each line: the plan in its order, lines no longer in the plan last', () => {
  const budget = [
    { label: '午餐', amountFen: 500 },
    { label: '运费', amountFen: 100 },
  ]
  expect(
    spentByLine(
      budget,
      new Map([
        ['郊游', 7],
        ['运费', 120],
      ]),
    ),
  ).toEqual([
    { label: '午餐', budgetFen: 500, spentFen: 0 },
    { label: '运费', budgetFen: 100, spentFen: 120 },
    { label: '郊游', budgetFen: 0, spentFen: 7 },
  ])
})
