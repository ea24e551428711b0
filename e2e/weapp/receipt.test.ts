import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { afterEach, beforeAll, expect, inject, it } from 'vitest'
import { readPdf } from '../../bff/testing/pdf-text.ts'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'
import { signInStaff } from './staff.ts'

const givingPage = 'packages/donation/giving/index'
const patience = 20_000

let code: GiftCode
let app: WeappApp | undefined
beforeAll(async () => {
  code = await (await signInStaff(inject('system').bff)).codeForGiving()
})
afterEach(() => {
  app?.close()
  app = undefined
})

async function give(phone: WeappApp): Promise<void> {
  await phone.waitForText(code.campaignTitle, patience)
  await phone.tap('其他金额', patience)
  await phone.input('金额', '6.60')
  await phone.tap('捐 ¥6.60', patience)
  await phone.waitForText('钱已到账', 30_000)
}

it('from the thanks to the receipt: its file opens in the phone’s reader and can be sent on', { timeout: 120_000 }, async () => {
  app = openMinsheng({ path: `${givingPage}?scene=${encodeURIComponent(code.scene)}`, scene: 1047 })
  await give(app)
  await app.tap('看捐赠凭证', patience)
  await app.waitForText('人民币陆元陆角整', patience)
  await app.settle(patience)
  await app.screenshot(screenFile('receipt'), { fullPage: true })
  await app.tap('取凭证文件', patience)
  await expect.poll(() => app?.screen.documents.length, { timeout: patience }).toBe(1)
  const [document] = app.screen.documents
  if (!document) throw new Error('a document was opened')
  expect(document).toMatchObject({ fileType: 'pdf', canBeSentOn: true })
  const { text } = readPdf(document.content)
  expect(text.replaceAll('\n', '')).toContain('人民币陆元陆角整')
  const download = app.requests.find(({ url }) => url.endsWith('/receipt/pdf'))
  expect(download?.requestHeaders.Authorization, 'the token goes in a header, never in the address').toMatch(/^Bearer /)
  expect(app.faults).toEqual([])
})

it('without a network the page says so, and the file comes when it is back', { timeout: 120_000 }, async () => {
  app = openMinsheng({ path: `${givingPage}?scene=${encodeURIComponent(code.scene)}`, scene: 1047 })
  await give(app)
  await app.tap('看捐赠凭证', patience)
  await app.waitForText('人民币陆元陆角整', patience)
  app.setNetwork('none')
  await app.tap('取凭证文件', patience)
  await app.waitForText('网络', patience)
  expect(app.screen.documents).toEqual([])
  app.setNetwork('wifi')
  await app.tap('取凭证文件', patience)
  await expect.poll(() => app?.screen.documents.length, { timeout: patience }).toBe(1)
})
