import { describe, expect, test } from 'vitest'
import { surplusChanged, surplusRefusal } from './domain.ts'

const ended = { charityId: 'chr_1', state: 'closed' as const }
/** A fen is left, and nothing waits. */
const left = { leftFen: 1, waitingSpendings: 0, waitingRefunds: 0 }
const running = { charityId: 'chr_1', state: 'published' as const }

describe('a surplus goes over', () => {
  test.each([
    ['from an ended campaign to a running one of the same charity', ended, running, left, null],
    ['not before the end', running, running, left, 'campaignId'],
    ['not to another charity', ended, { ...running, charityId: 'chr_2' }, left, 'toCampaignId'],
    ['not to one that ended as well', ended, ended, left, 'toCampaignId'],
    ['not to one with the bureau', ended, { ...running, state: 'in_review' }, left, 'toCampaignId'],
    ['not to nowhere', ended, null, left, 'toCampaignId'],
    ['not while a spending waits', ended, running, { ...left, waitingSpendings: 1 }, 'campaignId'],
    ['not while a refund waits', ended, running, { ...left, waitingRefunds: 1 }, 'campaignId'],
    ['not when nothing is left', ended, running, { ...left, leftFen: 0 }, 'campaignId'],
    ['not when the account is below zero', ended, running, { ...left, leftFen: -1 }, 'campaignId'],
  ] as const)('%s', (_, from, to, money, path) => {
    expect(surplusRefusal(from, to, money)?.path ?? null).toBe(path)
  })
})

test.each([
  [100, 100, null],
  [100, 99, '现在是 0.99 元（申请时 1.00 元）'],
  [100, 101, '现在是 1.01 元'],
  [100, -1, '现在是 0.00 元'],
] as const)('asked for %d fen, %d left', (amountFen, leftFen, words) => {
  const changed = surplusChanged(amountFen, leftFen)
  if (words === null) expect(changed).toBeNull()
  else expect(changed).toContain(words)
})
