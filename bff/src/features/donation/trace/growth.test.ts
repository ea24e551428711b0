import { expect, test } from 'vitest'
import { books } from '../../../../testing/trace-books.ts'
import { foldTrace } from './domain.ts'

const sum = (amounts: readonly number[]) => amounts.reduce((total, fen) => total + fen, 0)

test('60,000 gifts and 200 spendings, some taken back and some given back: within a second of work that grows no faster than the gifts', () => {
  const traced = (gifts: number) => {
    const made = books()
    for (let index = 0; index < gifts; index += 1) made.gift(`g${index}`, 1 + (index % 5_000))
    const total = sum(made.journals.map(({ amountFen }) => amountFen))
    for (let index = 0; index < 200; index += 1) {
      made.spend(`d${index}`, Math.floor(total / 250))
      if (index % 20 === 19) made.unspend(`d${index}`, Math.floor(total / 250))
      made.refund(`g${index * (gifts / 300)}`, `r${index}`, 1)
    }
    // Our own processor time in µs, the best of three: other work shares the machine.
    const tries = [1, 2, 3].map(() => {
      const began = process.cpuUsage()
      expect(foldTrace(made.journals).spendings.size).toBe(190)
      const { user, system } = process.cpuUsage(began)
      return user + system
    })
    return Math.min(...tries)
  }
  const [part, whole] = [traced(15_000), traced(60_000)]
  expect(whole).toBeLessThan(1_000_000)
  // Four times the gifts: a fold that looked at every gift for every other would take sixteen times as long.
  expect(whole / part).toBeLessThan(6)
})
