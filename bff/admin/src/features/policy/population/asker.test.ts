import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Asked, createAsker } from './asker.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function asked() {
  const sent: { question: number; answer: (words: string) => void; fail: (error: Error) => void }[] = []
  const told: Asked<string>[] = []
  const asker = createAsker<number, string>(
    (question) => new Promise((answer, fail) => sent.push({ question, answer, fail })),
    (state) => told.push(state),
  )
  const now = () => told.at(-1)
  const rest = (ms = 100) => vi.advanceTimersByTimeAsync(ms)
  return { asker, sent, now, rest }
}

test('of what is passed over while a finger moves only the newest is sent, one at a time', async () => {
  const { asker, sent, now, rest } = asked()
  for (const value of [1, 2, 3]) asker.want(value)
  await rest()
  expect(sent.map(({ question }) => question)).toEqual([3])
  for (const value of [4, 5]) {
    asker.want(value)
    await rest()
  }
  expect(sent).toHaveLength(1)
  sent[0]?.answer('three')
  await rest(0)
  expect(now(), 'shown, and marked as older than what is asked').toEqual({ answer: 'three', error: null, isOld: true })
  await rest()
  expect(sent.map(({ question }) => question)).toEqual([3, 5])
  sent[1]?.answer('five')
  await rest(0)
  expect(now()).toEqual({ answer: 'five', error: null, isOld: false })
})

test('it answers while the finger never rests', async () => {
  const { asker, sent, rest } = asked()
  for (let value = 0; value < 20; value += 1) {
    asker.want(value)
    await rest(20)
    sent.at(-1)?.answer(`${value}`)
  }
  expect(sent.length).toBeGreaterThan(2)
})

test('a failure keeps the last answer, marked; asked again it is answered', async () => {
  const { asker, sent, now, rest } = asked()
  asker.want(1)
  await rest()
  sent[0]?.answer('one')
  asker.want(2)
  await rest()
  sent[1]?.fail(new Error('offline'))
  await rest(0)
  expect(now()).toEqual({ answer: 'one', error: new Error('offline'), isOld: true })
  asker.want(2)
  await rest()
  sent[2]?.answer('two')
  await rest(0)
  expect(now()).toEqual({ answer: 'two', error: null, isOld: false })
})

test('what takes too long is given up for something newer, and its late answer is not shown', async () => {
  const { asker, sent, now, rest } = asked()
  asker.want(1)
  await rest()
  asker.want(2)
  await rest(5_000)
  expect(sent.map(({ question }) => question)).toEqual([1, 2])
  sent[1]?.answer('two')
  await rest(0)
  sent[0]?.answer('one, at last')
  await rest(0)
  expect(now()).toEqual({ answer: 'two', error: null, isOld: false })
})

test('after the page is left nothing is sent or told', async () => {
  const { asker, sent, now, rest } = asked()
  asker.want(1)
  await rest()
  asker.want(2)
  const before = now()
  asker.stop()
  sent[0]?.answer('one')
  await rest(10_000)
  expect(sent).toHaveLength(1)
  expect(now()).toBe(before)
})
