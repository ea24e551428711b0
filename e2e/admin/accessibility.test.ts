import { fileURLToPath } from 'node:url'
import { staffRoles } from '@minsheng/shared/access/role'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { menuOf } from '../../bff/admin/src/features/identity/menu.ts'
import { barriers } from './barriers.ts'
import { type DemoStaff, eventually, goTo, launchChromium, openAdmin, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test.concurrent('the sign-in page', async () => {
  const { page } = await openAdmin(browser, bff)
  await page.getByLabel('账号').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('请填写密码').waitFor()
  expect(await barriers(page)).toEqual([])
})

/** axe takes seconds for a page: a few pages each, for all of them in one go took as long as a test may. */
const menus: { who: DemoStaff; firstPage?: string; titles: string[] }[] = [
  { who: 'admin', titles: ['捐赠记录', '募捐活动', '慈善项目', '项目进展', '信息公开'] },
  { who: 'admin', titles: ['公益码', '点位', '慈善组织', '企业配捐', '一起捐'] },
  { who: 'admin', titles: ['月捐约定', '到账差异', '每日对账', '支出', '结算'] },
  { who: 'admin', titles: ['结余转用', '月结', '网格地图', '救助申请', '待遇'] },
  { who: 'admin', titles: ['巡码', '退款', '捐赠人', '感谢信', '统计'] },
  { who: 'admin', titles: ['数据交换', '数据质量', '资料申请', '政策草稿', '待遇发放'] },
  { who: 'admin', titles: ['多发追回', '数据目录', '消息发送', '账号与角色', '一键呼时限'] },
  { who: 'grid', firstPage: '网格地图', titles: ['家庭', '排班', '去世核实', '上门授权', '政策上门名单'] },
  { who: 'district', firstPage: '网格地图', titles: ['对外接口'] },
  { who: 'security', firstPage: '审计记录', titles: ['审计记录', '导出审批'] },
]

/** These have a journey that looks at them, here or in a file of their own. */
const lookedAtInJourneys = [
  ...['扫码情况', '码警', '居民', '重复人员', '事实冲突', '批量导入'],
  ...['一键呼', '一键呼报表', '联动驾驶舱'],
  ...['政策目录', '政策参数', '政策试算', '政策覆盖'],
]

test('no page of the menu is left out', () => {
  const pages = menuOf(staffRoles).flatMap((group) => group.items.map((item) => item.label))
  const lookedAt = [...menus.flatMap(({ titles }) => titles), ...lookedAtInJourneys]
  expect(lookedAt.toSorted()).toEqual(pages.toSorted())
})

test.concurrent.each(menus.map((menu) => ({ ...menu, named: menu.titles.join('、') })))(
  'pages of the menu: $named',
  async ({ who, firstPage, titles }) => {
    const { page } = await openAdminAs(browser, bff, who, firstPage)
    for (const title of titles) {
      await goTo(page, title)
      expect(await barriers(page), title).toEqual([])
    }
    await page.context().close()
  },
)

test.concurrent('a key for another system is shown once and taken back', async () => {
  const { page } = await openAdminAs(browser, bff, 'district', '网格地图')
  await goTo(page, '对外接口')
  await page.getByRole('button', { name: '发一个密钥' }).first().click()
  const drawer = page.getByRole('dialog', { name: '发一个密钥' })
  await drawer.getByRole('button', { name: '发密钥' }).click()
  await drawer.getByText('请写明发给谁，至少 2 个字').first().waitFor()
  await drawer.getByLabel('发给谁').fill('智慧城管平台')
  await drawer.getByRole('button', { name: '发密钥' }).click()
  await page.getByText('密钥只显示这一次', { exact: false }).waitFor()
  expect(await page.locator('code').textContent()).toMatch(/^o3_[A-Za-z0-9_-]{43}$/)
  expect(await barriers(page), 'issued').toEqual([])
  await page.screenshot({ path: fileURLToPath(new URL('../out/admin/api-keys.png', import.meta.url)) })
  await page.getByRole('button', { name: '收回“智慧城管平台”的密钥' }).first().click()
  await page.getByRole('button', { name: '收回', exact: true }).last().click()
  await page.getByText('已收回', { exact: true }).first().waitFor()
  expect(await barriers(page), 'withdrawn').toEqual([])
  await page.context().close()
})

test.concurrent('what a member of staff is told', async () => {
  const { page } = await openAdminAs(browser, bff, 'finance')
  await page.getByRole('link', { name: '我的消息' }).click()
  await page.getByRole('heading', { level: 1, name: '我的消息' }).waitFor()
  await page.getByRole('list', { name: '我的消息' }).or(page.getByText('还没有消息')).waitFor()
  expect(await barriers(page), 'messages').toEqual([])
  await page.screenshot({ path: fileURLToPath(new URL('../out/admin/my-messages.png', import.meta.url)) })
  await page.context().close()
})

test.concurrent('a campaign, and its change', async () => {
  const { page } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/campaigns?open=cmp_desk`)
  await page.getByRole('dialog').getByText('接受捐赠的账户').waitFor()
  expect(await barriers(page), 'campaign').toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: '更正或变更' }).click()
  await page.getByRole('dialog', { name: '更正或变更' }).getByLabel('公开的说明').waitFor()
  expect(await barriers(page), 'change').toEqual([])
  await page.context().close()
})

test.concurrent('a code, revoking it, and the sheet to print', async () => {
  const { page } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/codes?open=MZ4eYW1o6Ojj`)
  await page.getByRole('button', { name: '下载 PNG' }).waitFor()
  expect(await barriers(page), 'code').toEqual([])
  await page.getByRole('button', { name: '吊销' }).click()
  await page.getByRole('dialog', { name: '吊销这个公益码' }).waitFor()
  expect(await barriers(page), 'revoking').toEqual([])
  await page.goto(`${bff}/admin/codes/MZ4eYW1o6Ojj/sheet`)
  await page.getByRole('article', { name: '张贴单预览' }).waitFor()
  expect(await barriers(page), 'sheet').toEqual([])
  await page.context().close()
})

