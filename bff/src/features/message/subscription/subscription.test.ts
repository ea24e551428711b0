import { describe, expect, test } from 'vitest'
import { isOneSort, promptFor, type Stock } from './domain.ts'

const now = new Date('2026-06-15T04:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const template = (kind: 'refund' | 'progress' | 'receipt' | 'thanks', sort: 'one_time' | 'long_term' = 'one_time') => ({
  kind,
  sort,
  name: `${kind}.subscribe`,
})
const all = [template('refund'), template('progress'), template('receipt')]
const stock = (change: Partial<Stock> = {}): Stock => ({
  template: 'refund.subscribe',
  left: 0,
  standing: false,
  refusals: 0,
  askedAt: null,
  ...change,
})
const names = (stocks: Stock[], moment: 'gift_paid' | 'refund_asked' | 'settings' = 'refund_asked') =>
  promptFor(moment, all, stocks, now).map(({ kind }) => kind)

describe('who is asked', () => {
  test.each<[string, Stock[], string[]]>([
    ['never asked before', [], ['refund']],
    ['one in stock, asked yesterday', [stock({ left: 1, askedAt: daysAgo(1) })], ['refund']],
    ['two in stock are enough', [stock({ left: 2, askedAt: daysAgo(9) })], []],
    ['a long-term yes is one for good', [stock({ standing: true, askedAt: daysAgo(9) })], []],
    ['asked today already', [stock({ askedAt: daysAgo(0.99) })], []],
    ['said no 29 days ago', [stock({ refusals: 1, askedAt: daysAgo(29) })], []],
    ['said no 30 days ago', [stock({ refusals: 1, askedAt: daysAgo(30) })], ['refund']],
    ['said no twice', [stock({ refusals: 2, askedAt: daysAgo(400) })], []],
  ])('%s', (_, stocks, expected) => expect(names(stocks)).toEqual(expected))

  test('in the settings the person asks, however often they said no', () => {
    expect(names([stock({ refusals: 5, askedAt: now })], 'settings')).toContain('refund')
  })
})

test('one-time and long-term are never asked together', () => {
  const mixed = [template('refund'), template('progress', 'long_term'), template('receipt')]
  expect(promptFor('gift_paid', mixed, [], now).map(({ kind }) => kind)).toEqual(['refund', 'receipt'])
  expect([isOneSort(mixed), isOneSort(all), isOneSort([])]).toEqual([false, true, true])
})

test('three at most', () => {
  const four = [...all, template('thanks')]
  expect(promptFor('settings', four, [], now)).toHaveLength(3)
})
