import { expect, test } from 'vitest'
import { filterWords, letterState, receiverWords } from './letter-words.ts'

test.each([
  [{ state: 'collecting', sentPercent: 0, failedCount: 0 }, '正在准备'],
  [{ state: 'sending', sentPercent: 40, failedCount: 0 }, '正在发送 40%'],
  [{ state: 'sent', sentPercent: 100, failedCount: 0 }, '已全部发出'],
  [{ state: 'sent', sentPercent: 100, failedCount: 3 }, '3 位没有送到'],
] as const)('%j', (letter, word) => expect(letterState(letter).word).toBe(word))

test.each([
  [1_200, 0, '捐赠人 1,200 位'],
  [0, 3, '匿名捐赠 3 笔的捐赠人'],
  [2, 3, '捐赠人 2 位，匿名捐赠 3 笔的捐赠人'],
  [0, 0, '没有人'],
])('%i named, %i anonymous', (namedCount, anonymousGiftCount, words) =>
  expect(receiverWords({ namedCount, anonymousGiftCount })).toBe(words),
)

const everyone = { campaignId: null, from: null, to: null, minFen: null, notYetThanked: false }
test.each([
  [everyone, null, '全部项目'],
  [{ ...everyone, from: '2026-06-15' }, '午餐', '午餐；2026年6月15日（周一）至发信时'],
  [
    { ...everyone, to: '2026-06-15', minFen: 10_000, notYetThanked: true },
    null,
    '全部项目；最早至2026年6月15日（周一）；合计 ¥100.00 以上；还没有感谢过的',
  ],
])('%j', (receivers, campaignTitle, words) => expect(filterWords({ receivers, campaignTitle })).toBe(words))
