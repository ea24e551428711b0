import { describe, expect, it } from 'vitest'
import type { FailureWords } from '../../../platform/request/failure-words.ts'
import { attemptFor, firstState, type GivingEvent, type GivingState, giving } from './giving-machine.ts'

const offline: FailureWords = { title: '网络不通', advice: '', offline: true, code: 'offline' }
const notOpen: FailureWords = { title: '这个项目现在不接受捐款', advice: '', offline: false, code: 'campaign_not_open' }
const broken: FailureWords = { title: '系统出了点问题', advice: '', offline: false, code: 'internal' }
const run = (...events: GivingEvent[]) => events.reduce(giving, firstState)
const order: GivingEvent = { type: 'ordered', attempt: { key: 'k1', asked: '1000' } }
const placed: GivingEvent = { type: 'order_placed', giftId: 'g1', amountFen: 1000 }
const cancelled: GivingEvent = { type: 'cashier_ended', outcome: 'cancelled' }

describe('giving', () => {
  it('goes from choosing to the thanks page', () => {
    expect(run(order, placed, { type: 'cashier_ended', outcome: 'maybe_paid' })).toEqual({ step: 'checking', giftId: 'g1' })
  })

  it('ignores a second tap', () => {
    expect(run(order, { type: 'ordered', attempt: { key: 'k2', asked: '1000' } })).toEqual({
      step: 'ordering',
      attempt: { key: 'k1', asked: '1000' },
    })
  })

  it.each([offline, broken])('keeps the key when the order may have arrived ($code)', (failure) => {
    const state = run(order, { type: 'refused', failure })
    expect(attemptFor(state, '1000', 'k2').key).toBe('k1')
    expect(attemptFor(state, '2000', 'k2').key).toBe('k2')
  })

  it('takes a fresh key after a plain refusal', () => {
    const state = run(order, { type: 'refused', failure: notOpen })
    expect(state).toMatchObject({ step: 'choosing', failure: notOpen })
    expect(attemptFor(state, '1000', 'k2').key).toBe('k2')
  })

  it.each(['cancelled', 'failed', 'left', 'unsupported'] as const)('stays with the order when the cashier ended with %s', (outcome) => {
    expect(run(order, placed, { type: 'cashier_ended', outcome })).toMatchObject({ step: 'unpaid', giftId: 'g1', why: outcome })
  })

  it('pays the same order later, with one key per try', () => {
    const unpaid = run(order, placed, cancelled)
    const attempt = attemptFor(unpaid, 'g1', 'r1')
    const resuming = giving(unpaid, { type: 'resumed', attempt })
    expect(giving(resuming, placed)).toMatchObject({ step: 'cashier', giftId: 'g1' })
    const lost = giving(resuming, { type: 'refused', failure: offline })
    expect(lost).toMatchObject({ step: 'unpaid', failure: offline })
    expect(attemptFor(lost, 'g1', 'r2').key).toBe('r1')
    expect(attemptFor(giving(resuming, { type: 'refused', failure: notOpen }), 'g1', 'r2').key).toBe('r2')
  })

  it('starts over only from an unpaid order', () => {
    expect(run(order, placed, cancelled, { type: 'started_over' })).toEqual(firstState)
    expect(run(order, { type: 'started_over' })).toMatchObject({ step: 'ordering' })
  })

  it('changes nothing on an event that does not fit', () => {
    const states: GivingState[] = [firstState, run(order), run(order, placed), run(order, placed, cancelled)]
    const misfits: GivingEvent[][] = [
      [placed, cancelled, { type: 'refused', failure: offline }],
      [cancelled, order],
      [order, placed],
      [order, placed, cancelled],
    ]
    states.forEach((state, index) => {
      for (const event of misfits[index] ?? []) expect(giving(state, event)).toBe(state)
    })
  })
})
