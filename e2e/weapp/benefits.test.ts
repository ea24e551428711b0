import { afterEach, expect, it } from 'vitest'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'

const patience = 15_000
const born = `${new Date().getFullYear() - 86}-1-1`

let app: WeappApp | undefined
afterEach(() => {
  app?.close()
  app = undefined
})

it('in the compiled mini-program a guest tries out what there is, one question at a time, and sees why', { timeout: 90_000 }, async () => {
  app = openMinsheng()
  await app.tap('幸福清单', patience)
  await app.waitForRoute('packages/policy/list/index', patience)
  await app.tap('开始试算', patience)
  await app.waitForText('您的出生日期是哪一天？', patience)
  await app.tap('下一个', patience)
  await app.waitForText('请先填写', patience)
  await app.input('出生日期', born)
  await app.tap('下一个', patience)
  await app.waitForText('您的户口在哪里？', patience)
  await app.settle(patience)
  const [here] = app.page().byRole('radio', '上城区')
  if (!here) throw new Error('the district can be chosen')
  await app.tap(here)
  // Shown as chosen, it is: nobody goes on sooner.
  await expect.poll(() => here.attrs.ariaChecked, { timeout: patience }).toBe(true)
  await app.tap('下一个', patience)
  await app.waitForText('家里一共几口人', patience)
  await app.input('家里几口人', '99')
  await app.tap('下一个', patience)
  await app.waitForText('请填 1 到 13 之间的数', patience)
  await app.input('家里几口人', '1')
  await app.tap('下一个', patience)
  await app.tap('先到这里，看清单', patience)
  await app.waitForText('试算结果', patience)
  await app.waitForText('高龄津贴', patience)
  await app.waitForText('每月 ¥50.00（参考）', patience)
  await app.screenshot(screenFile('benefits'), { fullPage: true })
  await app.tap('高龄津贴', patience)
  await app.waitForText('年满 80 周岁', patience)
  await app.waitForText('不用交材料，确认后部门核实发放', patience)
  await app.screenshot(screenFile('benefit'), { fullPage: true })
  expect(app.faults).toEqual([])
  expect(app.consoleLines('error')).toEqual([])
})
