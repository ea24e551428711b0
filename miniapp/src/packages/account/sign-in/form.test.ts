import { describe, expect, it } from 'vitest'
import { codeError, phoneError } from './form.ts'

describe('phoneError', () => {
  it.each(['13800138000', '138 0013 8000', '19912345678'])('accepts %s', (text) => expect(phoneError(text)).toBeNull())
  it.each([
    ['', '请填写'],
    ['1380013800', '您填了 10 位'],
    ['138001380001', '您填了 12 位'],
    ['12800138000', '不对'],
    ['1380013800a', '只能有数字'],
    ['\uFF11\uFF13800138000', '只能有数字'],
  ])('refuses "%s" and says why', (text, words) => expect(phoneError(text)).toContain(words))
})

describe('codeError', () => {
  it('accepts six digits only', () => {
    expect(codeError('012345')).toBeNull()
    for (const text of ['', '12345', '1234567', '12345a']) expect(codeError(text)).not.toBeNull()
  })
})
