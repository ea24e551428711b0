import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestWeapp, key, type SignedIn } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let place: District
const pay = payStandIn(inject('standIns').pay)
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
})
afterAll(() => app.close())

/** Gives one yuan and takes it back at once, with WeChat Pay treating the refund so. */
async function takenBack(refund: NonNullable<Parameters<typeof pay.behave>[1]['refund']>) {
  const at = givingAt(app, place, pay)
  const by = await guestWeapp(app)
  const { gift } = await at.give(by)
  await pay.behave(gift.id, { refund: { delayMs: 0, ...refund } })
  await pay.pay(gift.id)
  await at.becomes(gift.id, 'paid')
  await by.call('undoGift', { params: { giftId: gift.id }, idempotencyKey: key() })
  return { by, giftId: gift.id }
}
const messages = (by: SignedIn, count: number) =>
  until(
    async () => (await by.call('listMessages', {})).items,
    ({ length }) => length === count,
  )

test('money that is back is told once, with how much, of what and where to look', async () => {
  const { by, giftId } = await takenBack({})
  const [message] = await messages(by, 1)
  expect(message).toMatchObject({
    kind: 'refund',
    title: '¥1.00 已退给您',
    body: expect.stringMatching(/^您\d{4}年\d+月\d+日（周.）捐给“独居老人午餐”的 ¥1\.00，已原路退回您付款的账户。/),
    link: `/packages/donation/thanks/index?id=${giftId}`,
    readAt: null,
  })
})

test('money that WeChat can not give back is told with whom to ask', async () => {
  const { by } = await takenBack({ result: 'ABNORMAL' })
  const [stuck] = await messages(by, 1)
  expect(stuck).toMatchObject({
    title: '退款没有退到您的账户',
    body: expect.stringContaining('您也可以联系演示慈善组织：周老师，0571-00000000。'),
  })
})

test('a refund that WeChat closed is told: the money is still in the project, and it can be asked for again', async () => {
  const { by, giftId } = await takenBack({ result: 'CLOSED' })
  const [closed] = await messages(by, 1)
  expect(closed).toMatchObject({
    kind: 'refund',
    title: '这笔捐款没有退成',
    body: expect.stringMatching(
      /微信没有退成.*仍在这个项目里。\d{4}年\d+月\d+日（周.）前，您可以打开这笔捐赠再撤销一次.*演示慈善组织：周老师，0571-00000000。$/,
    ),
    link: `/packages/donation/thanks/index?id=${giftId}`,
  })
})
