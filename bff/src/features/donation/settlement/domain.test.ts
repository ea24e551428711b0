import { describe, expect, test } from 'vitest'
import { reversalRefusal, transferRefusal } from './domain.ts'

const held = (unsettledFen: number, bankFen: number) => ({ unsettledFen, bankFen })

describe('a transfer can have happened', () => {
  test.each([
    ['a payout of all WeChat holds', 'payout', 100, held(100, 0), null],
    ['one fen more', 'payout', 101, held(100, 900), '账上待结算的只有 1.00 元，不能结算 1.01 元'],
    ['a payout from an account below zero', 'payout', 1, held(-50, 0), '账上待结算的只有 0.00 元'],
    ['a top-up of all the bank holds', 'top_up', 100, held(-100, 100), null],
    ['a top-up beyond what is missing', 'top_up', 100, held(0, 100), null],
    ['one fen more than the bank has', 'top_up', 101, held(-500, 100), '银行账户账面上只有 1.00 元，不能充值 1.01 元'],
  ] as const)('%s', (_, kind, fen, money, words) => {
    const refusal = transferRefusal(kind, fen, money)
    if (words === null) expect(refusal).toBeNull()
    else expect(refusal).toContain(words)
  })
})

describe('a posted transfer can be taken back', () => {
  test.each([
    ['all of it still in the bank', 'payout', 594, held(0, 594), true],
    ['one fen of it spent', 'payout', 594, held(0, 593), false],
    ['a top-up, whatever the accounts hold', 'top_up', 100, held(-900, 0), true],
  ] as const)('%s', (_, kind, fen, money, isAllowed) => {
    const refusal = reversalRefusal(kind, fen, money)
    if (isAllowed) expect(refusal).toBeNull()
    else expect(refusal).toMatch(/银行账户账面上只有 5\.93 元.*请先冲正用这笔款记的支出/)
  })
})
