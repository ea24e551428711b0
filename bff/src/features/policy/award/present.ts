import type { Award, AwardChange, AwardRow, DeskAward } from '@minsheng/shared/contracts/policy'
import { maskBankCard } from '@minsheng/shared/units/bank-card'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { maskName } from '@minsheng/shared/units/secret'
import type { SubjectCase } from '../application/case.ts'
import { remediesOf } from '../application/remedy/domain.ts'
import { type ChangeKept, type HouseholdMember, mayStillSpeak, notHeardYet, OPEN_END, payeeWaiting } from './domain.ts'
import { presentSpoken, type Speaker, spokenDecidingFault } from './spoken/domain.ts'
import type { AwardRecord } from './store.ts'

function presentChange({ decision, voices: _, spoken: __, ...change }: ChangeKept): AwardChange {
  return {
    ...change,
    fromMonth: change.fromMonth ?? null,
    decision: decision && {
      confirmed: decision.confirmed,
      words: decision.words,
      decidedAt: decision.at,
      fromMonth: decision.fromMonth,
      // The person was heard here before; what is left is to go to others.
      remedies: remediesOf(shanghaiDate(new Date(decision.at))).filter(({ way }) => way !== 'objection'),
    },
  }
}

interface Around {
  title: string
  /** What stands now. */
  fen: number
  illustrative: boolean
}

function whole(seen: AwardRecord, { title, fen, illustrative }: Around) {
  return {
    id: seen._id,
    policyId: seen.policyId,
    title,
    ofHousehold: seen.subjectKind === 'household',
    every: seen.every,
    ceiling: seen.ceiling,
    illustrative,
    fen,
    firstMonth: seen.firstMonth,
    lastMonth: seen.lastMonth === OPEN_END ? null : seen.lastMonth,
    lines: seen.lines.map(({ fromMonth, fen: given, why }) => ({ fromMonth, fen: given, why })),
    state: seen.changeState,
    changes: seen.dossier.changes.map(presentChange).reverse(),
    rev: seen.rev,
  }
}

/** @param reader who reads it, as the register knows them: of a household also another grown-up than who is paid */
export function presentAward(seen: AwardRecord, around: Around, reader = seen.residentId): Award {
  const isPaid = reader === seen.residentId
  return {
    ...whole(seen, around),
    maySpeak: mayStillSpeak(seen, seen.dossier.changes.at(-1), reader),
    paidTo: isPaid && seen.accountNumber ? { bank: seen.bank, accountMasked: seen.accountNumber.masked } : null,
    paidToOther: !isPaid && seen.accountNumber !== null,
  }
}

interface RowAround extends Around {
  communityName: string
}

export const presentAwardRow = (seen: AwardRecord, { title, fen, illustrative, communityName }: RowAround): AwardRow => ({
  id: seen._id,
  title,
  ofHousehold: seen.subjectKind === 'household',
  personMasked: seen.applicantName.masked,
  communityName,
  every: seen.every,
  ceiling: seen.ceiling,
  illustrative,
  fen,
  firstMonth: seen.firstMonth,
  lastMonth: seen.lastMonth === OPEN_END ? null : seen.lastMonth,
  state: seen.changeState,
  hearUntil: seen.hearUntil,
  differs: seen.differs ?? null,
})

interface DeskAround extends RowAround {
  found: SubjectCase
  reader: string
  today: string
  mayHandle: boolean
  mayDecide: boolean
  /** Grown-ups of the household who are not paid now. */
  others: readonly HouseholdMember[]
  /** Who is heard on the change under way. */
  speakers: readonly Speaker[]
  nameOf: (staffId: string) => string
}

function presentPayee(seen: AwardRecord, { others, reader, mayHandle, mayDecide }: DeskAround): DeskAward['payee'] {
  if ((seen.subjectKind !== 'household' && !seen.guardianId) || seen.accountNumber === null) return null
  const waiting = payeeWaiting(seen.dossier)
  return {
    others: others.map(({ residentId, nameMasked }) => ({ residentId, nameMasked })),
    proposal: waiting && {
      nameMasked: maskName(waiting.name),
      bank: waiting.bank,
      accountMasked: maskBankCard(waiting.number),
      words: waiting.words,
      byYou: waiting.proposedBy === reader,
    },
    mayPropose: mayHandle && waiting === null && seen.lastMonth === OPEN_END,
    mayDecide: mayDecide && waiting !== null && waiting.proposedBy !== reader,
  }
}

export function presentDeskAward(seen: AwardRecord, around: DeskAround): DeskAward {
  const { found, reader, today, mayHandle, mayDecide } = around
  const isChanging = seen.changeState !== 'none'
  const mine = seen.noticedBy === reader
  const early = isChanging ? notHeardYet(seen, today) : null
  const last = isChanging ? seen.dossier.changes.at(-1) : undefined
  const wrote = spokenDecidingFault(last?.spoken, reader)
  const speakers = around.speakers.map(({ residentId, nameMasked }) => ({
    residentId,
    nameMasked,
    hasSpoken: !mayStillSpeak(seen, last, residentId),
  }))
  return {
    ...whole(seen, around),
    personMasked: seen.applicantName.masked,
    communityName: around.communityName,
    residentId: seen.residentId,
    personState: found.home.state,
    applicationId: seen.applicationId,
    now: found.computed,
    differs: seen.differs ?? null,
    inDoubt: seen.lastMonth === OPEN_END && found.computed.requirements.some(({ state }) => state === 'unmet'),
    payee: presentPayee(seen, around),
    speakers,
    spoken: presentSpoken(last?.spoken, around.nameOf, reader),
    may: {
      notice: mayHandle && !isChanging && seen.lastMonth === OPEN_END,
      decide: mayDecide && isChanging && !mine && early === null && wrote === null,
      recordSpoken: mayHandle && speakers.some(({ hasSpoken }) => !hasSpoken),
    },
    mayNotBecause: isChanging && mayDecide ? (mine ? '变更是您提出的，要由另一位同事决定' : (wrote ?? early)) : null,
  }
}
