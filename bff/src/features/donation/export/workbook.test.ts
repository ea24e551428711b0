import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { sheetRows } from '../../../../testing/workbook.ts'
import { workbookOf } from './workbook.ts'

test('the row of titles stays in sight, money is a number to the fen, and a code that looks like a number stays text', async () => {
  const bytes = await workbookOf([
    {
      name: '捐赠',
      columns: [
        { title: '编号', kind: 'text', width: 20 },
        { title: '金额（元）', kind: 'yuan', width: 14 },
      ],
      rows: [
        ['0042000099', 12.3],
        ['=1+1', null],
      ],
    },
  ])
  const files = unzipSync(bytes)
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
  expect(sheet).not.toContain('<f>')
  expect(await sheetRows(bytes, '捐赠')).toEqual({
    header: ['编号', '金额（元）'],
    rows: [
      ['0042000099', 12.3],
      ['=1+1', null],
    ],
  })
})
