import type { AuditFilter } from '@minsheng/shared/contracts/audit'
import { AppError } from '@minsheng/shared/errors'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import type { RecordQuery } from './store.ts'

interface LookUps {
  /** Accounts of staff by user name or display name. */
  staffIds: (text: string) => Promise<string[]>
  /** People by ID number or phone, through the keyed index. */
  personIds: (text: string) => Promise<string[]>
}

/** What was typed, as what is looked up. @throws AppError `invalid_input` */
export async function recordQuery({ who, whom, from, to, ...rest }: AuditFilter, { staffIds, personIds }: LookUps): Promise<RecordQuery> {
  if (from && to && from > to) throw new AppError('invalid_input', { issues: [{ path: 'body.to', message: '结束日期不能早于开始日期' }] })
  return {
    ...rest,
    actors: who ? [who, ...(await staffIds(who))] : null,
    subjects: whom ? await personIds(whom.toUpperCase()) : null,
    since: from ? startOfDay(from) : null,
    before: to ? startOfDay(addDays(to, 1)) : null,
  }
}
