import { expect, test } from 'vitest'
import { heldClock } from '../../../../../testing/app.ts'
import type { RematchJob } from './domain.ts'
import { createRematches } from './rematches.ts'

/** One that waits, held by whoever takes it. */
function jobsWith(first: Partial<RematchJob>) {
  let job = { _id: 'rem_1', state: 'waiting', lastHome: '', ...first } as RematchJob
  const set = async (change: Partial<RematchJob>) => {
    job = { ...job, ...change }
    return job
  }
  return {
    claim: (holder: string) => set({ holder, state: 'running' }),
    advance: (_: unknown, { lastHome }: { lastHome: string }) => set({ lastHome }),
    finish: () => set({ state: 'done' }),
  } as never
}

test('nobody is put on record by the rules or the day before: it waits until everyone is decided by what is published now', async () => {
  const asked: string[] = []
  let isCurrent = false
  const rematches = createRematches({
    store: jobsWith({}),
    clock: heldClock(),
    host: {
      isReady: () => true,
      isCurrent: async () => isCurrent,
      async ask(question: string) {
        asked.push(question)
        return { value: { last: null, homes: 1, all: 1, date: '2026-11-30', changed: 0 } as never, tookMs: 1 }
      },
    },
  })
  expect(await rematches.run()).toBeNull()
  expect(asked).toEqual([])
  isCurrent = true
  expect(await rematches.run()).toMatchObject({ state: 'done' })
  expect(asked).toEqual(['matchPage', 'matchEnd'])
})
