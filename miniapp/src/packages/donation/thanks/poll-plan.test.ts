import { describe, expect, it } from 'vitest'
import { HOPEFUL_QUESTIONS, waitBefore } from './poll-plan.ts'

describe('waitBefore', () => {
  it('waits a little longer each time, and ends within about a minute', () => {
    const waits: number[] = []
    for (let asked = 1; ; asked += 1) {
      const wait = waitBefore(asked)
      if (wait === null) break
      waits.push(wait)
    }
    expect(waits.every((wait, index) => index === 0 || wait >= (waits[index - 1] ?? 0))).toBe(true)
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(60_000)
  })
  it('says within ten seconds that no money has come', () => {
    const waits = Array.from({ length: HOPEFUL_QUESTIONS - 1 }, (_, index) => waitBefore(index + 1) ?? 0)
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(10_000)
  })
})
