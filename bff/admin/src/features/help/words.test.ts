import { expect, test } from 'vitest'
import { clockWords, leftWords, sourcesWords, whereWords } from './words.ts'

const now = Date.parse('2026-06-15T04:00:00Z')
test.each([
  [45_000, '还有 0 分 45 秒'],
  [260_000, '还有 4 分 20 秒'],
  [-180_000, '超了 3 分 0 秒'],
  [7_500_000, '还有 2 小时 5 分'],
  [-200_000_000, '超了 2 天 7 小时'],
])('%d ms away: %s', (ms, words) => {
  expect(leftWords(new Date(now + ms).toISOString(), now)).toBe(words)
})

const place = { lat: 30.22, lng: 120.18, accuracyM: 20 }
test.each([
  ['fix', { address: '东坡路 1 号', place, because: 'fix' }, '手机位置 30.22000, 120.18000（误差约 20 米）；登记住处 东坡路 1 号'],
  ['home', { address: '东坡路 1 号', place: null, because: 'home' }, '东坡路 1 号'],
  ['a home without an address', { address: null, place: null, because: 'home' }, '湖滨一社区第一网格'],
  ['unknown', { address: null, place: null, because: 'unknown' }, '不知道在哪里，请先打电话问'],
] as const)('where, by %s', (_, where, words) => {
  expect(whereWords({ where, gridName: '第一网格', communityName: '湖滨一社区' })).toBe(words)
})

test('whoever is asked after the first is a further round, so that no two limits read the same', () => {
  const clocks = (['acknowledge', 'acknowledge', 'on_site', 'acknowledge'] as const).map((what) => ({ what }))
  expect(clockWords(clocks)).toEqual(['接下', '接下（第 2 轮）', '到现场', '接下（第 3 轮）'])
})

test('by which ways it was told, and how often', () => {
  expect(sourcesWords((['device', 'button', 'button'] as const).map((kind) => ({ kind })))).toBe('设备报警、本人按一键呼 2 次')
})
