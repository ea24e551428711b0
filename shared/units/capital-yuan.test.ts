import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capitalYuan } from './capital-yuan.ts'

describe('an amount in capital words', () => {
  test.each([
    [0, '人民币零元整'],
    [1, '人民币壹分'],
    [10, '人民币壹角整'],
    [99, '人民币玖角玖分'],
    [100, '人民币壹元整'],
    [101, '人民币壹元零壹分'],
    [110, '人民币壹元壹角整'],
    [1_000, '人民币壹拾元整'],
    [1_050, '人民币壹拾元零伍角整'],
    [10_000, '人民币壹佰元整'],
    [10_500, '人民币壹佰零伍元整'],
    [32_504, '人民币叁佰贰拾伍元零肆分'],
    [140_950, '人民币壹仟肆佰零玖元伍角整'],
    [168_032, '人民币壹仟陆佰捌拾元零叁角贰分'],
    [600_714, '人民币陆仟零柒元壹角肆分'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [5_000_000, '人民币伍万元整'],
    [10_700_053, '人民币壹拾万柒仟元零伍角叁分'],
    [10_000_500, '人民币壹拾万零伍元整'],
    [100_000_000, '人民币壹佰万元整'],
    [10_000_000_000, '人民币壹亿元整'],
    [10_001_000_000, '人民币壹亿零壹万元整'],
    [10_000_100_000, '人民币壹亿零壹仟元整'],
    [99_999_999_999, '人民币玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    [100_000_000_000_000, '人民币壹万亿元整'],
    [120_000_000_000_000, '人民币壹万贰仟亿元整'],
  ])('%i fen is %s', (fen, words) => {
    expect(capitalYuan(fen)).toBe(words)
  })

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 10 ** 15])('%d is refused', (fen) => {
    expect(() => capitalYuan(fen)).toThrow(RangeError)
  })

  /** Reads the words the way a person does, independently of how they were written. */
  function read(words: string): number {
    const worth: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 }
    const amount = (text: string) => {
      let total = 0
      let section = 0
      let last = 0
      for (const character of text) {
        const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character)
        if (value >= 0) last = value
        else if (character in worth) {
          section += last * (worth[character] ?? 0)
          last = 0
        } else if (character === '万') {
          total += (section + last) * 10_000
          section = last = 0
        } else if (character === '亿') {
          total = (total + section + last) * 100_000_000
          section = last = 0
        }
      }
      return total + section + last
    }
    const match = /^人民币(?:(.+)元)?(?:零)?(?:(.)角)?(?:(.)分)?整?$/.exec(words)
    if (!match) throw new Error(`unreadable: ${words}`)
    const [, yuan = '', jiao = '零', ofFen = '零'] = match
    return amount(yuan) * 100 + amount(jiao) * 10 + amount(ofFen)
  }

  const anyFen = fc.oneof(
    fc.integer({ min: 1, max: 99_999_999_999 }),
    fc.integer({ min: 1, max: 10 ** 15 - 1 }),
    // Many zeros inside, where 零 goes wrong.
    fc
      .array(fc.constantFrom('0', '0', '0', '1', '5', '9'), { minLength: 1, maxLength: 15 })
      .map((digits) => Number(digits.join('')))
      .filter((fen) => fen > 0),
  )

  test('what is written is read back to the fen, and no two amounts share their words', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(read(capitalYuan(fen))).toBe(fen)
      }),
      { numRuns: 2_000 },
    )
  })

  test('never two 零 together, never 零 before a unit or at the end, 整 unless there are fen', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        const words = capitalYuan(fen)
        expect(words).not.toMatch(/零零|零[拾佰仟万亿元角分整]|零$/)
        expect(words.endsWith('整')).toBe(fen % 10 === 0)
      }),
      { numRuns: 2_000 },
    )
  })
})
