import { describe, expect, it } from 'vitest'
import { readAmount } from './amount-words.ts'

const limits = { minFen: 1, maxFen: 5_000_000 }

describe('readAmount', () => {
  it.each([
    ['10', 1000],
    ['10.5', 1050],
    ['10.50', 1050],
    ['0.01', 1],
    ['50000', 5_000_000],
    [' 8 ', 800],
  ])('reads %s', (text, fen) => expect(readAmount(text, limits)).toEqual({ fen, error: null }))

  it.each([
    ['', '请填写要捐的金额'],
    ['0', '大于 0'],
    ['0.00', '大于 0'],
    ['0.001', '最多两位'],
    ['1e2', '只能有数字'],
    ['-1', '不能是负数'],
    ['−1', '不能是负数'],
    ['\uFF11\uFF10', '数字键盘'],
    ['10。5', '只能有数字'],
    ['1,000', '不要加逗号'],
    ['1\uFF0C000', '不要加逗号'],
    ['十块', '只能有数字'],
    ['007', '不要多写 0'],
    ['.5', '没有写完整'],
    ['5.', '没有写完整'],
    ['1.2.3', '没有写完整'],
    ['12345678901', '太大'],
    ['50000.01', '最多捐 50,000 元'],
  ])('refuses %s and says why', (text, words) => {
    const { fen, error } = readAmount(text, limits)
    expect(fen).toBeNull()
    expect(error).toContain(words)
  })

  it('names the least amount where there is one', () => expect(readAmount('0.5', { minFen: 100, maxFen: 1000 }).error).toContain('1.00 元'))
})
