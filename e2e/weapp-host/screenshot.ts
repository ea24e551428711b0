import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { barHeights, type ScreenInput, screenHtml } from './screen-html.ts'

export interface DrawOptions {
  /** The whole scrolled page instead of what one screen shows. */
  fullPage?: boolean
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function chromiumPath(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const found =
    process.env.CHROMIUM_PATH ?? folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file))
  if (!found) throw new Error('Chromium is not installed; name it in CHROMIUM_PATH')
  return found
}

async function withScreen<T>(input: ScreenInput, use: (page: Page) => Promise<T>): Promise<T> {
  const { windowWidth, windowHeight, pixelRatio } = input.host.phone.device
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: flags })
  try {
    const page = await browser.newPage({
      viewport: { width: windowWidth, height: windowHeight + barHeights.navigation },
      deviceScaleFactor: pixelRatio,
    })
    await page.setContent(screenHtml(input), { waitUntil: 'load' })
    return await use(page)
  } finally {
    await browser.close()
  }
}

/** Letter sizes, line heights and the rectangles of what can be touched, as drawn. */
export interface Layout {
  /** How far the page is wider than the screen. */
  overflowPx: number
  texts: { text: string; fontPx: number; lineHeight: number }[]
  /** What can be tapped or typed into, by role and spoken name. */
  targets: { role: string; name: string; width: number; height: number }[]
}

const measureInPage = `(() => {
  const shown = (element) => element.getClientRects().length > 0
  const texts = [...document.querySelectorAll('#page *')]
    .filter((element) => shown(element) && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => {
      const { fontSize, lineHeight } = getComputedStyle(element)
      const fontPx = parseFloat(fontSize)
      return { text: element.textContent.trim().slice(0, 40), fontPx, lineHeight: lineHeight === 'normal' ? 1.45 : parseFloat(lineHeight) / fontPx }
    })
  const targets = [...document.querySelectorAll('#page [data-target]')].filter(shown).map((element) => {
    const { width, height } = element.getBoundingClientRect()
    return { role: element.getAttribute('role'), name: element.getAttribute('aria-label'), width, height }
  })
  return { overflowPx: document.documentElement.scrollWidth - document.documentElement.clientWidth, texts, targets }
})()`

/** Draws the screen to a PNG and measures it. The tree and the styles are the mini-program's own; only the box layout is Chromium's. */
export async function drawScreen(file: string, input: ScreenInput, { fullPage = false }: DrawOptions = {}): Promise<Layout> {
  mkdirSync(path.dirname(file), { recursive: true })
  return withScreen(input, async (page) => {
    if (fullPage) {
      // A tall screen instead of Chromium's own full page, so that fixed bars stand at its end.
      const height = await page.evaluate<number>('document.documentElement.scrollHeight')
      await page.setViewportSize({ width: input.host.phone.device.windowWidth, height })
    }
    await page.screenshot({ path: file })
    return page.evaluate<Layout>(measureInPage)
  })
}
