import type { NewCall } from '../../bff/src/features/help/call/store.ts'
import { running } from '../../bff/src/features/help/clock/domain.ts'
import { termsOf } from '../../bff/src/features/help/sla/domain.ts'
import type { TestApp } from '../../bff/testing/app.ts'
import type { TestGrid } from '../../bff/testing/grid.ts'

const AT_ONCE = 100

interface Wanted {
  all: number
  /** So many of them in the second community; the others in the second street, where nobody looks. */
  inOne: number
  /** Their next clocks run out one after the other within this. */
  overSeconds: number
}

/** Calls that somebody was told of and nobody took, as they are after a bad night: each has clocks that run. */
export async function standCalls(app: TestApp, { district, streets, communities, grids }: TestGrid, wanted: Wanted): Promise<void> {
  const now = Date.now()
  const at = new Date(now)
  const here = [district, streets[0], communities[1], grids[2]]
  const there = [district, streets[1], communities[2], grids[3]]
  const call = (index: number): NewCall => {
    const dueAt = new Date(now + 60_000 + (index / wanted.all) * wanted.overSeconds * 1_000)
    const resolveAt = new Date(now + 86_400_000 + index)
    return {
      _id: `hlp_stand${index}`,
      accountId: `acc_stand${index}`,
      residentId: null,
      callerName: null,
      origin: 'button',
      isForOther: false,
      isReported: false,
      mergedInto: null,
      likely: [],
      apartFrom: [],
      handoverTo: null,
      owesFeedback: false,
      transferredTo: null,
      isRisky: false,
      state: 'dispatched',
      urgency: 'p1',
      category: 'utility',
      path: index < wanted.inOne ? here : there.slice(0, 3),
      openKey: null,
      assigneeId: null,
      keeperId: null,
      told: [],
      refusedBy: [],
      terms: termsOf('p1', at),
      clocks: [running('ladder:0', dueAt), running('resolve', resolveAt)],
      nextAt: dueAt,
      sources: [{ kind: 'button', callId: null, at }],
      pressedAt: at,
      raisedAt: at,
      ackedAt: null,
      onSiteAt: null,
      resolvedAt: null,
      owesCallback: false,
      isLate: false,
      rating: null,
      dossier: {
        where: { address: '演示苑1幢', place: null, because: 'home' },
        said: [],
        reasons: {},
        chosen: [],
        notices: [],
        result: null,
        ratingWords: null,
      },
      history: [{ at, by: 'clock', deed: 'dispatch', to: 'dispatched' }],
      rev: 0,
      createdAt: new Date(now - index),
    }
  }
  for (let from = 0; from < wanted.all; from += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, wanted.all - from) }, (_, n) => app.app.help.calls.insert(call(from + n))))
}
