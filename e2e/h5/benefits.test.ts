import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, settle, viewModes } from '../browser/phone.ts'
import { takePicture } from './look.ts'

const { bff: base } = inject('system')
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const next = (page: Page) => page.getByRole('button', { name: '下一个' }).tap()

/** Answers what is asked until the list is looked at; passes over what is not in `answers`. */
async function answer(page: Page, answers: Record<string, string>, most: number): Promise<string[]> {
  const asked: string[] = []
  for (let turn = 0; turn < most; turn += 1) {
    // The question that was just answered stays until the next one has come.
    await page
      .getByText(`第 ${turn + 1} 个问题`, { exact: true })
      .or(heading(page, '问完了'))
      .first()
      .waitFor()
    await settle(page)
    const question = (await page.locator('h1:visible').first().textContent()) ?? ''
    if (question === '问完了') break
    asked.push(question)
    const given = answers[question]
    if (given === undefined) {
      await page.getByRole('button', { name: '不清楚，先跳过' }).tap()
      continue
    }
    const choice = page.getByRole('radio', { name: given, exact: true })
    if ((await choice.count()) > 0) await choice.tap()
    else await page.getByRole('textbox').fill(given)
    await next(page)
  }
  return asked
}

test.each(viewModes)('in %s a guest tries out what there is for a mother of 86, and sees why and what is still asked', async (mode) => {
  const phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
  const { page, faults } = phone
  await page.goto('/')
  await page.getByRole('link', { name: /幸福清单/ }).tap()
  await page.getByRole('button', { name: '开始试算' }).tap()
  await page.getByText('第 1 个问题').waitFor()
  await takePicture(page, `benefit-question-${mode}`)

  // What is no date is said beside the question, and nothing is lost.
  await heading(page, '您的出生日期是哪一天？').waitFor()
  await page.getByRole('textbox').fill('八十六岁')
  await next(page)
  await page.getByText('请按年、月、日填写，比如 1950-5-2').waitFor()
  const asked = await answer(
    page,
    {
      '您的出生日期是哪一天？': `${new Date().getFullYear() - 86}年1月1日`,
      '您的户口在哪里？': '上城区',
      '有没有做过老年人能力评估，结果是什么？': '重度失能',
      '连本人在内，家里一共几口人？': '1',
      '全家一个月有多少收入？': '1000',
      '全家有多少存款和有价证券？': '0',
      '全家名下有几辆机动车？': '0',
      '全家名下有几套住房？': '1',
      '现在住在家里，还是住在养老院、福利院？': '住在家里',
      '残疾证上写的是几级？': '没有残疾证',
    },
    30,
  )
  expect(asked.slice(0, 3)).toEqual(['您的出生日期是哪一天？', '您的户口在哪里？', '连本人在内，家里一共几口人？'])
  expect(new Set(asked).size).toBe(asked.length)
  await heading(page, '问完了').waitFor()
  await page.getByRole('button', { name: '看清单' }).tap()
  await heading(page, '试算结果').waitFor()
  await page.getByText('¥295.00', { exact: true }).waitFor()
  await page.getByRole('link', { name: /最低生活保障（低保）.*全家每月 ¥245\.00（参考）/ }).waitFor()
  await page.getByRole('link', { name: /高龄津贴.*每月 ¥50\.00/ }).waitFor()
  await settle(page)
  await takePicture(page, `benefits-${mode}`)
  expect(await axeFaults(page)).toEqual([])

  await page.getByRole('link', { name: /最低生活保障/ }).tap()
  await heading(page, '最低生活保障（低保）').waitFor()
  await page.getByText('符合条件', { exact: true }).first().waitFor()
  await page.getByText('金额还没有经民政局确认，只供参考，以部门答复为准。').waitFor()
  await page.getByText('中华人民共和国社会救助法').waitFor()
  await settle(page)
  await takePicture(page, `benefit-${mode}`)
  expect(await axeFaults(page)).toEqual([])

  await page.goBack()
  await page.getByRole('button', { name: /其他 \d+ 项，看看为什么没有/ }).tap()
  await page.getByRole('link', { name: /育儿补贴/ }).tap()
  await page.getByText('不满 3 周岁').waitFor()
  await page.getByText('不符合', { exact: true }).first().waitFor()
  expect(faults).toEqual([])
  await phone.close()
})

test('without a network an answer is not lost: it says so, and goes on when the network is back', async () => {
  const { page, context, close } = await openPhone(browser, { base })
  await page.goto('/packages/policy/ask/index?of=trial')
  await page.getByRole('textbox').fill('1940-5-2')
  await context.setOffline(true)
  await next(page)
  await page.getByRole('alert').getByText(/网络/).waitFor()
  expect(await page.getByRole('textbox').inputValue()).toBe('1940-5-2')
  await context.setOffline(false)
  await next(page)
  await heading(page, '您的户口在哪里？').waitFor()
  await close()
})
