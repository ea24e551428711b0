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
  isHeard,
  lineIn,
  monthAfter,
  monthBefore,
  notHeardYet,
  OPEN_END,
} from './domain.ts'
import type { AwardRecord, AwardStore } from './store.ts'
import { awardTellings as tell } from './tellings.ts'

interface DeskParts {
  awards: AwardStore
  cases: Cases
  clock: Clock
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const keptBecause = ({ kind, said }: ChangeKept) => (kind === 'raise' ? 'not_raised' : said === null ? 'silent' : 'heard')
const whyOf = { raise: 'raised', reduce: 'reduced', stop: 'stopped' } as const

export type AwardDesk = ReturnType<typeof createAwardDesk>

/** Changing what stands: nobody loses anything before they were heard, and one alone never decides. */
export function createAwardDesk({ awards, cases, clock }: DeskParts) {
  const today = () => shanghaiDate(clock.now())
  const due = (message: NewMessage) => dueEntry(message, clock.now())

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
          ...(hearUntil === null ? {} : { tells: due(tell.noticed(seen)) }),
        },
        null,
      )
      if (!noticed) throw new AppError('conflict')
      return noticed
    },
    /** The person's own words, before anything is decided. @throws AppError `wrong_state` when there is nothing to speak on */
    async speak(seen: AwardRecord, word: { rev: number; words: string }): Promise<AwardRecord> {
      const last = seen.dossier.changes.at(-1)
      if (seen.changeState === 'none' || !last) throw wrongState('现在没有要变更的')
      if (last.said !== null) throw wrongState('您已经说过情况，请等决定')
      if (last.hearUntil === null) throw wrongState('这项变更不减少您的待遇，不用先说，请等决定')
      const change = { ...last, said: word.words, saidAt: clock.now().toISOString() }
      const heard = await awards.change(seen, word.rev, { changeState: 'heard', dossier: withLast(seen, change) }, null)
      if (!heard) throw new AppError('conflict')
      return heard
    },
    /** The second person's word. @throws AppError `forbidden` to the one who gave notice | `wrong_state` before the person was heard */
    async decide(seen: AwardRecord, word: { rev: number; confirm: boolean; words: string }, by: string): Promise<AwardRecord> {
      const last = seen.dossier.changes.at(-1)
      const early = notHeardYet(seen, today())
      if (!last || seen.noticedBy === null) throw wrongState('没有要决定的变更')
      if (seen.noticedBy === by) throw new AppError('forbidden', { detail: '提出变更的人不能自己决定，请由另一位同事决定' })
      if (early) throw wrongState(early)
      const at = clock.now()
      const fromMonth = word.confirm ? (last.fromMonth ?? monthAfter(today())) : null
      const decision = { confirmed: word.confirm, words: word.words, at: at.toISOString(), fromMonth }
      const dossier = withLast(seen, { ...last, decision })
      const kept = word.confirm ? null : keptBecause(last)
      const over = { changeState: 'none' as const, hearUntil: null, noticedBy: null, dossier, tells: due(tell.decided(seen, kept)) }
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
