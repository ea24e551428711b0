import { peopleContract as contract } from '@minsheng/shared/contracts/people'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { covers, mayAnywhere, mayDo, scopeOf } from '../access.ts'
import type { ResidentRecord, ResidentStore } from '../resident/store.ts'
import type { SurroundingsOf } from '../surroundings.ts'
import type { DuplicateDesk } from './desk.ts'
import type { DuplicateCase } from './domain.ts'
import { presentDuplicate } from './present.ts'
import type { DuplicateStore } from './store.ts'

export interface DuplicateParts {
  cases: DuplicateStore
  residents: ResidentStore
  desk: DuplicateDesk
  surroundings: SurroundingsOf
}

interface LoadedCase {
  seen: DuplicateCase
  records: ResidentRecord[]
}

export function duplicateRoutes({ cases, residents, desk, surroundings }: DuplicateParts): Route[] {
  async function present(rows: DuplicateCase[], actor: Actor) {
    const records = await residents.byIds(rows.flatMap((row) => row.residentIds))
    const byId = new Map(records.map((record) => [record._id, record]))
    const around = await surroundings(records)
    const isMine = (row: DuplicateCase) =>
      row.residentIds.every((id) => {
        const record = byId.get(id)
        return !record || covers(actor, record.path)
      })
    return rows.filter(isMine).map((row) => presentDuplicate(row, byId, around))
  }
  const one = async (row: DuplicateCase, actor: Actor) => {
    const [presented] = await present([row], actor)
    if (!presented) throw new Error('a case was presented as nothing')
    return presented
  }
  /** Where the records are now decides, not where they were when the case was opened. */
  async function load(id: string): Promise<LoadedCase | null> {
    const seen = await cases.case(id)
    return seen && { seen, records: await residents.byIds(seen.residentIds) }
  }
  const mayDecide = (actor: Actor, { records }: LoadedCase) =>
    mayDo(actor, 'resident.merge') && records.every((record) => covers(actor, record.path))
  const subject = ({ seen }: LoadedCase) => seen._id

  return [
    route({
      operation: contract.listDuplicates,
      load: nothing,
      allow: mayAnywhere('resident.merge'),
      audit: { action: 'duplicate.list', subject: () => 'duplicates' },
      run: async ({ query, actor }) => {
        const page = toPage(await cases.list(scopeOf(actor), query.state, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present(page.rows, actor), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.mergeDuplicate,
      load: ({ params }) => load(params.duplicateId),
      allow: mayDecide,
      audit: { action: 'duplicate.merge', subject },
      run: async ({ body, actor }, { seen }) => one(await desk.merge(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.dismissDuplicate,
      load: ({ params }) => load(params.duplicateId),
      allow: mayDecide,
      audit: { action: 'duplicate.dismiss', subject },
      run: async ({ body, actor }, { seen }) => one(await desk.dismiss(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.undoMerge,
      load: ({ params }) => load(params.duplicateId),
      allow: mayDecide,
      audit: { action: 'duplicate.undo', subject },
      run: async ({ body, actor }, { seen }) => one(await desk.undo(seen, body, actorId(actor)), actor),
    }),
  ]
}
