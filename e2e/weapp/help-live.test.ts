import { afterEach, expect, inject, it } from 'vitest'
import { callsOf, registered } from '../h5/known.ts'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'

const patience = 20_000
const { bff } = inject('system')
let app: WeappApp | undefined
afterEach(() => {
  app?.close()
  app = undefined
})

/** How often the queue was read so far. */
const readings = (opened: WeappApp) => opened.requests.filter(({ url }) => url.includes('/api/v1/desk/help-calls?')).length

it('a call appears on the worker’s phone by itself, is heard, and still does when the line broke or can’t be had', async () => {
  const resident = await callsOf(bff, await registered(bff, '102', '阎秀英'))
  const press = () => resident('pressHelp', { body: { category: null, place: null, pressedAt: null }, idempotencyKey: crypto.randomUUID() })
  const opened = openMinsheng({ path: 'packages/duty/desk/index' })
  app = opened
  await opened.input('工作账号', 'night', patience)
  await opened.input('密码', 'Demo-night-2026')
  await opened.tap('登录')
  await opened.waitForText('演示夜班网格员。', patience)
  await opened.waitForText('现在没有要办的呼叫', patience)
  await opened.settle(patience)
  const before = readings(opened)
  const shakes = opened.screen.noise.shakes

  const { id } = await press()
  await opened.waitForText(/阎\*英/, 12_000)
  // By the line, not by asking: without one it would have asked three times in the five seconds of the countdown.
  expect(readings(opened) - before).toBeLessThanOrEqual(2)
  await expect.poll(() => opened.screen.noise.shakes).toBeGreaterThan(shakes)
  expect(opened.screen.noise.tones).toBeGreaterThan(0)
  await opened.screenshot(screenFile('work-live'), { fullPage: true })

  await opened.tap(/阎\*英/)
  await opened.tap('我来', patience)
  await opened.waitForText('出发了', patience)
  const quiet = opened.screen.noise.shakes
  await resident('addToHelp', { params: { callId: id }, body: { words: '在阳台上', category: null }, idempotencyKey: crypto.randomUUID() })
  await opened.waitForText('在阳台上', 3_000)

  opened.setNetwork('none')
  await resident('addToHelp', { params: { callId: id }, body: { words: '门没有锁', category: null }, idempotencyKey: crypto.randomUUID() })
  opened.setNetwork('wifi')
  await opened.waitForText('门没有锁', 8_000)
  expect(opened.screen.noise.shakes).toBe(quiet)
  // Nothing of it stands in an address.
  expect(opened.requests.filter(({ url }) => /token|ticket/.test(new URL(url).search))).toEqual([])
  expect(opened.faults).toEqual([])
})