test.concurrent('the statistics of a venue, and an alarm', async () => {
  const { page } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/venue-statistics?open=ven_xiaoying`)
  await page.getByRole('dialog').getByText('每天的数字').waitFor()
  expect(await barriers(page), 'statistics of a venue').toEqual([])
  await page.goto(`${bff}/admin/code-alarms?kind=silent`)
  await page.getByRole('button', { name: /^查看/ }).first().click()
  await page.getByRole('dialog').getByText('看到了什么').waitFor()
  expect(await barriers(page), 'alarm').toEqual([])
  await page.context().close()
})

test.concurrent('a matching agreement, its form, and a together page', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  const picture = (name: string) => page.screenshot({ path: fileURLToPath(new URL(`../out/admin/${name}.png`, import.meta.url)) })
  await page.goto(`${bff}/admin/matchings`)
  await page.getByText('演示·湖滨食品公司').waitFor()
  await picture('matchings')
  await page.getByRole('button', { name: '查看 演示·湖滨食品公司 的协议' }).click()
  await page.getByRole('heading', { name: '企业付来的款' }).waitFor()
  expect(await barriers(page), 'agreement').toEqual([])
  await picture('matching')
  await page.getByRole('button', { name: '登记到账' }).click()
  await page.getByRole('dialog', { name: '登记配捐到账' }).getByRole('button', { name: '登记到账' }).click()
  await page.getByText('请选择到账日期').first().waitFor()
  expect(await barriers(page), 'transfer').toEqual([])
  await page.goto(`${bff}/admin/matchings`)
  await page.getByRole('button', { name: '登记协议' }).first().click()
  await page.getByRole('dialog', { name: '登记配捐协议' }).getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('请照营业执照填写企业名称').first().waitFor()
  await page.getByRole('button', { name: '总额最多（元）：请填写总额，如 50000' }).waitFor()
  expect(await barriers(page), 'agreement form').toEqual([])
  await picture('matching-form')
  await page.goto(`${bff}/admin/teams`)
  await page.getByRole('button', { name: /^查看 三单元邻居/ }).click()
  await page.getByRole('dialog').getByText('楼上的周阿婆').waitFor()
  expect(await barriers(page), 'together page').toEqual([])
  await picture('team')
  expect(faults).toEqual([])
})

test.concurrent('forms with their errors', async () => {
  const { page } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/codes?create=1`)
  await page.getByRole('dialog', { name: '生成公益码' }).getByRole('button', { name: '生成', exact: true }).click()
  await page.getByText('有 3 处需要修改').waitFor()
  expect(await barriers(page), 'new code').toEqual([])
  await page.goto(`${bff}/admin/campaigns/new`)
  await page.getByRole('button', { name: '新建慈善项目' }).click()
  const making = page.getByRole('dialog', { name: '新建慈善项目' })
  await making.getByRole('button', { name: '保存', exact: true }).click()
  await making.getByText('有 3 处需要修改').waitFor()
  expect(await barriers(page), 'project form').toEqual([])
  await page.context().close()
})

test.concurrent('a form with boxes to tick and its errors', async () => {
  const { page } = await openAdminAs(browser, bff, 'grid', '网格地图')
  await page.goto(`${bff}/admin/offline-consents?resident=res_journey`)
  await page.getByRole('button', { name: '提交，等同事核实' }).click()
  await page.getByRole('group', { name: '托付哪些事', description: '请至少选一件事' }).waitFor()
  expect(await barriers(page), 'consent form').toEqual([])
  await page.context().close()
})

test.concurrent.each(
  [
    ['project', 'plan', 'money'],
    ['words', 'check'],
  ].map((steps) => ({ steps, named: steps.join(', ') })),
)('steps of a campaign: $named', async ({ steps }) => {
  const { page } = await openAdminAs(browser, bff, 'charity')
  for (const step of steps) {
    await page.goto(`${bff}/admin/campaigns/cmp_quilt/edit?step=${step}`)
    await page.getByRole('heading', { level: 2, name: /共 5 步/ }).waitFor()
    expect(await barriers(page), step).toEqual([])
  }
  await page.context().close()
})

test.concurrent('a spending with its vouchers, and the form that asks for one', async () => {
  const { page } = await openAdminAs(browser, bff, 'finance')
  await goTo(page, '支出')
  await page.getByRole('button', { name: '查看支出 第一批 120 份热饭' }).click()
  await page.getByRole('dialog').getByText('DEMO-INV-0201').first().waitFor()
  expect(await barriers(page), 'spending').toEqual([])
  await page.goto(`${bff}/admin/spending/new`)
  await page.getByRole('button', { name: '提出申请' }).click()
  await page.getByRole('alert', { name: '需要修改的内容' }).waitFor()
  expect(await barriers(page), 'spending form').toEqual([])
})

test('the keyboard alone: skip link first, then the menu, and the page takes the focus when it changes', async () => {
  const { page } = await openAdminAs(browser, bff, 'admin')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: '捐赠记录' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('跳到主要内容')
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('募捐活动')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '募捐活动' }).waitFor()
  await eventually(() => page.locator('main:focus').count()).toBe(1)
})
