import { describe, expect, test } from 'vitest'
import { createLog } from '../log/index.ts'
import { createJobRunner } from './periodic.ts'

const log = createLog('silent')
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

describe('periodic jobs', () => {
  test('run again and again, one run at a time, and a failing one neither ends nor disturbs another', async () => {
    let [runs, atOnce, most, failures] = [0, 0, 0, 0]
    const runner = createJobRunner(
      [
        {
          name: 'steady',
          everyMs: 1,
          async run() {
            runs += 1
            atOnce += 1
            most = Math.max(most, atOnce)
            await pause(2)
            atOnce -= 1
          },
        },
        {
          name: 'failing',
          everyMs: 1,
          run() {
            failures += 1
            return Promise.reject(new Error('on purpose'))
          },
        },
      ],
      log,
    )
    runner.start()
    await expect.poll(() => runs > 5 && failures > 5).toBe(true)
    await runner.stop()
    expect(most).toBe(1)
    const [ranTo, failedTo] = [runs, failures]
    await pause(20)
    expect([runs, failures]).toEqual([ranTo, failedTo])
  })

  test('stopping lets the run under way end, tells it so, and does not wait for the pause', async () => {
    let ended = false
    let told = false
    const runner = createJobRunner(
      [
        {
          name: 'slow',
          everyMs: 60_000,
          async run(signal) {
            signal.addEventListener('abort', () => {
              told = true
            })
            await pause(30)
            ended = true
          },
        },
        { name: 'pausing', everyMs: 60_000, run: () => Promise.resolve() },
      ],
      log,
    )
    runner.start()
    await pause(5)
    const began = Date.now()
    await runner.stop()
    expect([ended, told]).toEqual([true, true])
    expect(Date.now() - began).toBeLessThan(2_000)
  })

  test('stopped before it started there is nothing to wait for', async () => {
    const runner = createJobRunner([{ name: 'never', everyMs: 1, run: () => Promise.reject(new Error('ran')) }], log)
    await runner.stop()
  })

  test('starting twice does not run a job twice', async () => {
    let atOnce = 0
    let most = 0
    const runner = createJobRunner(
      [
        {
          name: 'single',
          everyMs: 1,
          async run() {
            atOnce += 1
            most = Math.max(most, atOnce)
            await pause(5)
            atOnce -= 1
          },
        },
      ],
      log,
    )
    runner.start()
    runner.start()
    await pause(30)
    await runner.stop()
    expect(most).toBe(1)
  })
})
