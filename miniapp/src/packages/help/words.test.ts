import { callState } from '@minsheng/shared/contracts/help/terms'
import { describe, expect, test } from 'vitest'
import { headingOf, lookAgainMs, nextWords, storyOf } from './words'

const states = callState.options

describe('what is said', () => {
  test.each(states)('%s is a sentence of its own', (state) => {
    const others = states.filter((other) => other !== state).map((other) => headingOf({ state: other, worker: null }))
    expect(others).not.toContain(headingOf({ state, worker: null }))
  })
  test('who comes is named', () => {
    expect(headingOf({ state: 'acked', worker: { name: '王芳' } })).toBe('王芳接下了，会来找您')
  })
  test.each([
    ['in the countdown', null, 'p0', '没有通知任何人'],
    ['later', '2026-06-15T00:00:00Z', 'p0', '给您打个电话'],
    ['later, of what is not about life', '2026-06-15T00:00:00Z', 'p2', '不用来了'],
  ] as const)('taken back %s', (_, raisedAt, urgency, words) => {
    expect(nextWords({ state: 'cancelled', isLate: false, raisedAt, urgency, rateUntil: null })).toContain(words)
  })
  test('until when it can be rated is a day, not a count of days', () => {
    const rateUntil = '2026-06-22T04:00:00Z'
    expect(nextWords({ state: 'resolved', isLate: false, raisedAt: null, urgency: 'p0', rateUntil })).toContain(
      '2026年6月22日（周一）前可以评价',
    )
  })
  test('when nobody came in time, it is said before all else', () => {
    expect(nextWords({ state: 'dispatched', isLate: true, raisedAt: null, urgency: 'p0', rateUntil: null })).toContain('还没有人接下')
  })
})

test('what is over is not looked at again', () => {
  expect(states.filter((state) => lookAgainMs(state) === null)).toEqual(['resolved', 'closed', 'cancelled', 'transferred', 'merged'])
})

test('pressed three times, the story says it once, at the last', () => {
  const step = (deed: 'press' | 'press_again', at: string) => ({ at, deed, words: deed })
  expect(storyOf([step('press', '1'), step('press_again', '2'), step('press_again', '3')]).map(({ at }) => at)).toEqual(['1', '3'])
})
