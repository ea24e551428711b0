import { exchangeContract as contract, type DeadLetter } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { covers, mayAnywhere, mayDoTo, scopeOf } from '../access.ts'
import type { PlaceStore } from '../place/store.ts'
import type { ResidentStore } from '../resident/store.ts'
import type { SurroundingsOf } from '../surroundings.ts'
import type { DeathReportRecord } from './death/store.ts'
import type { DeathDesk } from './death-desk.ts'
import type { ExchangeSourceDocument } from './domain.ts'
import type { ExchangeEngine } from './engine.ts'
import { contentOf, type LetterDesk } from './letter-desk.ts'
import { letterFields } from './letter-fields.ts'
import { presentLetter, presentReport, presentRun, presentSource } from './present.ts'
import type { PushStore } from './push/store.ts'
import type { ExchangeStore, LetterRecord } from './store.ts'

export interface ExchangeParts {
  store: ExchangeStore
  pushes: PushStore
  engine: ExchangeEngine
  letters: LetterDesk
  deaths: DeathDesk
  residents: ResidentStore
  places: PlaceStore
  surroundings: SurroundingsOf
  clock: Clock
}

/** There is one; more than these there never are. */
const MOST_DISTRICTS = 10
const purposeWords = { visit: '走访', help: '帮办', benefit: '补贴办理', verify: '核实信息', other: '其他' } as const

