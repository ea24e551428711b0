import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatYuan, parseYuan, plainYuan } from './money.ts'

const MOST_FEN = 99_999_999_999

describe('an amount as a person types it', () => {
  test.each([
    ['0.01', 1],
    ['1', 100],
    ['12.5', 1250],
    ['12.50', 1250],
    [' 12 ', 1200],
    ['0.10', 10],
    ['0.29', 29],
    ['1.15', 115],
    ['4.35', 435],
    ['999999999.99', MOST_FEN],
  ])('%j is %i fen', (text, fen) => {
    expect(parseYuan(text)).toEqual({ ok: true, fen })
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['0', 'zero'],
    ['0.0', 'zero'],
    ['0.00', 'zero'],
    ['0.001', 'format'],
    ['1e2', 'format'],
    ['-1', 'format'],
    ['+1', 'format'],
    ['１２', 'format'],
    ['1000000000', 'format'],
    ['01', 'format'],
    ['00.5', 'format'],
    ['1.', 'format'],
    ['.5', 'format'],
    ['1,000', 'format'],
    ['1 000', 'format'],
    ['1.2.3', 'format'],
    ['0x10', 'format'],
    ['NaN', 'format'],
    ['Infinity', 'format'],
    ['12元', 'format'],
    ['1\n', 'accepted'],
    ['1\n2', 'format'],
  ])('%j: %s', (text, fault) => {
    const result = parseYuan(text)
    expect(result.ok ? 'accepted' : result.fault).toBe(fault)
  })

  test('limits are inclusive on both ends', () => {
    const limits = { minFen: 100, maxFen: 5_000_000 }
    expect(parseYuan('1.00', limits)).toEqual({ ok: true, fen: 100 })
    expect(parseYuan('0.99', limits)).toEqual({ ok: false, fault: 'too_small' })
    expect(parseYuan('50000.00', limits)).toEqual({ ok: true, fen: 5_000_000 })
    expect(parseYuan('50000.01', limits)).toEqual({ ok: false, fault: 'too_large' })
  })

  test('whatever is written out is read back to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_FEN }), (fen) => {
        expect(parseYuan(plainYuan(fen))).toEqual({ ok: true, fen })
      }),
    )
  })

  test('no text makes anything but a whole number of fen in range, or a fault', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.,+\-e ]{0,14}$/)), (text) => {
        const result = parseYuan(text)
        if (result.ok) expect(Number.isSafeInteger(result.fen) && result.fen > 0 && result.fen <= MOST_FEN).toBe(true)
      }),
    )
  })
})

describe('an amount as people read it', () => {
  test.each([
    [0, '0.00'],
    [1, '0.01'],
    [10, '0.10'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [124_500, '1,245.00'],
    [100_000_000, '1,000,000.00'],
    [-124_500, '-1,245.00'],
    [-5, '-0.05'],
  ])('%i fen is %s', (fen, text) => {
    expect(formatYuan(fen)).toBe(text)
    expect(plainYuan(fen)).toBe(text.replaceAll(',', ''))
  })
})
