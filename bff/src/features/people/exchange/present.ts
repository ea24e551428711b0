import type { DeadLetter, DeathReport, ExchangeRun, ExchangeSource } from '@minsheng/shared/contracts/people'
import { ageOn } from '../resident/domain.ts'
import type { Surroundings } from '../resident/present.ts'
import type { ResidentRecord } from '../resident/store.ts'
import type { DeathReportRecord } from './death/store.ts'
import { agrees, type ExchangeRunDocument, type ExchangeSourceDocument } from './domain.ts'
import type { LetterRecord } from './store.ts'

const instant = (at: Date | null) => at?.toISOString() ?? null

export function presentRun(run: ExchangeRunDocument): ExchangeRun {
  return {
    id: run._id,
    sourceId: run.sourceId,
    kind: run.kind,
    state: run.state,
    startedAt: run.createdAt.toISOString(),
    endedAt: instant(run.endedAt),
    pages: run.pages,
    restarts: run.restarts,
    sent: run.sent,
    ...run.counts,
    agrees: agrees(run),
    fault: run.fault,
    nextTryAt: run.fault === null ? null : instant(run.nextTryAt),
  }
}

export function presentSource(source: ExchangeSourceDocument, run: ExchangeRunDocument | null, openLetters: number): ExchangeSource {
  return {
    id: source._id,
    state: source.state,
    everyMinutes: source.everyMinutes,
    nextAt: instant(source.nextAt),
    lastDoneAt: instant(source.lastDoneAt),
    run: run && presentRun(run),
    openLetters,
    rev: source.rev,
  }
}

/** What the fields of a letter hold, each hidden; `fields` says which there are and what they are called. */
export function presentLetter(letter: LetterRecord, fields: DeadLetter['fields'], mayDecide: boolean): DeadLetter {
  return {
    id: letter._id,
    sourceId: letter.sourceId,
    state: letter.state,
    receivedAt: letter.createdAt.toISOString(),
    times: letter.times,
    reasons: letter.reasons,
    fields,
    decidedAt: instant(letter.decidedAt),
    note: letter.state === 'superseded' ? '后来收到了正确的内容' : (letter.note?.reveal() ?? null),
    mayDecide,
    rev: letter.rev,
  }
}

export function presentReport(report: DeathReportRecord, resident: ResidentRecord, { placeNames, today }: Surroundings): DeathReport {
  const [, , community = '', grid = ''] = report.path
  return {
    id: report._id,
    state: report.state,
    residentId: report.residentId,
    nameMasked: resident.name.masked,
    age: ageOn(resident.birthDate, today),
    communityName: placeNames.get(community) ?? '',
    gridName: placeNames.get(grid) ?? '',
    diedOn: report.diedOn,
    reportedAt: report.createdAt.toISOString(),
    decidedAt: instant(report.decidedAt),
    note: report.note?.reveal() ?? null,
    rev: report.rev,
  }
}
