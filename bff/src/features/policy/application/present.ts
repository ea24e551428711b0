import type {
  Application,
  ApplicationDetail,
  ApplicationRow,
  DeskApplication,
  Objection,
  WrittenDecision,
} from '@minsheng/shared/contracts/policy'
import { daysBetween } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { SubjectCase } from './case.ts'
import { canDo, type DecisionMade, isOpen, lawWords, type ObjectionRaised } from './domain.ts'
import { forDesk } from './fact/present.ts'
import { knownOn, objectionRefusal, objectionWords, ownObjection } from './objecting/domain.ts'
import { OFFICE, remediesOf } from './remedy/domain.ts'
import type { ApplicationRecord } from './store.ts'
import { deedWords, isLate, nextWords } from './story/domain.ts'

/**
 * A decision as it was written to the person; with it, always, the ways to object: what was answered is not offered again.
 * @param knownSince the day from which the reader's days count; left out: that of the decision
 */
export function presentDecision(
  made: DecisionMade,
  objection: ObjectionRaised | null = null,
  knownSince = shanghaiDate(new Date(made.at)),
): WrittenDecision {
  const { computed } = made
  return {
    granted: made.granted,
    decidedAt: made.at,
    words: made.words,
    requirements: computed.requirements,
    excludedBy: computed.excludedBy,
    amountFen: made.amountFen,
    every: computed.every,
    ceiling: computed.ceiling && made.isNamed !== true,
    illustrative: computed.illustrative,
    fromMonth: made.fromMonth,
    firstPayDay: made.firstPayDay,
    sources: computed.sources,
    remedies: remediesOf(knownSince).filter(({ way }) => way !== 'objection' || objection?.outcome !== 'upheld'),
    office: OFFICE,
  }
}

const presentObjection = (raised: ObjectionRaised | null, seen: ApplicationRecord): Objection | null =>
  raised && {
    words: objectionWords(raised, { residentId: seen.residentId, nameMasked: seen.applicantName.masked }),
    raisedAt: raised.at,
    dueOn: raised.dueOn,
    outcome: raised.outcome,
    answer: raised.answer,
    answeredAt: raised.answeredAt,
  }

/** The one that waits or was answered last. */
const lastObjection = ({ objection, answered }: ApplicationRecord['dossier']): ObjectionRaised | null =>
  objection ?? answered?.at(-1) ?? null

interface OwnAround {
  title: string
  today: string
}

export function presentOwn(seen: ApplicationRecord, { title, today }: OwnAround): Application {
  const { objection } = seen.dossier
  const isWaitedFor = seen.state === 'to_supplement'
  return {
    id: seen._id,
    policyId: seen.policyId,
    title,
    ofHousehold: seen.subjectKind === 'household',
    asHousehold: false,
    state: seen.state,
    submittedAt: seen.createdAt.toISOString(),
    next: {
      words: nextWords(seen, today, objection),
      dueOn: seen.isObjected ? (objection?.dueOn ?? null) : seen.dueOn,
      provisional: seen.dueProvisional,
      late: !isWaitedFor && isLate(seen.isObjected ? (objection?.dueOn ?? null) : seen.dueOn, today),
    },
  }
}

/** @param around.reader who reads it, as the register knows them: of a household also another grown-up than who applied */
export function presentOwnDetail(seen: ApplicationRecord, around: OwnAround & { reader: string }): ApplicationDetail {
  const { dossier } = seen
  const { reader, today } = around
  const isTheirs = reader === seen.residentId
  const { decision } = dossier
  const own = ownObjection(seen, reader)
  return {
    ...presentOwn(seen, around),
    asHousehold: !isTheirs,
    // What one said and handed in, and the card, is nobody else's to see.
    note: isTheirs ? dossier.note : null,
    materials: isTheirs ? seen.materials.map(({ name, photoIds }) => ({ name, photos: photoIds.length })) : [],
    accountMasked: isTheirs ? (seen.accountNumber?.masked ?? null) : null,
    bank: isTheirs ? seen.bank : null,
    supplement: isTheirs ? dossier.supplement && presentSupplement(dossier.supplement) : null,
    decision: decision && presentDecision(decision, own, knownOn(decision, reader, seen.residentId, today)),
    objection: presentObjection(lastObjection(dossier), seen),
    steps: seen.history.map(({ at, deed, to }) => ({ at: at.toISOString(), state: to, words: deedWords[deed] })),
    byProxy: seen.byProxy,
    byGuardian: typeof seen.guardianId === 'string',
    rev: seen.rev,
    maySupplement: isTheirs && canDo('supplement', seen.state),
    mayWithdraw: isTheirs && canDo('withdraw', seen.state),
    mayObject: objectionRefusal(seen, today, reader) === null,
  }
}

