import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testKeyRing } from '../../../../testing/keyring.ts'
import {
  checkCode,
  checkMatches,
  couponFen,
  maskedDonor,
  printedCheck,
  receiptFen,
  receiptKeys,
  receiptNumber,
  receiptSeries,
  verifyLink,
} from './domain.ts'

const keys = receiptKeys(testKeyRing())
const facts = {
  number: '53330102MJ0900001X-2026-000001',
  checkKid: keys[0]?.kid ?? '',
  amountFen: 10_000,
  donatedAt: new Date('2026-06-15T01:02:03Z'),
  anonymous: false,
  donorName: '王阿姨',
}

test('a number is the series and six digits, and more when a charity needs them', () => {
  expect(receiptNumber(receiptSeries('53330102MJ0900001X', '2026-12-31'), 1)).toBe('53330102MJ0900001X-2026-000001')
  expect(receiptNumber('S', 1_234_567)).toBe('S-1234567')
})

test.each([
  [{ amountFen: 100 }, 100],
  [{ amountFen: 100, refundedFen: 0 }, 100],
  [{ amountFen: 100, refundedFen: 40 }, 60],
  [{ amountFen: 100, refundedFen: 100 }, 0],
  [{ amountFen: 100, refundedFen: 101 }, 0],
  [{ amountFen: 100, payerTotalFen: 80 }, 80],
  [{ amountFen: 100, payerTotalFen: 80, refundedFen: 50 }, 40],
  [{ amountFen: 100, payerTotalFen: 33, refundedFen: 50 }, 16],
  [{ amountFen: 100, payerTotalFen: 80, refundedFen: 100 }, 0],
  [{ amountFen: 100, payerTotalFen: 0 }, 0],
  [{ amountFen: 5_000_000, payerTotalFen: 4_999_999 }, 4_999_999],
])('%j leaves %i fen for the receipt', (gift, fen) => expect(receiptFen(gift)).toBe(fen))

test.each([
  [{ amountFen: 100 }, 0],
  [{ amountFen: 100, payerTotalFen: 80 }, 20],
  [{ amountFen: 100, payerTotalFen: 33, refundedFen: 50 }, 34],
  [{ amountFen: 100, payerTotalFen: 80, refundedFen: 100 }, 0],
  [{ amountFen: 100, refundedFen: 101 }, 0],
])('of %j a coupon paid %i fen', (gift, fen) => expect(couponFen(gift)).toBe(fen))

test.each([
  [{ anonymous: true, donorName: null }, '匿名'],
  [{ anonymous: false, donorName: null }, '未留名'],
  [{ anonymous: false, donorName: '王阿姨' }, '王**'],
  [{ anonymous: false, donorName: '李' }, '李**'],
  [{ anonymous: false, donorName: '𬭚先生' }, '𬭚**'],
])('%j is %s to a stranger', (giver, masked) => expect(maskedDonor(giver)).toBe(masked))

describe('the check code', () => {
  const check = checkCode(keys, facts)

  test('is twelve characters that nobody mistakes, printed in groups of four, and stands in the link', () => {
    expect(check).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
    expect(printedCheck(check)).toMatch(/^.{4}-.{4}-.{4}$/)
    expect(verifyLink('https://a.cn', facts.number, check)).toBe(`https://a.cn/r/${facts.number}?c=${check}`)
  })

  test('is accepted as printed, in small letters, with spaces, and with O and I for 0 and 1', () => {
    for (const typed of [check, printedCheck(check), ` ${check.toLowerCase()} `, check.replaceAll('0', 'O').replaceAll('1', 'I')])
      expect(checkMatches(keys, facts, typed)).toBe(true)
  })

  test.each<[string, Partial<typeof facts>]>([
    ['number', { number: '53330102MJ0900001X-2026-000002' }],
    ['amount', { amountFen: 10_001 }],
    ['day', { donatedAt: new Date('2026-06-15T01:02:04Z') }],
    ['giver', { donorName: '李阿姨' }],
    ['anonymity', { anonymous: true }],
  ])('is another for another %s', (_, change) => expect(checkMatches(keys, { ...facts, ...change }, check)).toBe(false))

  test('no other text passes for it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Z]{12}$/)), (typed) => {
        expect(checkMatches(keys, facts, typed)).toBe(typed === check)
      }),
    )
  })

  test('of an older key still holds after a new one was put in front; without its key nothing is claimed', () => {
    const rotated = receiptKeys({ receipt: [{ kid: 'r2', secret: Buffer.alloc(32, 7).toString('base64') }, ...testKeyRing().receipt] })
    expect(checkMatches([rotated[0] ?? { kid: '', secret: Buffer.alloc(0) }, ...keys], facts, check)).toBe(true)
    expect(() => checkCode(rotated.slice(0, 1), facts)).toThrow('not in the keyring')
  })
})
