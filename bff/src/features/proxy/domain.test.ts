import { describe, expect, test } from 'vitest'
import { actingFault, endingSoon, isOpen, type ProxyTimes, stateAt, untilFault } from './domain.ts'

const times = (change: Partial<ProxyTimes> = {}): ProxyTimes => ({
  state: 'active',
  until: '2026-12-31',
  openUntil: new Date('2026-12-08T00:00:00Z'),
  ...change,
})

describe('a state', () => {
  test.each([
    ['on the last day until midnight in Shanghai', times(), '2026-12-31T15:59:59Z', 'active', true],
    ['a second later', times(), '2026-12-31T16:00:00Z', 'expired', false],
    ['invited, in time', times({ state: 'invited' }), '2026-12-07T23:59:59Z', 'invited', true],
    ['invited, too late', times({ state: 'invited' }), '2026-12-08T00:00:00Z', 'lapsed', false],
    ['invited, but past its last day', times({ state: 'invited', until: '2026-12-01' }), '2026-12-02T00:00:00Z', 'lapsed', false],
    ['withdrawn stays withdrawn', times({ state: 'withdrawn' }), '2027-01-01T00:00:00Z', 'withdrawn', false],
  ] as const)('%s', (_, of, now, state, open) => {
    expect(stateAt(of, new Date(now))).toBe(state)
    expect(isOpen(of, new Date(now))).toBe(open)
  })
})

describe('acting', () => {
  const now = new Date('2026-12-01T00:00:00Z')
  const held = { ...times(), scopes: ['gifts' as const], proxyAccountId: 'acc_d' }
  const gifts = { actingFor: { scope: 'gifts' as const, deed: '看捐赠记录' } }
  test.each([
    ['what was chosen', held, 'acc_d', gifts, null],
    ['a matter that was not chosen', held, 'acc_d', { actingFor: { scope: 'messages' as const, deed: '看消息' } }, 'proxy_not_allowed'],
    ['what no contract lets another do', held, 'acc_d', {}, 'proxy_not_allowed'],
    ['by someone else', held, 'acc_x', gifts, 'proxy_ended'],
    ['under none', null, 'acc_d', gifts, 'proxy_ended'],
    ['before it was accepted', { ...held, state: 'invited' as const }, 'acc_d', gifts, 'proxy_ended'],
    ['after it was withdrawn', { ...held, state: 'withdrawn' as const }, 'acc_d', gifts, 'proxy_ended'],
    ['after its last day', { ...held, until: '2026-11-30' }, 'acc_d', gifts, 'proxy_ended'],
  ] as const)('%s', (_, proxy, accountId, operation, fault) => {
    expect(actingFault(proxy && { ...proxy, scopes: [...proxy.scopes] }, { accountId, now }, operation)).toBe(fault)
  })
})

test('a last day lies between today and a year from now', () => {
  expect(['2026-11-30', '2027-12-01'].map((until) => untilFault(until, '2026-11-30'))).toEqual([null, null])
  expect(untilFault('2026-11-29', '2026-11-30')).toContain('已经过了')
  expect(untilFault('2027-12-02', '2026-11-30')).toContain('一年')
})

test('both are told a week ahead, but not of what was agreed on within that week', () => {
  const at = (day: string) => new Date(`${day}T12:00:00+08:00`)
  const proxy = { until: '2026-12-20', acceptedAt: at('2026-11-01') }
  expect(endingSoon(proxy, '2026-12-12')).toBe(false)
  expect(endingSoon(proxy, '2026-12-13')).toBe(true)
  expect(endingSoon(proxy, '2026-12-20')).toBe(true)
  expect(endingSoon(proxy, '2026-12-21')).toBe(false)
  expect(endingSoon({ ...proxy, acceptedAt: at('2026-12-12') }, '2026-12-13')).toBe(true)
  expect(endingSoon({ ...proxy, acceptedAt: at('2026-12-13') }, '2026-12-14')).toBe(false)
})
