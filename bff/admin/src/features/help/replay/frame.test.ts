import type { DeskCall } from '@minsheng/shared/contracts/help'
import { expect, test } from 'vitest'
import { frameAt, neighbourOf, spanOf } from './frame.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 11, 1, 4, 0, seconds)).toISOString()
const ms = (seconds: number) => Date.parse(at(seconds))
const call: Pick<DeskCall, 'steps' | 'clocks' | 'raisedAt' | 'chosen'> = {
  raisedAt: at(5),
  chosen: [{ at: at(6), words: '网格值班' }],
  steps: [
    { at: at(0), by: '呼叫人', deed: 'press', why: null },
    { at: at(5), by: '系统', deed: 'raise', why: null },
    { at: at(6), by: '系统', deed: 'dispatch', why: null },
    { at: at(65), by: '系统', deed: 'escalate', why: null },
    { at: at(100), by: '王', deed: 'acknowledge', why: null },
  ],
  clocks: [
    { what: 'acknowledge', dueAt: at(65), state: 'missed' },
    { what: 'acknowledge', dueAt: at(185), state: 'met' },
    { what: 'resolve', dueAt: at(7_205), state: 'running' },
  ],
}
const states = (seconds: number) => frameAt(call, ms(seconds)).clocks.map(({ state }) => state)

test('at each instant there is what had happened by then, and no more', () => {
  expect([0, 4, 5, 6, 64, 65, 100].map((second) => frameAt(call, ms(second)).steps.length)).toEqual([1, 1, 2, 3, 3, 4, 5])
  expect(frameAt(call, ms(5)).chosen).toEqual([])
  expect(frameAt(call, ms(6)).chosen).toHaveLength(1)
})

test('a promise runs from the raising, and is broken at the instant it ran out', () => {
  expect(states(4)).toEqual([])
  expect(states(5)).toEqual(['running', 'running', 'running'])
  expect(states(64)).toEqual(['running', 'running', 'running'])
  expect(states(65)).toEqual(['missed', 'running', 'running'])
  expect(states(100)).toEqual(['missed', 'met', 'running'])
})

test('one goes from step to step and finds the ends', () => {
  expect(spanOf(call)).toEqual({ from: ms(0), to: ms(100) })
  expect([neighbourOf(call, ms(6), 'next'), neighbourOf(call, ms(6), 'before')]).toEqual([ms(65), ms(5)])
  expect([neighbourOf(call, ms(100), 'next'), neighbourOf(call, ms(0), 'before')]).toEqual([null, null])
})
