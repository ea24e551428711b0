import { describe, expect, it, test } from 'vitest'
import { checkError, numberError, reversalWords } from './words.ts'

describe('reversalWords', () => {
  it('says nothing of a good receipt', () => expect(reversalWords({ state: 'issued', reversal: null, reversedAt: null })).toBeNull())
  it('says why and when', () => {
    const reversedAt = '2026-06-15T01:00:00.000Z'
    expect(reversalWords({ state: 'reversed', reversal: 'refunded', reversedAt })).toBe(
      '2026年6月15日（周一）作废。捐款已经退回，这张凭证不能再作证明。',
    )
    expect(reversalWords({ state: 'reversed', reversal: 'replaced', reversedAt })).toContain('另开了一张')
  })
})

test.each([
  ['', '请填写凭证上方的编号'],
  ['编号１', '编号里只有数字、字母和短横线'],
  [' 53330102MJ0900001X-2026-000001 ', null],
])('number %j: %s', (text, words) => expect(numberError(text)).toBe(words))

test.each([
  ['', '请填写二维码下面的校验码'],
  ['7K3M-Q9TX', '校验码是 12 位，您填了 8 位'],
  ['7k3m q9tx 2hpa', null],
])('check %j: %s', (text, words) => expect(checkError(text)).toBe(words))
