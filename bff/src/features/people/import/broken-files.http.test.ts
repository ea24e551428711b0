import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { accepted, gbk, uploaded } from '../../../../testing/imports.ts'
import { freshIdNumber } from '../../../../testing/people.ts'
import { workbookOf } from '../../../platform/office/workbook.ts'

let app: TestApp
let grid: TestGrid
let street: SignedIn
let code: string
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  street = await staff(app, ['street'], null, [grid.streets[0]])
  code = (await street.call('createHousehold', { body: { placeId: grid.flats[0]?.[0] ?? '' }, idempotencyKey: key() })).code
})
afterAll(() => app.close())

const titles = ['户号', '姓名', '身份证号', '与户主关系', '入住日期'] as const
type Cells = [code: string, name: string, idNumber: string | number, relation: string, from: string]
const workbook = (rows: Cells[], idNumbers: 'text' | 'count' = 'text') =>
  workbookOf([
    { name: '居民', columns: titles.map((title) => ({ title, kind: title === '身份证号' ? idNumbers : 'text', width: 20 })), rows },
  ])
const good = (): Cells => [code, '周小江', freshIdNumber(), '子女', '2024-03-01']
/** The same workbook with its parts changed. */
function changed(bytes: Uint8Array, change: (name: string, xml: string) => string | null): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).flatMap(([name, part]) => {
    const xml = change(name, strFromU8(part))
    return xml === null ? [] : [[name, strToU8(xml)] as const]
  })
  return zipSync(Object.fromEntries(parts))
}
const csv = (...rows: Cells[]) => [titles, ...rows].map((cells) => cells.join(',')).join('\r\n')
const OLE = Buffer.from('d0cf11e0a1b11ae10000000000000000', 'hex')
const whole = () => workbook([good()])

describe('a file that can not be read says what to do, and nothing of it is taken', () => {
  test.each<[string, () => Promise<Uint8Array> | Uint8Array, RegExp]>([
    ['a workbook that was cut off', async () => (await whole()).subarray(0, 900), /不完整或已损坏.*另存一份 xlsx/],
    [
      'a workbook with bytes turned over in its midst',
      async () => (await whole()).map((byte, at) => (at > 200 && at < 900 ? byte ^ 0x5a : byte)),
      /不完整或已损坏/,
    ],
    [
      'a sheet that is no XML',
      async () => changed(await whole(), (name, xml) => (/worksheets/.test(name) ? '<<<' : xml)),
      /不完整或已损坏/,
    ],
    ['a workbook without a sheet', async () => changed(await whole(), (name, xml) => (/worksheets/.test(name) ? null : xml)), /没有工作表/],
    ['a zip of something else', () => zipSync({ 'photo.jpg': Buffer.alloc(64, 7) }), /不完整或已损坏/],
    ['an old .xls, or one with a password', () => Buffer.concat([OLE, Buffer.alloc(512)]), /旧版 \.xls 文件或加了密码.*另存为 xlsx/],
    ['a picture', () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]), /文字编码认不出来/],
    [
      'text in an encoding that nobody writes',
      () => Buffer.from([0x81, 0x20, 0xff, 0xfe, 0x80, 0x41, 0xc3, 0x28, 0xff]),
      /文字编码认不出来/,
    ],
    ['nothing', () => Buffer.from('\n'), /文件是空的/],
    ['a quote that is never closed', () => Buffer.from(csv([code, '"周小江', freshIdNumber(), '子女', ''])), /引号没有成对/],
    ['a table without headings', () => Buffer.from('甲,乙\n1,2\n'), /没有找到/],
  ])('%s', async (_, bytes, words) => {
    const job = await uploaded(app, street, 'resident', await bytes(), { filename: '名单.xlsx' })
    expect(job).toMatchObject({ state: 'unreadable', unreadable: expect.stringMatching(words) })
    await expect(accepted(app, street, job)).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('a file whose rows are wrong names each of them', () => {
  test('a workbook: impossible numbers and dates, a formula, digits that the spreadsheet lost; the good row alone is taken, when that is said', async () => {
    const rows: Cells[] = [
      good(),
      [code, '吴小河', '330102199902300011', '子女', '2024-03-01'],
      [code, '郑小溪', '330199194906150021', '子女', '2024-03-01'],
      [code, '孙小湖', freshIdNumber(), '子女', '2024-02-30'],
      [code, '公式', freshIdNumber(), '子女', '2024-03-01'],
    ]
    const bytes = changed(await workbook(rows), (name, xml) =>
      /worksheets/.test(name) ? xml.replace(/<c r="B6"[^>]*>.*?<\/c>/s, '<c r="B6"><f>1+1</f><v>2</v></c>') : xml,
    )
    const seen = await uploaded(app, street, 'resident', bytes)
    expect(seen).toMatchObject({ state: 'checked', rows: 5, found: { fresh: 1, bad: 4 } })
    expect(seen.faults.map(({ row, column }) => [row, column])).toEqual([
      [3, '身份证号'],
      [4, '身份证号'],
      [5, '入住日期'],
      [6, '姓名'],
    ])
    expect(seen.faults[3]?.message).toContain('公式')
    await expect(accepted(app, street, seen, 'all')).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await accepted(app, street, seen, 'good_rows')).toMatchObject({ state: 'done', done: { made: 1, refused: 4 } })

    const lost = await uploaded(
      app,
      street,
      'resident',
      await workbook([[code, '钱小海', 330102199001011200, '子女', '2024-03-01']], 'count'),
    )
    expect(lost.faults).toMatchObject([{ row: 2, column: '身份证号', message: expect.stringContaining('后几位已经丢失') }])
  })

  test.each<[string, (text: string) => Uint8Array, string]>([
    ['UTF-8', (text) => Buffer.from(text), 'UTF-8'],
    ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`), 'UTF-8'],
    ['UTF-16', (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]), 'UTF-16LE'],
    ['GBK', gbk, 'GB18030'],
  ])('text in %s is read as it was written', async (_, bytes, encoding) => {
    const seen = await uploaded(app, street, 'resident', bytes(csv([code, '欧阳小芸', freshIdNumber(), '子女', '2024-03-01'])))
    expect(seen).toMatchObject({ state: 'checked', encoding, found: { fresh: 1, bad: 0 } })
    expect(seen.firstRows[0]?.cells).toContain('欧阳小芸')
  })
})
