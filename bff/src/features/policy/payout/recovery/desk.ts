import type { RecoveryWay } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { hearingWorkingDays } from '@minsheng/shared/law/assistance'
import { valueOn } from '@minsheng/shared/law/parameter'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { addWorkingDays } from '@minsheng/shared/units/working-days'
import { derivedId } from '../../../../platform/crypto/id.ts'
import { dueEntry, type NewMessage } from '../../../message/index.ts'
import { isHeard, notHeardYet } from '../../award/domain.ts'
import { type Speaker, type SpokenGiven, type SpokenKept, spokenAtFault, spokenDecidingFault } from '../../award/spoken/domain.ts'
import type { AwardRecord, AwardStore } from '../../award/store.ts'
import type { RuleSubjects } from '../../subject.ts'
import { lineOf } from '../planning/planner.ts'
import type { SetOffStore } from '../row/set-off-store.ts'
import type { PayoutStore } from '../store.ts'
import { owedIn, proposalFaults, type RecoveryMonth, recoveryEntries, stillPays } from './domain.ts'
import type { RecoveryRecord, RecoveryStore } from './store.ts'
import { recoveryTellings as tell } from './tellings.ts'

interface DeskParts {
  store: RecoveryStore
  books: Pick<PayoutStore, 'linesOf' | 'enter'>
  setOffs: Pick<SetOffStore, 'arrivedOf'>
  awards: Pick<AwardStore, 'award'>
  subjects: Pick<RuleSubjects, 'home'>
  /** Who may be heard: who was paid, or who speaks for them. */
  speakersOf: (award: AwardRecord) => Promise<readonly Speaker[]>
  clock: Clock
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const TRIES = 5

export type RecoveryDesk = ReturnType<typeof createRecoveryDesk>

/** Taking back what was paid too much: the person is heard, another decides in writing, and the books are entered once. */
export function createRecoveryDesk({ store, books, setOffs, awards, subjects, speakersOf, clock }: DeskParts) {
  const today = () => shanghaiDate(clock.now())
  const due = (message: NewMessage) => dueEntry(message, clock.now())

  async function owedOf(award: AwardRecord) {
    const [lines, arrived] = await Promise.all([books.linesOf([award._id]), setOffs.arrivedOf([award._id])])
    return owedIn(award, lines, arrived.get(award._id) ?? new Set())
  }

  async function awardOf(seen: RecoveryRecord): Promise<AwardRecord> {
    const award = await awards.award(seen.awardId)
    if (!award) throw new Error(`award ${seen.awardId} of ${seen._id} is gone`)
    return award
  }

  /** Every month's line once, whoever else enters for the same month meanwhile. */
  async function enter(seen: RecoveryRecord): Promise<void> {
    const award = await awardOf(seen)
    const { _id: id, way, months, decidedAt } = seen
    if (decidedAt === null) throw new Error(`${id} is being entered without a decision`)
    const versionNumber = award.lines.at(-1)?.versionNumber ?? 0
    for (let tried = 0; tried < TRIES; tried += 1) {
      const lines = await books.linesOf([award._id])
      const fresh = recoveryEntries({ id, way, months, decidedAt, versionNumber }, lines)
      if (fresh.length === 0) return
      await books.enter(fresh.map((entry) => lineOf(award, entry, null, clock.now())))
    }
    throw new AppError('conflict')
  }

  /** Whoever died is told nothing: the decision names who was. */
  const told = (seen: RecoveryRecord, isTaken: boolean) => (seen.isDead ? {} : { tells: due(tell.decided(seen, isTaken)) })

  async function finish(seen: RecoveryRecord): Promise<RecoveryRecord> {
    await enter(seen)
    const waivedFen = seen.way === 'waive' ? seen.fen : 0
    const decided = await store.change(seen, { state: 'decided', openKey: null, waivedFen, ...told(seen, seen.way !== 'waive') })
    if (!decided) throw new AppError('conflict')
    return decided
  }

  return {
    owedOf,
    /** @throws AppError `invalid_input` that names month and most | `wrong_state` when one is under way */
    async propose(
      award: AwardRecord,
      word: { way: RecoveryWay; months: readonly RecoveryMonth[]; words: string },
      by: string,
      seed: string,
    ): Promise<RecoveryRecord> {
      const home = await subjects.home(award.residentId)
      const isDead = !isHeard(award, 'reduce', { state: home?.state ?? 'present' })
      const owed = await owedOf(award)
      const _id = derivedId('rcv', seed)
      const again = await store.recovery(_id)
      if (again) return again
      const issues = proposalFaults(word, owed, { isDead, pays: stillPays(award) })
      if (issues.length > 0) throw new AppError('invalid_input', { issues })
      const months = [...word.months]
        .sort((one, other) => one.month.localeCompare(other.month))
        .map(({ month, fen }) => ({ month, fen, receivedFen: owed.find((one) => one.month === month)?.receivedFen ?? fen }))
      const hearUntil = word.way === 'waive' || isDead ? null : addWorkingDays(today(), valueOn(hearingWorkingDays, today())).date
      const proposed = {
        _id,
        awardId: award._id,
        policyId: award.policyId,
        subjectKind: award.subjectKind,
        residentId: award.residentId,
        accountId: award.accountId,
        path: award.path,
        personName: award.applicantName.reveal(),
        way: word.way,
        state: 'notice' as const,
        openKey: award._id,
        hearUntil,
        isDead,
        months,
        fen: months.reduce((sum, { fen }) => sum + fen, 0),
        paidBackFen: 0,
        waivedFen: 0,
        pendingFen: 0,
        proposedBy: by,
        decidedBy: null,
        decidedAt: null,
        dossier: { words: word.words, said: null, saidAt: null, decision: null, repayments: [] },
        rev: 0,
        createdAt: clock.now(),
      }
      const inserted = await store.insert(proposed, hearUntil === null ? null : due(tell.noticed(proposed)))
      if (!inserted) throw wrongState('这项待遇已经有一笔追回在办，办完再提')
      return inserted
    },
    /** The person's own words. @throws AppError `wrong_state` when there is nothing to speak on */
    async speak(seen: RecoveryRecord, word: { rev: number; words: string }, spoken?: SpokenKept): Promise<RecoveryRecord> {
      if (seen.state === 'heard') throw wrongState('您已经说过情况，请等决定')
      if (seen.state !== 'notice') throw wrongState('已经有了决定；不同意的，按决定里写的办法提出')
      if (seen.hearUntil === null) throw wrongState('这笔不用退，不用先说，请等决定')
      const dossier = { ...seen.dossier, said: word.words, saidAt: clock.now().toISOString(), ...(spoken ? { spoken: [spoken] } : {}) }
      const heard = await store.change({ ...seen, rev: word.rev }, { state: 'heard', dossier })
      if (!heard) throw new AppError('conflict')
      return heard
    },
    speakers: async (seen: RecoveryRecord): Promise<readonly Speaker[]> => speakersOf(await awardOf(seen)),
    /** As a clerk writes it down: it counts like their own word. @throws AppError `invalid_input` at who, or when | `wrong_state` */
    async recordSpoken(seen: RecoveryRecord, given: SpokenGiven & { rev: number }, by: string): Promise<RecoveryRecord> {
      const { rev, ...word } = given
      const speaker = (await this.speakers(seen)).find(({ residentId }) => residentId === word.residentId)
      if (!speaker) throw new AppError('invalid_input', { issues: [{ path: 'body.residentId', message: '请选要听取意见的人' }] })
      const fault = spokenAtFault(word.spokenAt, seen.createdAt.toISOString(), clock.now())
      if (fault) throw new AppError('invalid_input', { issues: [{ path: 'body.spokenAt', message: fault }] })
      const kept = { ...word, nameMasked: speaker.nameMasked, recordedBy: by, recordedAt: clock.now().toISOString() }
      return this.speak(seen, { rev, words: word.words }, kept)
    },
    /** The second person's word. @throws AppError `forbidden` to who proposed | `wrong_state` before the person was heard */
    async decide(
      seen: RecoveryRecord,
      word: { rev: number; confirm: boolean; words: string; toldTo?: string | undefined },
      by: string,
    ): Promise<RecoveryRecord> {
      if (seen.proposedBy === by) throw new AppError('forbidden', { detail: '提出的人不能自己决定，请由另一位同事决定' })
      if (seen.rev !== word.rev) throw new AppError('conflict')
      if (seen.state === 'entering' && word.confirm) return finish(seen)
      if (seen.state !== 'notice' && seen.state !== 'heard') throw wrongState('已经决定过，请刷新后查看')
      const early = notHeardYet({ changeState: seen.state, hearUntil: seen.hearUntil }, today())
      if (early) throw wrongState(early)
      const wrote = spokenDecidingFault(seen.dossier.spoken, by)
      if (wrote) throw new AppError('forbidden', { detail: wrote })
      const isTold = !seen.isDead || seen.way === 'waive' || word.toldTo !== undefined
      if (word.confirm && !isTold)
        throw new AppError('invalid_input', { issues: [{ path: 'body.toldTo', message: '本人已经去世，请写明把决定告知了谁' }] })
      const at = clock.now()
      const decision = { confirmed: word.confirm, words: word.words, toldTo: word.toldTo ?? null, at: at.toISOString() }
      const decided = { decidedBy: by, decidedAt: at, dossier: { ...seen.dossier, decision } }
      if (!word.confirm) {
        // That it is not given up is no word that nothing is to be paid back, and nobody was told of it before.
        const tells = seen.way === 'waive' ? {} : told(seen, false)
        const dropped = await store.change(seen, { ...decided, state: 'dropped', openKey: null, ...tells })
        if (!dropped) throw new AppError('conflict')
        return dropped
      }
      const award = await awardOf(seen)
      const owed = await owedOf(award)
      const fault = proposalFaults(seen, owed, { isDead: seen.isDead, pays: stillPays(award) })[0]
      if (fault) throw wrongState(`告知以后情况变了（${fault.message}），请不追回，按现在的情况重新提出`)
      // What arrived since for the same months counts: what is left after it is what is due.
      const months = seen.months.map(({ month, fen }) => ({
        month,
        fen,
        receivedFen: owed.find((one) => one.month === month)?.receivedFen ?? fen,
      }))
      const entering = await store.change(seen, { ...decided, state: 'entering', months })
      if (!entering) throw new AppError('conflict')
      return finish(entering)
    },
  }
}
