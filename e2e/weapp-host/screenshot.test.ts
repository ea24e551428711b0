import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, expect, it } from 'vitest'
import { launchFixture } from './fixtures/fixture.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'weapp-screen-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function countColour(image: PNG, [red, green, blue]: readonly [number, number, number]): number {
  let count = 0
  for (let at = 0; at < image.data.length; at += 4)
    if (image.data[at] === red && image.data[at + 1] === green && image.data[at + 2] === blue) count += 1
  return count
}

it("draws the page with its wxss: page colour, and a box whose rpx are counted out for the phone's width", async () => {
  const app = launchFixture({ device: { windowWidth: 320, pixelRatio: 1 } })
  const file = path.join(folder, 'first.png')
  const layout = await app.screenshot(file, { fullPage: true })
  app.close()
  const image = PNG.sync.read(readFileSync(file))
  expect(image.width).toBe(320)
  // 375 × 100 rpx on a screen 320 px wide: 160 × 42 px.
  expect(countColour(image, [255, 0, 0])).toBe(160 * 42)
  expect(layout.overflowPx).toBe(0)
  expect(layout.texts).toContainEqual({ text: '好', fontPx: 16, lineHeight: 1.45 })
  expect(layout.targets).toContainEqual(expect.objectContaining({ role: 'button', name: '读给我听', width: 320 }))
  expect(countColour(image, [0x10, 0x20, 0x30])).toBeGreaterThan(10_000)
})
