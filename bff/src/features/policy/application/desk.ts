import { type FactName, factSpec } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { nextPayDay } from '@minsheng/shared/policy/policy/worth'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { isDuplicateKey } from '../../../platform/db/index.ts'
import { dueEntry, type NewMessage } from '../../message/index.ts'
import { type GrownUp, OPEN_END, onceOf } from '../award/domain.ts'
import type { AwardStore, NewAward } from '../award/store.ts'
import type { Cases, SubjectCase } from './case.ts'
import { amountFault, canDo, type DecisionMade, type Deed, dueAfter, firstMonth, grantFaults, type Proposal, sortKeyOf } from './domain.ts'
import { forApplicant } from './fact/present.ts'
import type { ApplicationChange, ApplicationRecord, ApplicationStore } from './store.ts'
import { applicationTellings as tell } from './tellings.ts'

interface DeskParts {
  cases: Cases
  applications: ApplicationStore
  awards: AwardStore
  /** Grown-ups of a household it was applied for; nobody of what is one person's own. */
  grownUps: (seen: ApplicationRecord) => Promise<readonly GrownUp[]>
  clock: Clock
}

type Word = { rev: number }

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const moved = () => wrongState('这份申请的状态已经变了，请刷新后查看')

export type ApplicationDesk = ReturnType<typeof createApplicationDesk>

