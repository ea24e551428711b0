import { describe, expect, it } from 'vitest'
import { readEntry } from './entry.ts'

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
