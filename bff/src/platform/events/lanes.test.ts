import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLanes } from './lanes.ts'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('whatever takes how long: one thing in order, never two of it at once, never more at once than may be', async () => {
  const piece = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), ms: fc.integer({ min: 0, max: 3 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), async (pieces, most) => {
      const lanes = createLanes(most)
      const done: string[] = []
      const running: string[] = []
      let highest = 0
      for (const [index, { key, ms }] of pieces.entries())
        await lanes.add(key, async () => {
          expect(running).not.toContain(key)
          running.push(key)
          highest = Math.max(highest, running.length)
          await pause(ms)
          running.splice(running.indexOf(key), 1)
          done.push(`${key}${index}`)
        })
      await lanes.idle()
      expect(highest).toBeLessThanOrEqual(most)
      expect(done).toHaveLength(pieces.length)
      for (const key of 'abcde') {
        const ofKey = done.filter((each) => each.startsWith(key)).map((each) => Number(each.slice(1)))
        expect(ofKey).toEqual([...ofKey].sort((left, right) => left - right))
      }
    }),
    { numRuns: 50 },
  )
})

test('things of their own do not wait for each other', async () => {
  const lanes = createLanes(2)
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let second = false
  await lanes.add('slow', () => held)
  await lanes.add('fast', async () => {
    second = true
  })
  await expect.poll(() => second).toBe(true)
  release()
  await lanes.idle()
})

test('a fault is told once, and what waited behind it is not begun', async () => {
  const lanes = createLanes(1)
  let begun = false
  await lanes.add('a', () => Promise.reject(new Error('on purpose')))
  await expect(
    lanes.add('a', async () => {
      begun = true
    }),
  ).rejects.toThrow('on purpose')
  await lanes.idle()
  expect(begun).toBe(false)
})
