import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { barHeights, type ScreenInput, screenHtml } from './screen-html.ts'

export interface DrawOptions {
  /** The whole scrolled page instead of what one screen shows. */
  fullPage?: boolean
}

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: flags })
}

/** Draws the screen to a PNG. The tree and the styles are the mini-program's own; only the box layout is Chromium's. */
export async function drawScreen(file: string, input: ScreenInput, { fullPage = false }: DrawOptions = {}): Promise<void> {
  const { windowWidth, windowHeight, pixelRatio } = input.host.phone.device
  mkdirSync(path.dirname(file), { recursive: true })
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: windowWidth, height: windowHeight + barHeights.navigation }, deviceScaleFactor: pixelRatio })
    await page.setContent(screenHtml(input), { waitUntil: 'networkidle' })
    if (fullPage) {
      // A tall screen instead of Chromium's own full page, so that fixed bars stand at its end.
      const height = await page.evaluate<number>('document.documentElement.scrollHeight')
      await page.setViewportSize({ width: windowWidth, height })
    }
    await page.screenshot({ path: file })
  } finally {
    await browser.close()
  }
}