export function exchangeRoutes({ store, pushes, engine, letters, deaths, residents, places, surroundings, clock }: ExchangeParts): Route[] {
  const revealLimit = createRateLimit(30, 60)
  interface Placed {
    letter: LetterRecord
    /** Of the whole district: nobody knows yet where the row belongs. */
    path: string[]
  }
  const districtPath = async () => (await places.list({ kind: 'district' }, null, MOST_DISTRICTS)).map(({ placeId }) => placeId)
  const shown = ({ letter, path }: Placed, actor: Actor): DeadLetter =>
    presentLetter(letter, letterFields(letter), mayDoTo('letter.decide')(actor, { path }))
  async function load(letterId: string): Promise<Placed | null> {
    const letter = await store.letter(letterId)
    return letter && { letter, path: await districtPath() }
  }
  const sourceId = (source: ExchangeSourceDocument) => source._id

  async function present(source: ExchangeSourceDocument, open?: ReadonlyMap<string, number>) {
    const counts = open ?? (await store.openLetters())
    return presentSource(source, await store.lastRun(source._id), counts.get(source._id) ?? 0)
  }

  /** The source and its exchange stop and go on together. */
  async function turn(source: ExchangeSourceDocument, rev: number, to: 'active' | 'paused') {
    if (source.rev !== rev) throw new AppError('conflict')
    if (source.state === to) throw new AppError('wrong_state')
    const moved = await store.transaction(async (session) => {
      const changed = await store.changeSource(source._id, rev, { state: to }, session)
      if (!changed) throw new AppError('conflict')
      const run = await store.openRun(source._id)
      const state = to === 'paused' ? ('paused' as const) : ('running' as const)
      const at = { state, holder: null, leaseUntil: null, nextTryAt: to === 'paused' ? null : clock.now(), attempts: 0, fault: null }
      if (run && !(await store.moveRun(run, at, session))) throw new AppError('conflict')
      return changed
    })
    return present(moved)
  }

  /** Where someone lives now decides, not where they were when it was reported. */
  async function reports(rows: readonly DeathReportRecord[], actor: Actor) {
    const people = new Map((await residents.byIds(rows.map((row) => row.residentId))).map((resident) => [resident._id, resident]))
    const around = await surroundings(
      [...people.values()],
      rows.flatMap((row) => row.path),
    )
    return rows.flatMap((row) => {
      const resident = people.get(row.residentId)
      return resident && covers(actor, resident.path) ? [presentReport(row, resident, around)] : []
    })
  }

  return [
    route({
      operation: contract.listExchangeSources,
      load: nothing,
      allow: mayAnywhere('exchange.run'),
      audit: { none: 'counts only, asked for every few seconds' },
      run: async () => {
        const [sources, open, counts] = await Promise.all([store.sources(), store.openLetters(), pushes.counts()])
        return { items: await Promise.all(sources.map((source) => present(source, open))), pushes: counts }
      },
    }),
    route({
      operation: contract.startExchange,
      load: ({ params }) => store.source(params.sourceId),
      allow: mayAnywhere('exchange.run'),
      audit: { action: 'exchange.start', subject: sourceId },
      run: async ({ body, actor, context }, source) => {
        if (source.state === 'paused') throw new AppError('wrong_state', { detail: '这个来源暂停了，请先点“继续”' })
        const run = await engine.start(source._id, body.kind, actorId(actor), derivedId('run', context.idempotencySeed ?? ''))
        if (!run) throw new AppError('wrong_state', { detail: '这个来源正在交换，请等它结束' })
        return presentRun(run)
      },
    }),
    route({
      operation: contract.pauseExchange,
      load: ({ params }) => store.source(params.sourceId),
      allow: mayAnywhere('exchange.run'),
      audit: { action: 'exchange.pause', subject: sourceId },
      run: ({ body }, source) => turn(source, body.rev, 'paused'),
    }),
    route({
      operation: contract.resumeExchange,
      load: ({ params }) => store.source(params.sourceId),
      allow: mayAnywhere('exchange.run'),
      audit: { action: 'exchange.resume', subject: sourceId },
      run: ({ body }, source) => turn(source, body.rev, 'active'),
    }),
    route({
      operation: contract.listExchangeRuns,
      load: nothing,
      allow: mayAnywhere('exchange.run'),
      audit: { none: 'counts only' },
      run: async ({ query }) => {
        const page = toPage(await store.runs(query.sourceId, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentRun), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.listDeadLetters,
      load: nothing,
      allow: mayAnywhere('exchange.run'),
      audit: { action: 'letter.list', subject: () => 'exchange_letters' },
      run: async ({ query, actor }) => {
        const page = toPage(await store.letters(query, decodeCursor(query.cursor), query.limit), query.limit)
        const path = await districtPath()
        return { items: page.rows.map((letter) => shown({ letter, path }, actor)), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.revealDeadLetter,
      load: async ({ params, body }) => {
        const placed = await load(params.letterId)
        return placed && { ...placed, reason: `${purposeWords[body.purpose]}：${body.field}${body.note ? `，${body.note}` : ''}` }
      },
      allow: mayDoTo('letter.decide'),
      audit: { action: 'letter.reveal', subject: ({ letter }) => letter._id, reason: ({ reason }) => reason },
      run: async ({ body, actor }, { letter }) => {
        await revealLimit.spend(actorId(actor))
        if (body.purpose === 'other' && !body.note)
          throw new AppError('invalid_input', { issues: [{ path: 'body.note', message: '请写明用途' }] })
        const value = contentOf(letter)[body.field]
        return { value: value === undefined || value === null ? null : String(value) }
      },
    }),
    route({
      operation: contract.replayDeadLetter,
      load: ({ params }) => load(params.letterId),
      allow: mayDoTo('letter.decide'),
      audit: { action: 'letter.replay', subject: ({ letter }) => letter._id },
      run: async ({ body, actor }, { letter, path }) => shown({ letter: await letters.replay(letter, body, actorId(actor)), path }, actor),
    }),
    route({
      operation: contract.discardDeadLetter,
      load: ({ params }) => load(params.letterId),
      allow: mayDoTo('letter.decide'),
      audit: { action: 'letter.discard', subject: ({ letter }) => letter._id },
      run: async ({ body, actor }, { letter, path }) => shown({ letter: await letters.discard(letter, body, actorId(actor)), path }, actor),
    }),
    route({
      operation: contract.listDeathReports,
      load: nothing,
      allow: mayAnywhere('death.decide'),
      audit: { action: 'death.list', subject: () => 'death_reports' },
      run: async ({ query, actor }) => {
        const page = toPage(await store.reports(scopeOf(actor), query.state, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await reports(page.rows, actor), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.decideDeathReport,
      load: async ({ params }) => {
        const report = await store.report(params.reportId)
        const resident = report && (await residents.resident(report.residentId))
        return report && resident && { report, resident, path: resident.path }
      },
      allow: mayDoTo('death.decide'),
      audit: { action: 'death.decide', subject: ({ report }) => report._id },
      run: async ({ body, actor }, { report, resident }) => {
        const [row] = await reports([await deaths.decide(report, resident, body, actorId(actor))], actor)
        if (!row) throw new Error('a report was presented as nothing')
        return row
      },
    }),
  ]
}
