import type { DataRequest, DataRequestDetail, DataRequestRow } from '@minsheng/shared/contracts/privacy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { daysLeft, lawWords } from './domain.ts'
import type { RequestRecord } from './store.ts'

/** A request as the one who asked sees it: their own words are whole. */
export function presentOwnRequest(request: RequestRecord): DataRequest {
  return {
    id: request._id,
    kind: request.kind,
    about: request.about,
    wanted: request.wanted.reveal(),
    state: request.state,
    askedAt: request.createdAt.toISOString(),
    dueOn: request.dueOn,
    dueProvisional: request.dueProvisional,
    decidedAt: request.decidedAt?.toISOString() ?? null,
    reason: request.reason?.reveal() ?? null,
  }
}

export function presentRequestRow(request: RequestRecord, phoneMasked: string | null, today: string): DataRequestRow {
  return {
    id: request._id,
    kind: request.kind,
    about: request.about,
    phoneMasked,
    state: request.state,
    askedAt: request.createdAt.toISOString(),
    dueOn: request.dueOn,
    dueProvisional: request.dueProvisional,
    daysLeft: daysLeft(request, today),
    rev: request.rev,
  }
}

export function presentRequestDetail(
  request: RequestRecord,
  around: { phoneMasked: string | null; decidedByName: string | null; mayDecide: boolean; today: string },
): DataRequestDetail {
  return {
    ...presentRequestRow(request, around.phoneMasked, around.today),
    wanted: request.wanted.reveal(),
    residentId: request.residentId,
    decidedAt: request.decidedAt?.toISOString() ?? null,
    decidedByName: around.decidedByName,
    reason: request.reason?.reveal() ?? null,
    lawWords: lawWords(request.kind, shanghaiDate(request.createdAt)),
    mayDecide: around.mayDecide && request.state === 'open',
  }
}
