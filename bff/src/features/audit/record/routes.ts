import { auditContract as contract } from '@minsheng/shared/contracts/audit'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, encodeCursor } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayReadAudit, mayReadCatalogue } from '../access.ts'
import { fieldEntries, keepingEntries } from '../catalogue/entries.ts'
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

/** What was asked, without whom it was about: that would put a number into the record in clear. */
function askedFor(filter: object): string {
  const asked = Object.entries(filter).filter(([name]) => !['cursor', 'limit'].includes(name))
  return asked.length === 0 ? 'all' : asked.map(([name, value]) => (name === 'whom' ? 'whom=***' : `${name}=${String(value)}`)).join(' ')
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
        const found = await record.list(query, decodeCursor(cursor), most)
        const rows = found.slice(0, most)
        const last = rows.at(-1)
        const names = await namesOf(rows.map(({ actor: id }) => id))
        return {
          items: rows.map((row) => presentRow(row, names.get(row.actor) ?? (row.actor === 'anonymous' ? '未登录' : '用户'))),
          nextCursor: found.length > most && last ? encodeCursor({ at: last.at, id: last._id }) : null,
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
