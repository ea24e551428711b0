import type { ChangeKind } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { hearingWorkingDays } from '@minsheng/shared/law/assistance'
import { valueOn } from '@minsheng/shared/law/parameter'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { addWorkingDays } from '@minsheng/shared/units/working-days'
import { dueEntry, type NewMessage } from '../../message/index.ts'
import type { Cases, SubjectCase } from '../application/case.ts'
import { grantFaults } from '../application/domain.ts'
import { forApplicant } from '../application/fact/present.ts'
import {
  type AwardLine,
  type ChangeKept,
  changeFault,
  earlierFault,
  type GrownUp,
  isHeard,
  lineIn,
  mayStillSpeak,
  monthAfter,
  monthBefore,
  notHeardYet,
  OPEN_END,
  withVoice,
} from './domain.ts'
import { type Speaker, type SpokenGiven, type SpokenKept, spokenAtFault, spokenDecidingFault } from './spoken/domain.ts'
import type { AwardRecord, AwardStore } from './store.ts'
import { awardTellings as tell } from './tellings.ts'

interface DeskParts {
  awards: AwardStore
  cases: Cases
  /** Who of a household is told and heard; nobody of what is one person's own. */
  grownUps: (seen: AwardRecord) => Promise<readonly GrownUp[]>
  /** Who may be heard at all: who it is for, or who speaks for them. */
  speakersOf: (seen: AwardRecord) => Promise<readonly Speaker[]>
  clock: Clock
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const keptBecause = ({ kind, said }: ChangeKept) => (kind === 'raise' ? 'not_raised' : said === null ? 'silent' : 'heard')
const whyOf = { raise: 'raised', reduce: 'reduced', stop: 'stopped' } as const

export type AwardDesk = ReturnType<typeof createAwardDesk>

/** Changing what stands: nobody loses anything before they were heard, and one alone never decides. */
export function createAwardDesk({ awards, cases, grownUps, speakersOf, clock }: DeskParts) {
  const today = () => shanghaiDate(clock.now())
  /** To whoever is paid, and to every grown-up of a household. */
  async function toAll(seen: AwardRecord, message: NewMessage) {
    const others = [...new Set((await grownUps(seen)).map(({ accountId }) => accountId))].filter((id) => id !== seen.accountId)
    const all = [message, ...others.map((to) => ({ ...message, id: `${message.id}:${to}`, to }))]
    return all.map((one) => dueEntry(one, clock.now()))
  }

  const caseOf = (seen: AwardRecord) => cases.ofSubject(seen, today())

  const fenNow = (seen: AwardRecord) =>
    (lineIn(seen, [today().slice(0, 7), seen.firstMonth].sort()[1] ?? seen.firstMonth) ?? seen.lines.at(-1))?.fen ?? 0

  /** What it would come to by the rules; never typed. @throws AppError `wrong_state` that says why not */
  function targetOf(seen: AwardRecord, kind: ChangeKind, found: SubjectCase): number {
    const { computed } = found
    const isMet = computed.requirements.every(({ state }) => state === 'met') && computed.excludedBy.length === 0
    const exact = computed.ceiling || computed.amount.low === computed.amount.high ? computed.amount.high : null
    // Against the newest line, also one that has not begun: what was decided may not be taken back unheard.
    const fault = changeFault(kind, seen.lines.at(-1)?.fen ?? 0, { fen: exact, isMet })
    if (fault) throw wrongState(fault)
    if (kind === 'raise') {
      const faults = grantFaults({ computed, facts: forApplicant(found.facts) })
      if (faults.length > 0) throw wrongState(`还不能提高：${faults.join('；')}`)
    }
    return kind === 'stop' ? 0 : (exact ?? 0)
  }

  /**
   * What it would come to, and by the rules of which day; of what begins earlier, by those of both days.
   * @throws AppError `wrong_state` when it came to something else then
   */
  async function targetFrom(seen: AwardRecord, kind: ChangeKind, fromMonth: string | null) {
    const found = await caseOf(seen)
    const toFen = targetOf(seen, kind, found)
    if (fromMonth !== null && fromMonth < today().slice(0, 7)) {
      const then = targetOf(seen, kind, await cases.ofSubject(seen, `${fromMonth}-01`))
      if (then !== toFen) throw wrongState(`按规则，${fromMonth} 应发的和现在不一样，请从和现在一样的月份起`)
    }
    return { found, toFen }
  }

  const withLast = (seen: AwardRecord, change: ChangeKept) => ({ changes: [...seen.dossier.changes.slice(0, -1), change] })

  return {
    caseOf,
    fenNow,
    async notice(
      seen: AwardRecord,
      word: { rev: number; kind: ChangeKind; words: string; fromMonth?: string | undefined },
      by: string,
    ): Promise<AwardRecord> {
      if (seen.lastMonth !== OPEN_END) throw wrongState('这份待遇已经停发，或只发一次，不能再变更')
      if (seen.changeState !== 'none') throw wrongState('已经有一项变更正在办')
      const fromMonth = word.fromMonth ?? null
      const fault = fromMonth === null ? null : earlierFault(seen, fromMonth, today())
      if (fault) throw new AppError('invalid_input', { issues: [{ path: 'body.fromMonth', message: fault }] })
      const { found, toFen } = await targetFrom(seen, word.kind, fromMonth)
      const hearUntil = isHeard(seen, word.kind, found.home) ? addWorkingDays(today(), valueOn(hearingWorkingDays, today())).date : null
      const change: ChangeKept = {
        kind: word.kind,
        toFen,
        fromMonth,
        words: word.words,
        noticedAt: clock.now().toISOString(),
        hearUntil,
        said: null,
        saidAt: null,
        decision: null,
      }
      const noticed = await awards.change(
        seen,
        word.rev,
        {
          changeState: 'notice',
          hearUntil,
          noticedBy: by,
          dossier: { changes: [...seen.dossier.changes, change] },
          ...(hearUntil === null ? {} : { tells: await toAll(seen, tell.noticed(seen)) }),
        },
        null,
      )
      if (!noticed) throw new AppError('conflict')
      return noticed
    },
    /** The person's own words, before anything is decided. @throws AppError `wrong_state` when there is nothing to speak on */
    async speak(seen: AwardRecord, word: { rev: number; words: string }, residentId: string, spoken?: SpokenKept): Promise<AwardRecord> {
      const last = seen.dossier.changes.at(-1)
      if (seen.changeState === 'none' || !last) throw wrongState('现在没有要变更的')
      if (last.hearUntil === null) throw wrongState('这项变更不减少您的待遇，不用先说，请等决定')
      if (!mayStillSpeak(seen, last, residentId)) throw wrongState('您已经说过情况，请等决定')
      const at = clock.now().toISOString()
      const grown = await grownUps(seen)
      const nameMasked = grown.find((one) => one.residentId === residentId)?.nameMasked ?? seen.applicantName.masked
      const { change, isAllHeard } =
        seen.subjectKind === 'person'
          ? { change: { ...last, said: word.words, saidAt: at }, isAllHeard: true }
          : withVoice(last, { residentId, nameMasked, words: word.words, at }, grown)
      // Until everybody spoke, or the time is over, nothing is decided.
      const state = isAllHeard ? ('heard' as const) : ('notice' as const)
      const kept = spoken ? { ...change, spoken: [...(change.spoken ?? []), spoken] } : change
      const heard = await awards.change(seen, word.rev, { changeState: state, dossier: withLast(seen, kept) }, null)
      if (!heard) throw new AppError('conflict')
      return heard
    },
    /**
     * What somebody said who does not write here, as a clerk writes it down: it counts like their own word, once.
     * @throws AppError `invalid_input` at who, or when | `wrong_state`
     */
    async recordSpoken(seen: AwardRecord, given: SpokenGiven & { rev: number }, by: string): Promise<AwardRecord> {
      const { rev, ...word } = given
      const last = seen.dossier.changes.at(-1)
      if (seen.changeState === 'none' || !last) throw wrongState('现在没有要变更的')
      const speaker = (await speakersOf(seen)).find(({ residentId }) => residentId === word.residentId)
      if (!speaker) throw new AppError('invalid_input', { issues: [{ path: 'body.residentId', message: '请选要听取意见的人' }] })
      const fault = spokenAtFault(word.spokenAt, last.noticedAt, clock.now())
      if (fault) throw new AppError('invalid_input', { issues: [{ path: 'body.spokenAt', message: fault }] })
      const kept = { ...word, nameMasked: speaker.nameMasked, recordedBy: by, recordedAt: clock.now().toISOString() }
      return this.speak(seen, { rev, words: word.words }, word.residentId, kept)
    },
    /** The second person's word. @throws AppError `forbidden` to the one who gave notice | `wrong_state` before the person was heard */
    async decide(seen: AwardRecord, word: { rev: number; confirm: boolean; words: string }, by: string): Promise<AwardRecord> {
      const last = seen.dossier.changes.at(-1)
      const early = notHeardYet(seen, today())
      if (!last || seen.noticedBy === null) throw wrongState('没有要决定的变更')
      if (seen.noticedBy === by) throw new AppError('forbidden', { detail: '提出变更的人不能自己决定，请由另一位同事决定' })
      if (early) throw wrongState(early)
      const wrote = spokenDecidingFault(last.spoken, by)
      if (wrote) throw new AppError('forbidden', { detail: wrote })
      const at = clock.now()
      const fromMonth = word.confirm ? (last.fromMonth ?? monthAfter(today())) : null
      const decision = { confirmed: word.confirm, words: word.words, at: at.toISOString(), fromMonth }
      const dossier = withLast(seen, { ...last, decision })
      const kept = word.confirm ? null : keptBecause(last)
      const over = {
        changeState: 'none' as const,
        hearUntil: null,
        noticedBy: null,
        dossier,
        tells: await toAll(seen, tell.decided(seen, kept)),
      }
      const decided = await awards.change(seen, word.rev, ...(await effectOf(seen, last, word.confirm, over, { by, at })))
      if (!decided) throw new AppError('conflict')
      return decided
    },
  }

  /** What a decision writes: nothing but the words when it stays, a new line, or the end. */
  async function effectOf<T extends object>(
    seen: AwardRecord,
    last: ChangeKept,
    isConfirmed: boolean,
    over: T,
    { by, at }: { by: string; at: Date },
  ): Promise<[T & Partial<Pick<AwardRecord, 'lastMonth' | 'openKey' | 'differs'>>, AwardLine | null]> {
    if (!isConfirmed) return [over, null]
    const { found, toFen } = await targetFrom(seen, last.kind, last.fromMonth ?? null)
    if (toFen !== last.toFen) throw wrongState('告知以后情况又变了，请不变更，按现在的情况重新告知')
    const line: AwardLine = {
      number: seen.lines.length + 1,
      fromMonth: last.fromMonth ?? monthAfter(today()),
      fen: last.toFen,
      why: whyOf[last.kind],
      versionNumber: found.version?.number ?? seen.lines.at(-1)?.versionNumber ?? 0,
      at,
      proposedBy: seen.noticedBy ?? '',
      decidedBy: by,
    }
    // It is as the rules say now, until people are matched anew.
    const settled = { ...over, differs: null }
    return last.kind === 'stop' ? [{ ...settled, lastMonth: monthBefore(line.fromMonth), openKey: null }, line] : [settled, line]
  }
}
