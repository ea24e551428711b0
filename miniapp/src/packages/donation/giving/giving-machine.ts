import type { PayOutcome } from '../../../platform/pay/outcome'
import type { FailureWords } from '../../../platform/request/failure-words'

/** One try at an order: its Idempotency-Key belongs to exactly what was asked for. */
export interface Attempt {
  key: string
  /** What was asked for, as text. */
  asked: string
}

export type Unpaid = Exclude<PayOutcome, 'maybe_paid'>

/**
 * - `choosing`: how much, and for whom it is named
 * - `ordering`: the order is being placed
 * - `cashier`: WeChat's cashier is open
 * - `unpaid`: the order stands, no money came; it can be paid or left
 * - `resuming`: the cashier is being asked for again
 * - `checking`: the cashier reported success; the thanks page asks the server
 */
export type GivingState =
  | { step: 'choosing'; attempt: Attempt | null; failure: FailureWords | null }
  | { step: 'ordering'; attempt: Attempt }
  | { step: 'cashier'; giftId: string; amountFen: number }
  | { step: 'unpaid'; giftId: string; amountFen: number; why: Unpaid; attempt: Attempt | null; failure: FailureWords | null }
  | { step: 'resuming'; giftId: string; amountFen: number; attempt: Attempt }
  | { step: 'checking'; giftId: string }

export type GivingEvent =
  | { type: 'ordered'; attempt: Attempt }
  | { type: 'order_placed'; giftId: string; amountFen: number }
  | { type: 'refused'; failure: FailureWords }
  | { type: 'cashier_ended'; outcome: PayOutcome }
  | { type: 'resumed'; attempt: Attempt }
  | { type: 'started_over' }

export const firstState: GivingState = { step: 'choosing', attempt: null, failure: null }

/** After these the server may or may not have the order: the same key must be sent again. */
const mayHaveArrived = (failure: FailureWords) =>
  failure.offline ||
  failure.code === 'request_in_flight' ||
  failure.code === 'internal' ||
  failure.code === 'unavailable' ||
  failure.code === 'upstream_unavailable'

/** The attempt to send: the same key as long as the same thing is asked for, else a fresh one. */
export function attemptFor(state: GivingState, asked: string, freshKey: string): Attempt {
  const kept = state.step === 'choosing' || state.step === 'unpaid' ? state.attempt : null
  return kept?.asked === asked ? kept : { key: freshKey, asked }
}

/** What happens next; an event that does not fit the step (a second tap, a late answer) changes nothing. */
export function giving(state: GivingState, event: GivingEvent): GivingState {
  switch (event.type) {
    case 'ordered':
      return state.step === 'choosing' ? { step: 'ordering', attempt: event.attempt } : state
    case 'order_placed':
      return state.step === 'ordering' || state.step === 'resuming'
        ? { step: 'cashier', giftId: event.giftId, amountFen: event.amountFen }
        : state
    case 'refused': {
      const { failure } = event
      if (state.step === 'ordering') return { step: 'choosing', attempt: mayHaveArrived(failure) ? state.attempt : null, failure }
      if (state.step !== 'resuming') return state
      const { giftId, amountFen, attempt } = state
      return { step: 'unpaid', giftId, amountFen, why: 'failed', attempt: mayHaveArrived(failure) ? attempt : null, failure }
    }
    case 'cashier_ended': {
      if (state.step !== 'cashier') return state
      const { giftId, amountFen } = state
      if (event.outcome === 'maybe_paid') return { step: 'checking', giftId }
      return { step: 'unpaid', giftId, amountFen, why: event.outcome, attempt: null, failure: null }
    }
    case 'resumed': {
      if (state.step !== 'unpaid') return state
      const { giftId, amountFen } = state
      return { step: 'resuming', giftId, amountFen, attempt: event.attempt }
    }
    case 'started_over':
      return state.step === 'unpaid' ? firstState : state
  }
}
