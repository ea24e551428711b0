import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
import { openPhone, type Phone } from './phone.ts'
import { controlFaults, focusSpot, layoutFaults } from './survey.ts'
import type { LayoutRules } from './survey-types.ts'

// The surveys judge every page of the product: each fault they look for is planted here once, and must be found.

const rules: LayoutRules = { text: 16, mainText: 18, tabText: 16, target: 44, mainTarget: 44 }
const sound = '<button style="min-height:52px;min-width:52px;font-size:calc(18px * var(--fs))">捐一笔</button>'

let browser: Browser
let phone: Phone
beforeAll(async () => {
  browser = await launchChromium()
  phone = await openPhone(browser, { base: 'http://phone.invalid' })
})
afterAll(() => browser.close())

async function show(body: string): Promise<Page> {
  const { page } = phone
  const html = `<!doctype html><html lang="zh-CN" style="--fs:1"><meta name="viewport" content="width=device-width,initial-scale=1"><body style="margin:0"><div class="ms-page" style="--fs:1;font-size:calc(18px * var(--fs))"><main>${body}</main></div></body></html>`
  await page.unroute('**/*')
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await page.goto('http://phone.invalid/')
  return page
}

test('a sound page has no faults', async () => {
  const page = await show(`<h1 style="font-size:calc(24px * var(--fs))">公益项目</h1><p>每个项目都由慈善组织发起</p>${sound}`)
  expect(await controlFaults(page)).toEqual([])
  expect(await layoutFaults(page, rules)).toEqual([])
})

describe('controls', () => {
  test.each([
    [
      'a div that listens for clicks',
      '<div id="x">捐一笔</div><script>x.addEventListener("click", () => 1)</script>',
      /its role is|do not meet|cannot take the focus/,
    ],
    ['a div with a handler', '<div onclick="1">捐一笔</div>', /its role is|do not meet/],
    ['a span that shows a hand', '<span style="cursor:pointer">捐一笔</span>', /its role is|do not meet/],
    ['a button that no key leads to', '<button tabindex="-1">捐一笔</button>', /no key leads to it/],
    ['a button without a name', '<button style="width:60px;height:60px"><img alt="" src="data:,"></button>', /no name/],
    ['a button kept from screen readers', '<div aria-hidden="true"><button>捐一笔</button></div>', /do not meet it/],
    [
      'a radio group that Tab never enters',
      '<div role="radiogroup"><div role="radio" aria-checked="false" tabindex="-1" onclick="1">¥20</div></div>',
      /no key leads to it/,
    ],
    ['a focus stop that does nothing', '<p tabindex="0">公益项目</p>', /its role is/],
  ])('%s', async (_name, body, fault) => {
    const page = await show(`${body}${sound}`)
    const faults = await controlFaults(page)
    expect(faults.join('\n')).toMatch(fault)
    expect(faults.every((line) => !line.includes('min-height:52px'))).toBe(true)
  })

  test('a radio group with a roving tab order is sound', async () => {
    const radio = (tabindex: number, label: string) => `<button role="radio" aria-checked="false" tabindex="${tabindex}">${label}</button>`
    expect(
      await controlFaults(await show(`<div role="radiogroup" aria-label="捐多少">${radio(0, '¥20')}${radio(-1, '¥50')}</div>`)),
    ).toEqual([])
  })
})

describe('layout', () => {
  test.each([
    ['small print', '<p style="font-size:14px">公示</p>', /^text of 14\.0 px, 16 wanted: 公示 \(320px ×1, 375px ×1, 414px ×1\)$/m],
    ['text that does not grow', '<p style="font-size:18px">公示</p>', /text of 18\.0 px, .*320px ×1\.4/],
    [
      'a button with small words',
      '<button style="min-height:52px;width:200px;font-size:calc(16px * var(--fs))">捐一笔</button>',
      /main text of 16\.0 px/,
    ],
    ['a heading that is too small', '<h2 style="font-size:calc(16px * var(--fs))">捐多少</h2>', /main text of 16\.0 px/],
    [
      'a target that is too low',
      '<button style="height:30px;width:200px;font-size:calc(18px * var(--fs));padding:0;border:0">捐</button>',
      /a target of 200×30 px/,
    ],
    ['a page wider than the phone', '<div style="width:400px;height:20px"></div>', /the page scrolls sideways: 400 px \(320px ×1/],
    [
      'a part that scrolls sideways',
      '<div style="overflow-x:auto;width:100px"><div style="width:300px;height:9px"></div></div>',
      /a part scrolls sideways/,
    ],
    [
      'text behind an ellipsis',
      '<p style="width:120px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">每个项目都由慈善组织发起</p>',
      /text is cut by <p/,
    ],
    [
      'text cut at the foot of its box',
      '<div style="height:20px;overflow:hidden">每个项目都由慈善组织发起，捐款直接进入该组织的账户</div>',
      /text is cut by <div/,
    ],
    [
      'text cut in a field',
      '<input aria-label="称呼" value="一个很长很长的称呼写不下了" style="width:80px;height:60px;font-size:calc(18px * var(--fs))">',
      /text is cut in a field/,
    ],
    ['a button under a bar', '<div style="position:fixed;inset:0;background:#fff"></div>', /covered and cannot be pressed/],
  ])('%s', async (_name, body, fault) => {
    expect((await layoutFaults(await show(`${sound}${body}`), rules)).join('\n')).toMatch(fault)
  })
})

test('the focus: whether it shows, and whether a bar hides it', async () => {
  const button = (style: string) => `<style>button{width:200px;height:60px;outline:none}</style><button style="${style}">捐一笔</button>`
  const spotOf = async (body: string) => {
    const page = await show(body)
    await page.keyboard.press('Tab')
    return focusSpot(page)
  }
  expect(await spotOf(button('outline:3px solid #0e6b68'))).toMatchObject({ name: '捐一笔', ring: true, seen: true })
  expect(await spotOf(button(''))).toMatchObject({ ring: false })
  const bar = '<div style="position:fixed;inset:0;background:#fff"></div>'
  expect(await spotOf(`${button('outline:3px solid #0e6b68')}${bar}`)).toMatchObject({ seen: false })
})
