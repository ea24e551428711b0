import { describe, expect, it } from 'vitest'
import { codeError, codeWords, deedWords, scopeTitles, stateOf, untilChoices } from './words'

describe('words of acting for another', () => {
  it('says a state from the side that reads it', () => {
    expect(stateOf({ state: 'invited', side: 'given', endedBy: null }).label).toBe('等对方接受')
    expect(stateOf({ state: 'invited', side: 'received', endedBy: null }).label).toBe('等您答复')
    expect(stateOf({ state: 'withdrawn', side: 'given', endedBy: 'elder' }).label).toBe('您已结束')
    expect(stateOf({ state: 'withdrawn', side: 'received', endedBy: 'elder' }).label).toBe('对方已结束')
    expect(stateOf({ state: 'withdrawn', side: 'given', endedBy: 'bureau' }).label).toBe('对方已结束')
  })

  it('takes a code with and without its space, and nothing else', () => {
    expect(codeWords('12345678')).toBe('1234 5678')
    expect(['1234 5678', '12345678'].map(codeError)).toEqual([null, null])
    expect(['1234567', '', '1234567x'].map(codeError).every((error) => error !== null)).toBe(true)
  })

  it('offers last days a week to a year away', () => {
    expect(untilChoices('2026-11-30').map(({ value }) => value)).toEqual(['2026-12-07', '2026-12-30', '2027-05-30', '2027-11-30'])
  })

  it('tells what was done, how often, and what came to nothing', () => {
    expect(deedWords({ deed: '看消息', times: 1, outcome: 'done' })).toBe('看消息')
    expect(deedWords({ deed: '看消息', times: 3, outcome: 'done' })).toBe('看消息，3 次')
    expect(deedWords({ deed: '约定月捐', times: 1, outcome: 'refused' })).toBe('约定月捐（没有办成）')
  })

  it('names matters, also one that is no longer offered', () => {
    const catalogue = { scopes: [{ scope: 'gifts' as const, title: '捐赠和凭证', detail: '', deeds: [] }] }
    expect(scopeTitles(['gifts', 'help'], catalogue)).toBe('捐赠和凭证、其他')
  })
})
