import { useReducer, useRef } from 'react'
import { newKey } from '../../../platform/idempotency'
import { goInstead, thanksPage } from '../../../platform/navigate'
import { openCashier } from '../../../platform/pay'
import { call, failureWords } from '../../../platform/request'
import { attemptFor, firstState, type GivingEvent, type GivingState, giving } from './giving-machine'

export interface Order {
  projectId: string
  codeId: string | null
  amountFen: number
  anonymous: boolean
  donorName: string | null
  teamId: string | null
  monthlyId: string | null
}

type Placed = Awaited<ReturnType<typeof createGift>>
const createGift = (body: Order, idempotencyKey: string) => call('createGift', { body, idempotencyKey })

/** Runs one gift from order to cashier; what the person sees follows the state. */
export function useGiving() {
  const [state, dispatch] = useReducer(giving, firstState)
  // The state as of now: a second tap comes before the next drawing.
  const latest = useRef<GivingState>(firstState)
  const tell = (event: GivingEvent) => {
    latest.current = giving(latest.current, event)
    dispatch(event)
  }

  const pay = async (place: () => Promise<Placed>) => {
    let placed: Placed
    try {
      placed = await place()
    } catch (error) {
      tell({ type: 'refused', failure: failureWords(error) })
      return
    }
    const { gift, payment } = placed
    tell({ type: 'order_placed', giftId: gift.id, amountFen: gift.amountFen })
    const outcome = await openCashier(payment, gift.id)
    tell({ type: 'cashier_ended', outcome })
    if (outcome === 'maybe_paid') goInstead(thanksPage(gift.id))
  }

  const order = async (what: Order) => {
    if (latest.current.step !== 'choosing') return
    const attempt = attemptFor(latest.current, JSON.stringify(what), newKey())
    tell({ type: 'ordered', attempt })
    await pay(() => createGift(what, attempt.key))
  }

  const resume = async () => {
    if (latest.current.step !== 'unpaid') return
    const { giftId } = latest.current
    const attempt = attemptFor(latest.current, giftId, newKey())
    tell({ type: 'resumed', attempt })
    await pay(() => call('resumeGiftPayment', { params: { giftId }, idempotencyKey: attempt.key }))
  }

  return { state, order, resume, startOver: () => tell({ type: 'started_over' }) }
}
