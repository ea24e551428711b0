import type { Rescue } from '@minsheng/shared/contracts/help'
import { type Call, type Step, step } from '../call/step.ts'
import { ended, running } from '../clock/domain.ts'
import { endOf } from '../sla/domain.ts'

export interface Transfer {
  to: Rescue
  /** The number they gave; null where they gave none. */
  reference: string | null
  why: string
}

/** Given to 110, 119 or 120. What is about life is followed until it is written down what became of it: that limit runs on. */
export function transferred(call: Call, by: string, { to, reference, why }: Transfer, at: Date): Step {
  const isLife = call.urgency === 'p0'
  const words = `转 ${to}${reference === null ? '，对方没有给编号' : `，对方编号 ${reference}`}：${why}`
  return step(
    { call, by, at },
    'transfer',
    'transferred',
    {
      transferredTo: to,
      owesFeedback: isLife,
      assigneeId: by,
      keeperId: null,
      handoverTo: null,
      ackedAt: call.ackedAt ?? at,
      ...(isLife ? {} : { openKey: null }),
    },
    {
      clocks: ended(call.clocks, 'stopped', at, (name) => !isLife || name !== 'resolve'),
      why: words,
      news: [{ to: 'reminded' }, { to: 'caller', what: 'transferred' }],
    },
  )
}

/** What became of it is known: it is dealt with, and whoever called says how it was. */
export function fedBack(call: Call, by: string, result: string, at: Date): Step {
  const met = ended(call.clocks, 'met', at, (name) => name === 'resolve')
  return step(
    { call, by, at },
    'feedback',
    'resolved',
    { owesFeedback: false, resolvedAt: at, openKey: null, rating: null },
    {
      clocks: [...ended(met, 'stopped', at, () => true), running('close', endOf(call.terms.rating, at))],
      dossier: { result },
      news: [{ to: 'reminded' }, { to: 'caller', what: 'done' }, { to: 'family', what: 'done' }],
    },
  )
}
