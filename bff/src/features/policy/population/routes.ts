import { policyContract as contract, type PopulationPerson, type WhatIfChange } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { maskName } from '@minsheng/shared/units/secret'
import { type Actor, actorId, type Staff } from '../../../platform/auth/actor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import type { PolicyBooks } from '../publishing/books.ts'
import type { DraftDocument } from '../publishing/domain.ts'
import { countedPlaces, listedPlaces, mayCount, mayList, mayReadRematches, mayRematch, mayTryDrafts } from './access.ts'
import type { CountedPage, CountedPerson, TriedCatalogue } from './counted.ts'
import type { PopulationHost } from './host.ts'
import { presentCoverage, presentState, presentWhatIf } from './present.ts'
import { presentRematch } from './rematch/present.ts'
import type { Rematches } from './rematch/rematches.ts'
import { triedOf } from './trying.ts'

export interface PopulationRouteParts {
  host: PopulationHost
  rematches: Rematches
  books: PolicyBooks
  draft: (id: string) => Promise<DraftDocument | null>
  nameOf: (residentId: string) => Promise<string | null>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

const [STREET, COMMUNITY, GRID] = [1, 2, 3]
/** Nobody waits longer for everyone to be read in: they are told how far it is. */
const READY_MS = 9_000

/** What is counted over everyone: what-ifs, coverage, and the people behind each number. */
export function populationRoutes({ host, rematches, books, draft, nameOf, placeNames, clock }: PopulationRouteParts): Route[] {
  const today = () => shanghaiDate(clock.now())

  async function readyHost(): Promise<PopulationHost> {
    if (await host.ready(READY_MS)) return host
    const { homesDone, homesAll } = host.state()
    const far = homesAll === 0 ? '刚开始读' : `已读 ${homesDone} 户，共约 ${homesAll} 户`
    throw new AppError('unavailable', { detail: `全区情况正在读入：${far}，请稍后再试`, retryAfterSeconds: 5 })
  }

  async function tried(actor: Actor, change: WhatIfChange, on: string | undefined): Promise<TriedCatalogue> {
    const held = await books.current()
    if (change.kind === 'parameters') return triedOf(held, change, on, today())
    const found = mayTryDrafts(actor) ? await draft(change.draftId) : null
    if (!found) throw new AppError('not_found')
    return triedOf(held, { kind: 'draft', draft: found }, on, today())
  }

  async function presentPage({ rows, next }: CountedPage): Promise<{ items: PopulationPerson[]; nextCursor: string | null }> {
    const names = await placeNames([...new Set(rows.flatMap(({ path }) => path.slice(STREET, GRID + 1)))])
    const named = (path: readonly string[], level: number) => names.get(path[level] ?? '') ?? ''
    const present = async ({ residentId, path, fenBefore, fenAfter }: CountedPerson): Promise<PopulationPerson> => ({
      residentId,
      nameMasked: maskName((await nameOf(residentId)) ?? '居民'),
      streetName: named(path, STREET),
      communityName: named(path, COMMUNITY),
      gridName: named(path, GRID),
      fenBefore,
      fenAfter,
    })
    return { items: await Promise.all(rows.map(present)), nextCursor: next }
  }

  /** @throws AppError `invalid_input` when it is none of ours */
  function afterOf(cursor: string | undefined): string | null {
    if (cursor === undefined) return null
    if (!/^\d{1,9}$/.test(cursor))
      throw new AppError('invalid_input', { issues: [{ path: 'cursor', message: '翻页的位置不对，请从头看' }] })
    return cursor
  }

  return [
    route({
      operation: contract.getPolicyPopulation,
      load: nothing,
      allow: mayCount,
      audit: { none: 'tells of no one' },
      run: () => {
        host.start()
        return presentState(host.state())
      },
    }),
    route({
      operation: contract.tryWhatIf,
      load: nothing,
      allow: mayCount,
      audit: { action: 'policy-what-if.try', subject: () => 'policies' },
      run: async ({ body, actor }) => {
        const what = await tried(actor, body.change, body.on)
        const asked = await (await readyHost()).ask('whatIf', { tried: what, scope: countedPlaces(actor) }, actorId(actor))
        const streetIds = asked.value.policies.flatMap(({ byStreet }) => byStreet.map(({ streetId }) => streetId))
        return presentWhatIf(asked.value, {
          catalogue: what.catalogue,
          on: what.on,
          streetNames: await placeNames([...new Set(streetIds)]),
          mayList: mayList(actor),
          behindSeconds: host.state().behindSeconds,
          tookMs: asked.tookMs,
        })
      },
    }),
    route({
      operation: contract.listWhatIfPeople,
      load: nothing,
      allow: mayList,
      audit: { action: 'policy-what-if.list', subject: () => 'residents' },
      run: async ({ body, actor }) => {
        const { change, on, policyId, group, streetId = null, cursor, limit } = body
        const what = await tried(actor, change, on)
        const asked = { tried: what, scope: listedPlaces(actor), policyId, group, streetId, after: afterOf(cursor), limit }
        return presentPage((await (await readyHost()).ask('whatIfPeople', asked)).value)
      },
    }),
    route({
      operation: contract.getPolicyCoverage,
      load: nothing,
      allow: mayCount,
      audit: { action: 'policy-coverage.read', subject: () => 'policies' },
      run: async ({ query: { by }, actor }) => {
        const { value } = await (await readyHost()).ask('coverage', { by, scope: countedPlaces(actor) })
        const { catalogue } = await books.current()
        const streetNames =
          by === 'street' ? await placeNames(value.policies.flatMap(({ groups }) => groups.map(({ group }) => group))) : new Map()
        return {
          by,
          decidedFor: value.date,
          behindSeconds: host.state().behindSeconds,
          policies: presentCoverage(by, value, { catalogue, streetNames, mayList: mayList(actor) }),
          mayList: mayList(actor),
        }
      },
    }),
    route({
      operation: contract.listCoveragePeople,
      load: nothing,
      allow: mayList,
      audit: { action: 'policy-coverage.list', subject: () => 'residents' },
      run: async ({ params: { policyId }, query, actor }) => {
        const { status, by, group = null, cursor, limit } = query
        const { catalogue } = await books.current()
        if (!catalogue.policies.some(({ id }) => id === policyId)) throw new AppError('not_found')
        const asked = { policyId, status, by, group, scope: listedPlaces(actor), after: afterOf(cursor), limit }
        return presentPage((await (await readyHost()).ask('coveragePeople', asked)).value)
      },
    }),
    route({
      operation: contract.startRematch,
      load: ({ actor }): Staff | null => (mayRematch(actor) ? actor : null),
      allow: mayRematch,
      audit: { action: 'policy-rematch.start', subject: (_, result) => (result && 'id' in result ? String(result.id) : '') },
      run: async ({ context: { idempotencySeed } }, { accountId }) =>
        presentRematch(await rematches.want('asked', idempotencySeed ?? accountId)),
    }),
    route({
      operation: contract.listRematches,
      load: nothing,
      allow: mayReadRematches,
      audit: { none: 'tells of no one' },
      run: async () => ({ items: (await rematches.newest()).map(presentRematch) }),
    }),
  ]
}
