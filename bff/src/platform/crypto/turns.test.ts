import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('never more at once than allowed, though newcomers come just when a turn ends; those over the queue are turned away', async () => {
  const inTurn = createTurns(2, 10)
  let [atOnce, most] = [0, 0]
  const work = () =>
    inTurn(async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await pause(1)
      atOnce -= 1
    })
  // Each one that ends brings a newcomer in the same tick.
  const results = await Promise.allSettled(Array.from({ length: 15 }, () => work().then(work)))
  const refused = results.filter((result) => result.status === 'rejected')
  expect(most).toBe(2)
  expect(refused.length).toBeGreaterThanOrEqual(3)
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'unavailable', status: 503, retryAfterSeconds: 2 })
})

test('work that fails gives its turn on, and the failure to its caller', async () => {
  const inTurn = createTurns(1, 5)
  const failing = () => inTurn(() => Promise.reject(new Error('on purpose')))
  await expect(Promise.all([failing(), failing(), failing()])).rejects.toThrow('on purpose')
  expect(await inTurn(() => Promise.resolve('done'))).toBe('done')
})
