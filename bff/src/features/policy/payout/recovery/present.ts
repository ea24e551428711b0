import type { ResidentState } from '@minsheng/shared/contracts/people'
import type { DeskRecovery, Recovery, RecoveryRow, RecoveryState } from '@minsheng/shared/contracts/policy'
import { setOffSharePercent } from '@minsheng/shared/law/assistance'
import { dated } from '@minsheng/shared/law/parameter'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { remediesOf } from '../../application/remedy/domain.ts'
import { notHeardYet } from '../../award/domain.ts'
import { presentSpoken, type Speaker, spokenDecidingFault } from '../../award/spoken/domain.ts'
import type { SetOffSums } from '../row/set-off-store.ts'
import { balanceOf } from './domain.ts'
import type { RecoveryRecord } from './store.ts'

export interface RecoveryAround {
  title: string
  sums: SetOffSums
  today: string
}

function stateOf({ state }: RecoveryRecord, openFen: number): RecoveryState {
  if (state !== 'decided') return state
  return openFen === 0 ? 'settled' : 'open'
}

/** What is asked is owed from the decision on. */
function whole(seen: RecoveryRecord, { title, sums, today }: RecoveryAround) {
  const { words, said, saidAt, decision } = seen.dossier
  const balance = balanceOf(seen, sums)
  const share = dated(setOffSharePercent, today)
  return {
    id: seen._id,
    awardId: seen.awardId,
    title,
    way: seen.way,
    state: stateOf(seen, balance.openFen),
    months: seen.months.map(({ month, fen }) => ({ month, fen })),
    fen: seen.fen,
    words,
    noticedAt: seen.createdAt.toISOString(),
    hearUntil: seen.hearUntil,
    said,
    saidAt,
    decision: decision && {
      confirmed: decision.confirmed,
      words: decision.words,
      toldTo: decision.toldTo,
      decidedAt: decision.at,
      // The person was heard here before; what is left is to go to others.
      remedies: remediesOf(shanghaiDate(new Date(decision.at))).filter(({ way }) => way !== 'objection'),
    },
    balance: seen.state === 'decided' ? balance : null,
    setOffPercent: share.value,
    setOffIllustrative: share.illustrative === true,
    rev: seen.rev,
  }
}

export const presentRecovery = (seen: RecoveryRecord, around: RecoveryAround): Recovery => ({
  ...whole(seen, around),
  maySpeak: seen.state === 'notice' && seen.hearUntil !== null,
})

interface RowAround extends RecoveryAround {
  communityName: string
}

export function presentRecoveryRow(seen: RecoveryRecord, around: RowAround): RecoveryRow {
  const { openFen } = balanceOf(seen, around.sums)
  return {
    id: seen._id,
    title: around.title,
    personMasked: seen.personName.masked,
    communityName: around.communityName,
    way: seen.way,
    state: stateOf(seen, openFen),
    fen: seen.fen,
    openFen: seen.state === 'decided' ? openFen : 0,
    hearUntil: seen.hearUntil,
    noticedAt: seen.createdAt.toISOString(),
  }
}

interface DeskAround extends RowAround {
  personState: ResidentState
  nameOf: (staffId: string) => string
  reader: string
  /** Who may still be heard. */
  speakers: readonly Speaker[]
  may: { propose: boolean; decide: boolean }
}

export function presentDeskRecovery(seen: RecoveryRecord, around: DeskAround): DeskRecovery {
  const { nameOf, reader, may, today, sums } = around
  const isUndecided = seen.state === 'notice' || seen.state === 'heard' || seen.state === 'entering'
  const early =
    seen.state === 'notice' || seen.state === 'heard' ? notHeardYet({ changeState: seen.state, hearUntil: seen.hearUntil }, today) : null
  const mine = seen.proposedBy === reader
  const wrote = spokenDecidingFault(seen.dossier.spoken, reader)
  const last = seen.dossier.repayments.at(-1)
  const { openFen, onItsWayFen } = balanceOf(seen, sums)
  return {
    ...whole(seen, around),
    personMasked: seen.personName.masked,
    communityName: around.communityName,
    personState: around.personState,
    proposedBy: nameOf(seen.proposedBy),
    decidedBy: seen.decidedBy === null ? null : nameOf(seen.decidedBy),
    needsToldTo: seen.isDead && seen.way !== 'waive',
    repayments: seen.dossier.repayments.map(({ by, confirmedBy, ...one }) => ({
      ...one,
      recordedBy: nameOf(by),
      decidedBy: confirmedBy === null ? null : nameOf(confirmedBy),
    })),
    speakers: around.speakers.map(({ residentId, nameMasked }) => ({ residentId, nameMasked, hasSpoken: false })),
    spoken: presentSpoken(seen.dossier.spoken, nameOf, reader),
    may: {
      decide: may.decide && isUndecided && !mine && early === null && wrote === null,
      record: may.propose && seen.state === 'decided' && seen.pendingFen === 0 && openFen > onItsWayFen,
      confirm: may.decide && seen.pendingFen > 0 && last?.by !== reader,
      recordSpoken: may.propose && around.speakers.length > 0,
    },
    mayNotBecause: isUndecided && may.decide ? (mine ? '这笔追回是您提出的，要由另一位同事决定' : (wrote ?? early)) : null,
  }
}
