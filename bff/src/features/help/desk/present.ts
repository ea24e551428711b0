import type { DeskCall, DeskCallRow } from '@minsheng/shared/contracts/help'
import { canPhotograph, canWork, type Whereabouts } from '../call/domain.ts'
import type { CallRecord } from '../call/store.ts'
import { type ClockName, type HelpClock, isLadder } from '../clock/domain.ts'
import type { HelpFile } from '../file/domain.ts'
import { isDangerous } from '../safety/domain.ts'

/** What a reader's page needs to know of others. */
export interface Around {
  reader: string
  /** Decides whether two reports are one thing. */
  isDesk: boolean
  placeName: (placeId: string | undefined) => string | null
  nameOf: (accountId: string) => string
  mapPlaceOf: (where: Whereabouts) => DeskCall['where']['gcj02']
}

type What = DeskCall['clocks'][number]['what']

/** Promises a person watches; the countdown and the choosing are the machine's own. */
function promiseOf(name: ClockName): What | null {
  if (isLadder(name)) return 'acknowledge'
  if (name === 'on_site' || name === 'resolve' || name === 'call_back' || name === 'check_in') return name
  return name === 'close' ? 'rate' : null
}

function nextDue(clocks: readonly HelpClock[]): DeskCallRow['nextDue'] {
  const next = clocks
    .flatMap(({ name, state, dueAt }) => {
      const what = promiseOf(name)
      return state === 'running' && what !== null ? [{ what, dueAt }] : []
    })
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())[0]
  return next ? { what: next.what, at: next.dueAt.toISOString() } : null
}

const COMMUNITY = 2
const GRID = 3

export function presentRow(call: CallRecord, { reader, placeName, nameOf }: Around): DeskCallRow {
  return {
    id: call._id,
    state: call.state,
    urgency: call.urgency,
    category: call.category,
    callerMasked: call.callerName?.masked ?? null,
    gridName: placeName(call.path[GRID]),
    communityName: placeName(call.path[COMMUNITY]),
    raisedAt: call.raisedAt?.toISOString() ?? null,
    nextDue: nextDue(call.clocks),
    isLate: call.isLate,
    workerName: call.assigneeId === null ? null : nameOf(call.assigneeId),
    keeperName: call.keeperId ? nameOf(call.keeperId) : null,
    isMine: call.assigneeId === reader || call.keeperId === reader,
    handover: call.handoverTo ? { name: nameOf(call.handoverTo), isMine: call.handoverTo === reader } : null,
    owesCallback: call.owesCallback,
    owesFeedback: call.owesFeedback === true,
    isRisky: isDangerous(call),
    presses: Math.max(1, call.sources.filter(({ kind }) => kind === 'button').length),
  }
}

const stateOf = { running: 'running', met: 'met', fired: 'missed' } as const

/** @param likely open ones that may be about the same thing */
export function presentDeskCall(call: CallRecord, likely: readonly CallRecord[], around: Around, files: readonly HelpFile[]): DeskCall {
  const { dossier, history } = call
  const { nameOf, reader, mapPlaceOf, isDesk, placeName } = around
  const can = (deed: Parameters<typeof canWork>[0]) => canWork(deed, call, reader)
  return {
    ...presentRow(call, around),
    where: {
      address: dossier.where.address,
      place: dossier.where.place,
      because: dossier.where.because,
      gcj02: mapPlaceOf(dossier.where),
    },
    sources: call.sources.map(({ kind, at: when, callId }) => ({ kind, at: when.toISOString(), callId: callId ?? null })),
    likely: likely.map((one) => ({
      id: one._id,
      callerMasked: one.callerName?.masked ?? null,
      kinds: one.sources.map(({ kind }) => kind),
      gridName: placeName(one.path[GRID]),
      raisedAt: one.raisedAt?.toISOString() ?? null,
      state: one.state,
    })),
    mergedInto: call.mergedInto ?? null,
    said: dossier.said.map(({ at: when, words }) => ({ at: when.toISOString(), words })),
    files: files.map(({ _id, of, kind, by, createdAt, seconds }) => ({
      id: _id,
      of,
      kind,
      at: createdAt.toISOString(),
      seconds,
      by: nameOf(by),
    })),
    told: call.told.map(({ accountId, rung }) => ({ name: nameOf(accountId), rung })),
    steps: history.map(({ at: when, by, deed }, index) => ({
      at: when.toISOString(),
      by: nameOf(by),
      deed,
      why: dossier.reasons[index] ?? null,
    })),
    chosen: dossier.chosen.map(({ at: when, words }) => ({ at: when.toISOString(), words })),
    illustrative: call.terms.illustrative,
    clocks: call.clocks.flatMap(({ name, dueAt, state }) => {
      const what = promiseOf(name)
      return what === null || state === 'stopped' ? [] : [{ what, dueAt: dueAt.toISOString(), state: stateOf[state] }]
    }),
    transferredTo: call.transferredTo ?? null,
    result: dossier.result,
    rating: call.rating ? { solved: call.rating.solved, stars: call.rating.stars, words: dossier.ratingWords } : null,
    may: {
      acknowledge: can('acknowledge'),
      refuse: can('refuse'),
      setOut: can('set_out'),
      arrive: can('arrive'),
      resolve: can('resolve'),
      lower: can('lower'),
      photograph: canPhotograph(call, reader),
      callBack: can('call_back'),
      transfer: can('transfer'),
      feedback: can('feedback'),
      markRisky: can('mark_risky') && !isDangerous(call),
      checkIn: can('check_in'),
      merge: isDesk && can('merge') && likely.length > 0,
      unmerge: isDesk && can('unmerge') && call.sources.some(({ callId }) => callId),
      handOver: can('hand_over'),
      keep: can('keep'),
      takeOver: can('take_over'),
      turnDown: can('turn_down'),
    },
    rev: call.rev,
  }
}
