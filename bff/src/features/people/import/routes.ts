import { peopleContract as contract, type ImportKind } from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayAnywhere, mayDo, scopeOf } from '../access.ts'
import { fieldsOf } from './columns.ts'
import type { ImportDesk } from './desk.ts'
import { presentImport, presentImportDetail } from './present.ts'
import type { ImportRecord, ImportStore } from './store.ts'
import { templateOf } from './template.ts'

const deedOf = (kind: ImportKind) => (kind === 'boundary' || kind === 'home' ? 'place.write' : 'resident.write')
const mayImport = (actor: Actor, { kind }: { kind: ImportKind }) => mayDo(actor, deedOf(kind))
/** A file holds what its uploader may know; nobody else sees it. */
const isOwn = (actor: Actor, job: ImportRecord) => actorId(actor) === job.by && mayImport(actor, job)

export function importRoutes({ imports, desk, clock }: { imports: ImportStore; desk: ImportDesk; clock: Clock }): Route[] {
  const load = ({ params }: { params: { importId: string } }) => imports.import(params.importId)
  const subject = (job: ImportRecord) => job._id
  return [
    route({
      operation: contract.uploadImport,
      load: ({ query }) => query,
      allow: mayImport,
      audit: { action: 'import.upload', subject: ({ kind }, made) => made?.id ?? kind },
      run: async ({ query, body, actor, context }) =>
        presentImport(
          await desk.upload({ ...query, content: body, placeIds: scopeOf(actor) }, actorId(actor), context.idempotencySeed ?? ''),
        ),
    }),
    route({
      operation: contract.listImports,
      load: nothing,
      allow: (actor) => mayAnywhere('resident.write')(actor) || mayAnywhere('place.write')(actor),
      audit: { action: 'import.list', subject: () => 'imports' },
      run: async ({ query, actor }) => {
        const page = toPage(await imports.list(actorId(actor), query.kind, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentImport), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.getImport,
      load,
      allow: isOwn,
      audit: { action: 'import.read', subject },
      run: (_, job) => presentImportDetail(job, clock.now(), fieldsOf(job.kind)),
    }),
    route({
      operation: contract.acceptImport,
      load,
      allow: isOwn,
      audit: { action: 'import.accept', subject },
      run: async ({ body, actor }, job) => presentImport(await desk.accept(job, body.rev, body.take, scopeOf(actor), actorId(actor))),
    }),
    route({
      operation: contract.mapImport,
      load,
      allow: isOwn,
      audit: { action: 'import.map', subject },
      run: async ({ body: { rev, ...mapping }, actor }, job) => presentImport(await desk.map(job, rev, mapping, actorId(actor))),
    }),
    route({
      operation: contract.dropImport,
      load,
      allow: isOwn,
      audit: { action: 'import.drop', subject },
      run: async ({ body, actor }, job) => presentImport(await desk.drop(job, body.rev, actorId(actor))),
    }),
    route({
      operation: contract.undoImport,
      load,
      allow: isOwn,
      audit: { action: 'import.undo', subject },
      run: async ({ body, actor }, job) => presentImport(await desk.undo(job, body.rev, body.why, actorId(actor))),
    }),
    route({
      operation: contract.getImportTemplate,
      load: ({ params }) => params,
      allow: mayImport,
      audit: { none: 'an empty form' },
      run: (_, { kind }) => templateOf(kind),
    }),
  ]
}
