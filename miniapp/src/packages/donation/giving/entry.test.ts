import { describe, expect, it } from 'vitest'
import { readEntry, readThrough } from './entry.ts'

const link = 'https://ms.example.cn/g/abcDEF123456?u=51330100MJ8700001X&e=20271231&k=k1&s=a-_b'

describe('readEntry', () => {
  it('takes the scene of a mini-program code as it is', () => {
    expect(readEntry({ scene: '1kabcDEF123456abcdefghijklmnop' })).toEqual({ kind: 'scene', value: '1kabcDEF123456abcdefghijklmnop' })
  })
  it('reads the same link encoded (WeChat) and decoded (web)', () => {
    expect(readEntry({ q: encodeURIComponent(link) })).toEqual({ kind: 'q', value: link })
    expect(readEntry({ q: link })).toEqual({ kind: 'q', value: link })
  })
  it('decodes once, not twice', () => {
    const nested = 'https://a.cn/?next=https%3A%2F%2Fb.cn'
    expect(readEntry({ q: nested })).toEqual({ kind: 'q', value: nested })
    expect(readEntry({ q: encodeURIComponent(nested) })).toEqual({ kind: 'q', value: nested })
  })
  it('leaves a broken escape to the server', () =>
    expect(readEntry({ q: 'https%3A%2F%2Fa%' })).toEqual({ kind: 'q', value: 'https%3A%2F%2Fa%' }))
  it('prefers a code to a project', () => expect(readEntry({ id: 'p1', q: link })?.kind).toBe('q'))
  it('knows a plain visit', () => {
    expect(readEntry({})).toBeNull()
    expect(readEntry({ q: '' })).toBeNull()
  })
})

describe('what a link adds to a project', () => {
  const none = { teamId: null, monthlyId: null, amountFen: null }
  it.each([
    [{ id: 'cmp_1' }, none],
    [
      { id: 'cmp_1', team: 'TM_1' },
      { ...none, teamId: 'TM_1' },
    ],
    [
      { id: 'cmp_1', monthly: 'MG_1', amount: '1250' },
      { ...none, monthlyId: 'MG_1', amountFen: 1_250 },
    ],
    [{ id: 'cmp_1', amount: '0' }, none],
    [{ id: 'cmp_1', amount: '-5' }, none],
    [{ id: 'cmp_1', amount: '1e3' }, none],
    [{ scene: 's', team: 'TM_1', amount: '5' }, none],
    [{ id: 'cmp_1', q: 'x', team: 'TM_1' }, none],
  ])('%o', (params, through) => {
    expect(readThrough(params)).toEqual(through)
  })
})
