import type { WrittenDecision } from '@minsheng/shared/contracts/policy'
import { expect, test } from 'vitest'
import { spokenDecision } from './application-words'

const decision = (change: Partial<WrittenDecision>): WrittenDecision => ({
  granted: true,
  decidedAt: '2026-11-30T08:00:00.000Z',
  words: '符合条件',
  requirements: [],
  excludedBy: [],
  amountFen: 5_000,
  every: 'month',
  ceiling: false,
  illustrative: true,
  fromMonth: '2026-11',
  firstPayDay: '2026-12-15',
  sources: [],
  remedies: [
    { way: 'reconsideration', words: '', until: '2027-01-29' },
    { way: 'lawsuit', words: '', until: '2027-05-30' },
  ],
  office: '上城区民政局',
  ...change,
})

test('a decision is read out with what it gives, and with no way that is not left', () => {
  expect(spokenDecision('高龄津贴', decision({}))).toEqual([
    '高龄津贴，已经批准。',
    '每月 50.00元。',
    '符合条件',
    '不同意的，可以申请行政复议，或提起行政诉讼。',
  ])
  expect(spokenDecision('医疗救助', decision({ amountFen: null, every: null }))[1]).toBe('不发钱，按这项政策享受减免、服务或救助资格。')
})
