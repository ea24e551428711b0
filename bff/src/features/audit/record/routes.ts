import { type AuditFilter, auditContract as contract } from '@minsheng/shared/contracts/audit'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, encodeCursor } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayReadAudit, mayReadCatalogue } from '../access.ts'
import { fieldEntries, keepingEntries } from '../catalogue/entries.ts'
import { actionWords } from '../domain.ts'
import { recordQuery } from './filter.ts'
import { presentRow } from './present.ts'
import type { RecordStore } from './store.ts'

export interface RecordParts {
  record: RecordStore
  staffIds: (text: string) => Promise<string[]>
  personIds: (text: string) => Promise<string[]>
  namesOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

const outcomeWords: Record<NonNullable<AuditFilter['outcome']>, string> = { done: '已办', refused: '被拒', unknown: '结果不明' }

/** What was asked, in words; not whom it was about: that would put a number into the record in clear. */
function askedFor({ who, action, subject, purpose, whom, outcome, from, to }: AuditFilter): string {
  const asked = [
    who && `谁：${who}`,
    whom && '对谁：***',
    action && `做了什么：${actionWords(action)}`,
    subject && `对象编号：${subject}`,
    outcome && `结果：${outcomeWords[outcome]}`,
    purpose && `用途：${purpose}`,
    from && `从 ${from}`,
    to && `到 ${to}`,
  ].filter(Boolean)
  return asked.length === 0 ? '全部' : asked.join('；')
}

export function recordRoutes({ record, staffIds, personIds, namesOf, clock }: RecordParts): Route[] {
  const limit = createRateLimit(60, 60)
  return [
    route({
      operation: contract.searchAudit,
      load: ({ body }) => body,
      allow: mayReadAudit,
      audit: { action: 'audit.search', subject: () => 'audit', reason: askedFor },
      run: async ({ actor }, { cursor, limit: most, ...filter }) => {
        await limit.spend(actorId(actor))
        const query = await recordQuery(filter, { staffIds, personIds })
        const { found, next } = await record.list(query, decodeCursor(cursor), most)
        const names = await namesOf(found.map(({ actor: id }) => id))
        return {
          items: found.map((row) => presentRow(row, names.get(row.actor) ?? (row.actor === 'anonymous' ? '未登录' : '用户'))),
          nextCursor: next && encodeCursor(next),
        }
      },
    }),
    route({
      operation: contract.listFieldCatalogue,
      load: nothing,
      allow: mayReadCatalogue,
      audit: { none: 'what is kept, of nobody in particular' },
      run: () => {
        const today = shanghaiDate(clock.now())
        return { items: fieldEntries(today), keepings: keepingEntries(today) }
      },
    }),
  ]
}
