import {
  checkValue,
  peopleContract as contract,
  type FactName,
  type FactSheet,
  type FactSubject,
  factNames,
  factSpec,
  type NewObservation,
} from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { derivedId, newId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { covers, mayAnywhere, mayDoTo, scopeOf } from '../access.ts'
import type { PlaceStore } from '../place/store.ts'
import type { RevealStore } from '../reveal/store.ts'
import type { FactDesk } from './desk.ts'
import { derive, type FactConflictCase } from './domain.ts'
import { factsIn, presentConflict, presentFact, presentHistory, wordsOf } from './present.ts'
import type { FactStore } from './store.ts'
import type { FoundSubject, Subjects } from './subjects.ts'

export interface FactParts {
  store: FactStore
  desk: FactDesk
  subjects: Subjects
  places: PlaceStore
  reveals: RevealStore
  clock: Clock
}

const DAY_MS = 24 * 3_600_000
/** The first instant of a calendar date in Asia/Shanghai. */
const dawn = (date: string) => new Date(`${date}T00:00:00+08:00`)

export function factRoutes({ store, desk, subjects, places, reveals, clock }: FactParts): Route[] {
  const revealLimit = createRateLimit(60, 60)
  const load = ({ params }: { params: { subjectKind: FactSubject['kind']; subjectId: string } }) =>
    subjects.one({ kind: params.subjectKind, id: params.subjectId })
  const subject = (found: FoundSubject) => found.subject.id

  /** A fact of a person does not exist of a household. */
  function ofKind(found: FoundSubject, fact: FactName): void {
    if (factSpec(fact).subject !== found.subject.kind) throw new AppError('not_found')
  }

  async function sheet(found: FoundSubject, actor: Actor, at = clock.now(), knownAt = clock.now()): Promise<FactSheet> {
    const [said, [head]] = await Promise.all([store.said([found.key]), store.heads([found.key])])
    const about = said.get(found.key)
    return {
      subjectKind: found.subject.kind,
      subjectId: found.subject.id,
      at: at.toISOString(),
      knownAt: knownAt.toISOString(),
      rows: factNames.flatMap((fact) => {
        if (factSpec(fact).subject !== found.subject.kind) return []
        const { observations, resolutions } = factsIn(about, fact)
        return [presentFact(fact, derive(factSpec(fact), observations, resolutions, at, knownAt))]
      }),
      rev: head?.rev ?? 0,
      mayWrite: mayDoTo('fact.write')(actor, found),
      mayDecide: mayDoTo('fact.decide')(actor, found),
    }
  }

  async function presentCases(cases: readonly FactConflictCase[], actor: Actor) {
    const keys = cases.map((one) => one.subjectKey)
    const [found, said, heads] = await Promise.all([
      subjects.find(cases.map(({ subjectKind: kind, subjectId: id }) => ({ kind, id }))),
      store.said(keys),
      store.heads(keys),
    ])
    const names = await places.names([...found.values()].flatMap(({ path }) => path))
    return cases.flatMap((one) => {
      const about = found.get(one.subjectKey)
      // Where they live now decides, not where they were when the case was opened.
      if (!about || !covers(actor, about.path)) return []
      const { observations, resolutions } = factsIn(said.get(one.subjectKey), one.fact)
      const derived = derive(factSpec(one.fact), observations, resolutions, clock.now())
      const rev = heads.find((head) => head._id === one.subjectKey)?.rev ?? 0
      return [presentConflict(one, about, names, derived, rev)]
    })
  }

  return [
    route({
      operation: contract.listFacts,
      load,
      allow: mayDoTo('fact.read'),
      audit: { action: 'fact.list', subject },
      run: ({ query, actor }, found) =>
        sheet(found, actor, query.at ? new Date(query.at) : undefined, query.knownAt ? new Date(query.knownAt) : undefined),
    }),
    route({
      operation: contract.getFactHistory,
      load,
      allow: mayDoTo('fact.read'),
      audit: { action: 'fact.history', subject },
      run: async ({ params: { fact }, actor }, found) => {
        ofKind(found, fact)
        const said = (await store.said([found.key], [fact])).get(found.key)
        return presentHistory(fact, factsIn(said, fact), actorId(actor), clock.now())
      },
    }),
    route({
      operation: contract.recordObservation,
      load,
      allow: mayDoTo('fact.write'),
      audit: { action: 'fact.record', subject },
      run: async ({ params: { fact }, body, actor }, found) => {
        ofKind(found, fact)
        const checked = checkValue(fact, body.value, 'body.value')
        if ('issues' in checked) throw new AppError('invalid_input', { issues: checked.issues })
        const observation = {
          subject: found.subject,
          fact,
          value: checked.value,
          source: body.source,
          observedAt: dawn(body.observedOn),
          ...(body.expiresOn === undefined
            ? {}
            : { expiresAt: body.expiresOn === null ? null : new Date(dawn(body.expiresOn).getTime() + DAY_MS) }),
          ...(body.confidence === undefined ? {} : { confidence: body.confidence }),
          note: body.note,
          recordedBy: actorId(actor),
        }
        await desk.record([observation as NewObservation]).catch((error: unknown) => {
          throw inBody(error)
        })
        return sheet(found, actor)
      },
    }),
    route({
      operation: contract.revealFact,
      load,
      allow: mayDoTo('fact.reveal'),
      audit: { action: 'fact.reveal', subject },
      run: async ({ params: { fact }, body, actor }, found) => {
        ofKind(found, fact)
        await revealLimit.spend(actorId(actor))
        if (body.purpose === 'other' && (body.note ?? '').length < 2)
          throw new AppError('invalid_input', { issues: [{ path: 'body.note', message: '请写明查看的用途' }] })
        const said = (await store.said([found.key], [fact])).get(found.key)
        // On record before it is told: a look that could not be recorded is no look.
        await reveals.insert({
          _id: newId('rvl'),
          residentId: found.subject.kind === 'person' ? found.subject.id : null,
          householdId: found.subject.kind === 'household' ? found.subject.id : null,
          at: clock.now(),
          by: actorId(actor),
          field: fact,
          purpose: body.purpose,
          note: body.note,
        })
        return {
          values: (said?.observations ?? []).map((observation) => ({
            observationId: observation.id,
            words: wordsOf(fact, observation),
            note: observation.note,
          })),
        }
      },
    }),
    route({
      operation: contract.resolveFact,
      load,
      allow: mayDoTo('fact.decide'),
      audit: { action: 'fact.resolve', subject },
      run: async ({ params: { fact }, body, actor, context }, found) => {
        ofKind(found, fact)
        await desk.resolve(found, fact, body, actorId(actor), derivedId('frs', context.idempotencySeed ?? ''))
        return sheet(found, actor)
      },
    }),
    route({
      operation: contract.listFactConflicts,
      load: nothing,
      allow: mayAnywhere('fact.decide'),
      audit: { action: 'fact.conflicts', subject: () => 'fact-conflicts' },
      run: async ({ query, actor }) => {
        const rows = await store.openConflicts(scopeOf(actor), query.fact, decodeCursor(query.cursor), query.limit)
        const page = toPage(rows, query.limit)
        return { items: await presentCases(page.rows, actor), nextCursor: page.nextCursor }
      },
    }),
  ]
}

const fieldOf: Record<string, string> = { observedAt: 'observedOn', expiresAt: 'expiresOn' }

/** Faults of the one observation that a worker filled in, by the names of the form. */
function inBody(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.issues) return error
  return new AppError(error.code, {
    issues: error.issues.map(({ path, message }) => {
      const field = path.replace('observations.0.', '')
      return { path: `body.${fieldOf[field] ?? field}`, message }
    }),
  })
}
