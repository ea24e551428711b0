import { expect, test } from 'vitest'
import { addressKey, createRateLimit } from './rate-limit.ts'

test('the points of a window, then a refusal that says when to come back; another key has its own', async () => {
  const limit = createRateLimit(3, 60)
  for (let i = 0; i < 3; i += 1) await limit.spend('a')
  const refusal = await limit.spend('a').catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'too_many_requests', status: 429 })
  expect((refusal as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(0)
  expect((refusal as { retryAfterSeconds: number }).retryAfterSeconds).toBeLessThanOrEqual(60)
  await limit.spend('b')
  await expect(limit.spend('b', 3)).rejects.toMatchObject({ code: 'too_many_requests' })
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['', ''],
  ['nonsense', 'nonsense'],
])('%s counts as %s', (ip, expected) => expect(addressKey(ip)).toBe(expected))
