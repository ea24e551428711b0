import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** Sizes of the pages of a PDF in points. */
function pageSizes(pdf: Buffer): [number, number][] {
  return [...pdf.toString('latin1').matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
    Math.round(Number(width)),
    Math.round(Number(height)),
  ])
}

test('the sheet to put up prints on one page of the chosen paper and shows what the law wants shown', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/codes?open=MZ4eYW1o6Ojj`)
  await page.getByRole('button', { name: '打印张贴单' }).click()
  const sheet = page.getByRole('article', { name: '张贴单预览' })
  await sheet.getByRole('img', { name: /公益码$/ }).waitFor()
  const words = await sheet.textContent()
  for (const fact of [
    '一张自己的书桌',
    '演示慈善组织',
    '53330102MJYD000117',
    '演示证字第0001号',
    '查询方式',
    '0571-00000001',
    '演示，不产生真实捐款',
  ])
    expect(words).toContain(fact)

  expect(pageSizes(await page.pdf({ preferCSSPageSize: true, printBackground: true }))).toEqual([[595, 842]])
  await page.getByText('A6（柜台、桌面）').click()
  // Paper is cut in whole points, and browsers round either way.
  const [size, ...more] = pageSizes(await page.pdf({ preferCSSPageSize: true, printBackground: true }))
  expect(more).toEqual([])
  expect(size?.[0]).toBeGreaterThanOrEqual(297)
  expect(size?.[0]).toBeLessThanOrEqual(298)
  expect(faults).toEqual([])
})