/** What clerks do about an application; whoever proposes never decides. */
export function createApplicationDesk({ cases, applications, awards, grownUps, clock }: DeskParts) {
  const today = () => shanghaiDate(clock.now())
  const due = (...messages: NewMessage[]) => messages.map((message) => dueEntry(message, clock.now()))
  /** The others of a household who are told with whoever applied. */
  const othersOf = async (seen: ApplicationRecord) =>
    (await grownUps(seen)).filter(({ residentId, accountId }) => residentId !== seen.residentId && accountId !== seen.accountId)

  function changeFor(seen: ApplicationRecord, deed: Deed, state: ApplicationRecord['state']): ApplicationChange {
    const due = dueAfter(deed, seen, today())
    return { state, ...due, sortKey: sortKeyOf(state, due.dueOn, today()) }
  }

  async function step(seen: ApplicationRecord, deed: Deed, rev: number, by: string, change: ApplicationChange): Promise<ApplicationRecord> {
    const entry = { at: clock.now(), by, deed, to: change.state ?? seen.state }
    const changed = await applications.change({ _id: seen._id, rev, state: seen.state }, change, entry)
    if (!changed) throw new AppError('conflict')
    return changed
  }

  /** What the rules make of it now. */
  const caseOf = (seen: ApplicationRecord) => cases.ofSubject({ ...seen, applicationId: seen._id }, today())

  /** @throws AppError `wrong_state` that says what stands against granting it | `invalid_input` at the amount */
  function checkGrant(found: SubjectCase, amountFen: number | null): void {
    const faults = grantFaults({ computed: found.computed, facts: forApplicant(found.facts) })
    if (faults.length > 0) throw wrongState(`还不能给予：${faults.join('；')}`)
    const fault = amountFault(amountFen, found.computed, found.namesAmount)
    if (fault) throw new AppError('invalid_input', { issues: [{ path: 'body.amountFen', message: fault }] })
  }

  /** The same requirements, standing and amount: what the second person agrees to is what the first one saw. */
  const isAsProposed = (proposal: Proposal, found: SubjectCase) =>
    JSON.stringify({ ...proposal.computed, date: '' }) === JSON.stringify({ ...found.computed, date: '' })

  function decisionOf(seen: ApplicationRecord, proposal: Proposal, found: SubjectCase): DecisionMade {
    const { computed } = found
    const payout = found.version?.payout ?? null
    const reasonOf = (index: number) => proposal.reasons.find(({ requirement }) => requirement === index)?.words ?? null
    // What is paid once is of no month: the next batch pays it.
    const fromMonth = proposal.grant
      ? firstMonth(payout?.every === 'once' ? null : (payout?.from ?? null), shanghaiDate(seen.createdAt), today())
      : null
    const begins = fromMonth === null ? today() : `${fromMonth}-01`
    return {
      granted: proposal.grant,
      words: proposal.words,
      at: clock.now().toISOString(),
      computed: {
        ...computed,
        requirements: computed.requirements.map((row, index) => ({ ...row, reason: reasonOf(index) })),
      },
      facts: forApplicant(found.facts),
      fromMonth,
      firstPayDay: proposal.grant && payout && found.isPaid ? nextPayDay(payout.day, [begins, today()].sort()[1] ?? today()) : null,
      amountFen: proposal.grant && payout ? (proposal.amountFen ?? computed.amount.high) : null,
      isNamed: found.namesAmount,
    }
  }

  function awardOf(seen: ApplicationRecord, made: DecisionMade, found: SubjectCase, by: { proposed: string; decided: string }): NewAward {
    const fromMonth = made.fromMonth ?? today().slice(0, 7)
    const every = found.computed.every
    const subject = `${seen.policyId}|${seen.subjectKind}.${seen.subjectId}`
    const { onlyOnce = null } = found.version ?? {}
    const lastMonth = every === 'once' || onlyOnce ? fromMonth : OPEN_END
    const lastsDays = (onlyOnce?.event && factSpec(onlyOnce.event as FactName).validDays) || 0
    const once = onlyOnce && onceOf(onlyOnce, { subject, eventOn: found.eventOn, today: today(), lastsDays, lastMonth })
    return {
      _id: derivedId('awd', seen._id),
      policyId: seen.policyId,
      subjectKind: seen.subjectKind,
      subjectId: seen.subjectId,
      residentId: seen.residentId,
      accountId: seen.accountId,
      guardianId: seen.guardianId ?? null,
      applicantName: seen.applicantName.reveal(),
      path: seen.path,
      applicationId: seen._id,
      every,
      ceiling: found.computed.ceiling && !found.namesAmount,
      firstMonth: fromMonth,
      lastMonth,
      // What is paid once may be paid again another time, but for what the policy gives only once.
      openKey: every === 'once' ? `${subject}|${fromMonth}` : subject,
      once,
      lines: [
        {
          number: 1,
          fromMonth,
          fen: made.amountFen ?? 0,
          why: 'granted',
          versionNumber: found.version?.number ?? 0,
          at: clock.now(),
          proposedBy: by.proposed,
          decidedBy: by.decided,
        },
      ],
      bank: seen.bank,
      accountName: seen.accountName?.reveal() ?? null,
      accountNumber: seen.accountNumber?.reveal() ?? null,
      changeState: 'none',
      hearUntil: null,
      noticedBy: null,
      differs: null,
      dossier: JSON.stringify({ changes: [] }),
      rev: 0,
      createdAt: clock.now(),
    }
  }

  async function grant(seen: ApplicationRecord, rev: number, by: string, change: ApplicationChange, award: NewAward) {
    try {
      return await applications.transaction(async (session) => {
        const entry = { at: clock.now(), by, deed: 'approve' as const, to: 'approved' as const }
        const changed = await applications.change({ _id: seen._id, rev, state: seen.state }, change, entry, session)
        if (!changed) throw new AppError('conflict')
        await awards.insertIn(award, session)
        return changed
      })
    } catch (error) {
      if (isDuplicateKey(error))
        throw wrongState(award.once ? '这一项只给一次，已经批准过了' : '这一项已经有一份待遇在发，请先办理变更或停发')
      throw error
    }
  }

  return {
    caseOf,
    async accept(seen: ApplicationRecord, { rev }: Word, by: string): Promise<ApplicationRecord> {
      if (!canDo('accept', seen.state)) throw moved()
      return step(seen, 'accept', rev, by, { ...changeFor(seen, 'accept', 'accepted'), tells: due(tell.accepted(seen)) })
    },
    /** Told once, all that is missing. */
    async askSupplement(seen: ApplicationRecord, word: Word & { items: string[]; words: string }, by: string): Promise<ApplicationRecord> {
      if (seen.dossier.supplement) throw wrongState('补材料只能一次说清，这份申请已经告知过')
      if (!canDo('ask_supplement', seen.state)) throw moved()
      const change = changeFor(seen, 'ask_supplement', 'to_supplement')
      const asked = { items: word.items, words: word.words, askedAt: clock.now().toISOString(), dueOn: change.dueOn ?? today() }
      const dossier = { ...seen.dossier, supplement: { ...asked, answeredAt: null, note: null } }
      return step(seen, 'ask_supplement', word.rev, by, { ...change, dossier, tells: due(tell.toSupplement(seen)) })
    },
    async check(seen: ApplicationRecord, word: Word & { words: string }, by: string): Promise<ApplicationRecord> {
      if (!canDo('check', seen.state)) throw moved()
      if (seen.state === 'to_supplement' && (seen.dueOn ?? '') >= today()) throw wrongState('补材料的时间还没有到，请等本人补交')
      return step(seen, 'check', word.rev, by, {
        ...changeFor(seen, 'check', 'checked'),
        dossier: { ...seen.dossier, checkWords: word.words },
      })
    },
    /** @throws AppError `wrong_state` that says what stands against granting it */
    async propose(
      seen: ApplicationRecord,
      word: Word & { grant: boolean; amountFen: number | null; words: string; reasons: Proposal['reasons'] },
      by: string,
    ): Promise<ApplicationRecord> {
      if (!canDo('propose', seen.state)) throw moved()
      const found = await caseOf(seen)
      if (word.grant) checkGrant(found, word.amountFen)
      const beyond = word.reasons.findIndex(({ requirement }) => requirement >= found.computed.requirements.length)
      if (beyond >= 0)
        throw new AppError('invalid_input', {
          issues: [{ path: `body.reasons.${beyond}.requirement`, message: '没有这一条，请从列出的条件里选' }],
        })
      const { grant: granted, amountFen, words, reasons } = word
      const proposal: Proposal = { grant: granted, amountFen, words, reasons, at: clock.now().toISOString(), computed: found.computed }
      return step(seen, 'propose', word.rev, by, {
        ...changeFor(seen, 'propose', 'proposed'),
        proposedBy: by,
        handledBy: [...new Set([...seen.handledBy, by])],
        dossier: { ...seen.dossier, proposal },
      })
    },
    /** The second person's word. @throws AppError `forbidden` to the one who proposed */
    async decide(seen: ApplicationRecord, word: Word & { agree: boolean; words: string | null }, by: string): Promise<ApplicationRecord> {
      const { proposal } = seen.dossier
      if (!canDo('approve', seen.state) || !proposal || seen.proposedBy === null) throw moved()
      if (seen.proposedBy === by) throw new AppError('forbidden', { detail: '提出意见的人不能自己决定，请由另一位同事决定' })
      if (seen.rev !== word.rev) throw new AppError('conflict')
      if (!word.agree) {
        return step(seen, 'return', word.rev, by, {
          ...changeFor(seen, 'return', 'checked'),
          proposedBy: null,
          dossier: { ...seen.dossier, proposal: null, checkWords: `${seen.dossier.checkWords ?? ''}\n退回：${word.words ?? ''}`.trim() },
        })
      }
      const found = await caseOf(seen)
      if (!isAsProposed(proposal, found)) throw wrongState('提出意见以后情况变了，请退回，按现在的情况重新提出')
      if (proposal.grant) checkGrant(found, proposal.amountFen ?? null)
      const others = await othersOf(seen)
      const told = others.flatMap(({ residentId, isReached }) => (isReached ? [{ residentId, on: today() }] : []))
      const made = { ...decisionOf(seen, proposal, found), ...(seen.subjectKind === 'household' ? { told } : {}) }
      const deed = proposal.grant ? 'approve' : 'refuse'
      const change: ApplicationChange = {
        ...changeFor(seen, deed, proposal.grant ? 'approved' : 'refused'),
        openKey: null,
        decidedBy: by,
        handledBy: [...new Set([...seen.handledBy, by])],
        dossier: { ...seen.dossier, decision: made },
        tells: due(tell.decided(seen, proposal.grant), ...others.map(({ accountId }) => tell.household(seen, accountId, 'decided'))),
      }
      return proposal.grant
        ? grant(seen, word.rev, by, change, awardOf(seen, made, found, { proposed: seen.proposedBy, decided: by }))
        : step(seen, 'refuse', word.rev, by, change)
    },
    /** By someone who had no hand in it. @throws AppError `forbidden` to those who had */
    async answerObjection(
      seen: ApplicationRecord,
      word: Word & { outcome: 'upheld' | 'reopened'; words: string },
      by: string,
    ): Promise<ApplicationRecord> {
      const { objection, decision, earlier } = seen.dossier
      if (!objection || objection.outcome !== null || !decision) throw moved()
      if (seen.handledBy.includes(by)) throw new AppError('forbidden', { detail: '经手过这份申请的人不能答复异议，请由另一位同事答复' })
      const answered = { ...objection, outcome: word.outcome, answer: word.words, answeredAt: clock.now().toISOString() }
      const others = await othersOf(seen)
      const tells = due(tell.answered(seen, word.outcome), ...others.map(({ accountId }) => tell.household(seen, accountId, 'answered')))
      if (word.outcome === 'upheld')
        return step(seen, 'uphold', word.rev, by, {
          isObjected: false,
          sortKey: sortKeyOf(seen.state, null, today()),
          dossier: { ...seen.dossier, objection: answered },
          tells,
        })
      if (!canDo('reopen', seen.state)) throw wrongState('已经批准的，金额有出入请在“待遇”里办理变更')
      const openKey = `${seen.policyId}|${seen.subjectKind}.${seen.subjectId}`
      if (await applications.openFor(openKey)) throw wrongState('本人又提交了一份新的申请，请在那一份里办理')
      return step(seen, 'reopen', word.rev, by, {
        ...changeFor(seen, 'reopen', 'accepted'),
        openKey,
        isObjected: false,
        proposedBy: null,
        decidedBy: null,
        dossier: {
          ...seen.dossier,
          // It was answered; the next decision may be objected to like any other.
          objection: null,
          answered: [...(seen.dossier.answered ?? []), answered],
          proposal: null,
          decision: null,
          earlier: [...earlier, decision],
        },
        tells,
      })
    },
  }
}
