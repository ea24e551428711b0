import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'

/** What Lighthouse measured in one run; medians of several count, one run does not. */
export interface PageFigures {
  /** 0–100. */
  score: number
  firstPaintMs: number
  largestPaintMs: number
  blockedMs: number
  layoutShift: number
  speedIndexMs: number
  /** Sent over the wire, all requests together. */
  bytes: number
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
const LONGEST_LOAD_MS = 45_000

/** One run with Lighthouse's own mobile settings (a mid-range phone on slow 4G, simulated), in a browser of its own. */
export async function measurePage(chromePath: string, url: string): Promise<PageFigures> {
  const chrome = await launch({ chromePath, chromeFlags: flags, ignoreDefaultFlags: true, logLevel: 'silent' })
  try {
    const outcome = await lighthouse(url, {
      port: chrome.port,
      onlyCategories: ['performance'],
      output: 'json',
      logLevel: 'error',
      maxWaitForLoad: LONGEST_LOAD_MS,
    })
    const result = outcome?.lhr
    const score = result?.categories.performance?.score
    if (!result || typeof score !== 'number') throw new Error(`Lighthouse gave no score for ${url}: ${result?.runtimeError?.message}`)
    const value = (audit: string) => result.audits[audit]?.numericValue ?? Number.NaN
    return {
      score: score * 100,
      firstPaintMs: value('first-contentful-paint'),
      largestPaintMs: value('largest-contentful-paint'),
      blockedMs: value('total-blocking-time'),
      layoutShift: value('cumulative-layout-shift'),
      speedIndexMs: value('speed-index'),
      bytes: value('total-byte-weight'),
    }
  } finally {
    chrome.kill()
  }
}