const presentSupplement = ({ items, words, askedAt, dueOn, answeredAt }: NonNullable<ApplicationRecord['dossier']['supplement']>) => ({
  items,
  words,
  askedAt,
  dueOn,
  answeredAt,
})

interface RowAround extends OwnAround {
  communityName: string
}

export function presentRow(seen: ApplicationRecord, { title, communityName, today }: RowAround): ApplicationRow {
  const dueOn = seen.isObjected ? (seen.dossier.objection?.dueOn ?? null) : seen.dueOn
  return {
    id: seen._id,
    title,
    ofHousehold: seen.subjectKind === 'household',
    applicantMasked: seen.applicantName.masked,
    communityName,
    state: seen.state,
    automatic: seen.automatic,
    submittedAt: seen.createdAt.toISOString(),
    dueOn,
    provisional: seen.dueProvisional,
    daysLeft: dueOn === null ? null : daysBetween(today, dueOn),
    objected: seen.isObjected,
    rev: seen.rev,
  }
}

interface DeskAround extends RowAround {
  found: SubjectCase
  nameOf: (accountId: string) => string
  /** The reader's account. */
  reader: string
  mayHandle: boolean
  mayDecide: boolean
}

export function presentDesk(seen: ApplicationRecord, around: DeskAround): DeskApplication {
  const { dossier, state } = seen
  const { found, nameOf, reader, mayHandle, mayDecide } = around
  const proposedByReader = seen.proposedBy === reader
  const handledByReader = seen.handledBy.includes(reader)
  const waitsForDecision = canDo('approve', state)
  return {
    ...presentRow(seen, around),
    policyId: seen.policyId,
    residentId: seen.residentId,
    note: dossier.note,
    byProxy: seen.byProxy,
    byGuardian: typeof seen.guardianId === 'string',
    bank: seen.bank,
    accountMasked: seen.accountNumber?.masked ?? null,
    materials: seen.materials,
    supplement: dossier.supplement && presentSupplement(dossier.supplement),
    checkWords: dossier.checkWords,
    now: found.computed,
    namesAmount: found.namesAmount,
    facts: forDesk(found.facts),
    proposal: dossier.proposal && {
      grant: dossier.proposal.grant,
      amountFen: dossier.proposal.amountFen ?? null,
      words: dossier.proposal.words,
      byName: seen.proposedBy === null ? '' : nameOf(seen.proposedBy),
      byYou: proposedByReader,
      at: dossier.proposal.at,
      computed: withReasons(dossier.proposal),
    },
    decision: dossier.decision && presentDecision(dossier.decision, dossier.objection),
    objection: presentObjection(lastObjection(dossier), seen),
    earlier: dossier.earlier.map((made) => presentDecision(made)),
    steps: seen.history.map(({ at, by, deed, to }) => ({ at: at.toISOString(), state: to, words: deedWords[deed], byName: nameOf(by) })),
    lawWords: isOpen(state) ? lawWords(state, around.today) : null,
    may: {
      accept: mayHandle && canDo('accept', state),
      supplement: mayHandle && canDo('ask_supplement', state) && dossier.supplement === null,
      check: mayHandle && canDo('check', state),
      propose: mayHandle && canDo('propose', state),
      decide: mayDecide && waitsForDecision && !proposedByReader,
      answerObjection: mayDecide && seen.isObjected && !handledByReader,
      reveal: seen.accountNumber !== null,
    },
    mayNotBecause:
      mayDecide && waitsForDecision && proposedByReader
        ? '意见是您提出的，要由另一位同事决定'
        : mayDecide && seen.isObjected && handledByReader
          ? '您经手过这份申请，异议要由另一位同事答复'
          : null,
  }
}

const withReasons = ({ computed, reasons }: NonNullable<ApplicationRecord['dossier']['proposal']>) => ({
  ...computed,
  requirements: computed.requirements.map((row, index) => ({
    ...row,
    reason: reasons.find(({ requirement }) => requirement === index)?.words ?? null,
  })),
})
