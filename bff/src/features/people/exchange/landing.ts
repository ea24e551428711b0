import type { NewObservation } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import type { Session } from '../../../platform/db/index.ts'
import { compactName } from '../resident/domain.ts'
import { type DeadReason, type DeathReportDocument, type LandingResident, reportId } from './domain.ts'
import { observationsOf } from './observations.ts'
import type { RegisterRow, RowOf } from './rows.ts'
import type { ExchangeStore } from './store.ts'

/** Where rows land: people by their ID number and name, and the facts registry. */
export interface LandingGround {
  byIdNumbers(idNumbers: readonly string[]): Promise<Map<string, LandingResident[]>>
  /** Registers people that only the population register knows; who is there stays as they are. Harmless when repeated. */
  registerNew(rows: readonly RowOf<'population'>[]): Promise<void>
  recordObservations(observations: readonly NewObservation[], session: Session): Promise<unknown>
}

export interface LandingRow {
  rowKey: string
  row: RegisterRow
}

const unknownPerson: DeadReason = { field: 'idNumber', message: '我们这里没有这个人：请先登记居民，再重新收' }
const unknownGrid: DeadReason = { field: 'gridCode', message: '没有这个网格编号，不知道这个人住在哪里' }
const otherName: DeadReason = { field: 'name', message: '姓名和居民登记不一样：可能是身份证号抄错了，也可能是改了名，请先核对' }
const noHousehold: DeadReason = { field: 'idNumber', message: '这个人还没有登记在哪一户，住房情况没有地方放' }

export type Landing = ReturnType<typeof createLanding>

/** Puts rows that are sound in themselves where they belong, or says why they can't be. */
export function createLanding({ ground, store }: { ground: LandingGround; store: ExchangeStore }) {
  /** A register's word is not yet a death: someone has to look, and nothing stops before. */
  async function landDeaths(
    rows: readonly { rowKey: string; row: RowOf<'deaths'>; people: LandingResident[] }[],
    now: Date,
    session: Session,
  ) {
    const wanted = rows.flatMap((one) => one.people.map((person) => ({ ...one, person, id: reportId(one.rowKey, person.id) })))
    const known = new Map((await store.reportsOf([...new Set(wanted.map(({ id }) => id))], session)).map((report) => [report._id, report]))
    const changed = new Map<string, DeathReportDocument>()
    for (const { id, rowKey, row, person } of wanted) {
      const before = changed.get(id) ?? known.get(id)
      const isWithdrawn = row.op === 'cancel'
      const isDecided = before?.state === 'confirmed' || (before?.state === 'dismissed' && before.diedOn === row.diedOn)
      // Known here before any register said so: there is nothing to look into.
      if (isDecided || (!before && person.state === 'deceased')) continue
      changed.set(id, {
        _id: id,
        residentId: person.id,
        path: person.path,
        rowKey,
        diedOn: row.diedOn,
        state: isWithdrawn ? 'withdrawn' : 'open',
        decidedBy: null,
        decidedAt: null,
        note: null,
        rev: (before?.rev ?? -1) + 1,
        createdAt: before?.createdAt ?? now,
      })
    }
    await store.saveReports([...changed.values()], session)
  }

  return {
    /** Before the transaction: who is new is registered, so that facts have someone to be about. */
    async prepare(rows: readonly RegisterRow[]): Promise<void> {
      const fresh = rows.filter((row): row is RowOf<'population'> => row.source === 'population' && row.op === 'upsert')
      if (fresh.length > 0) await ground.registerNew(fresh)
    },

    /** @returns for each row that could not land, why; by its place in the list */
    async land(rows: readonly LandingRow[], now: Date, session: Session): Promise<Map<number, DeadReason[]>> {
      const dead = new Map<number, DeadReason[]>()
      const people = await ground.byIdNumbers(rows.map(({ row }) => row.idNumber))
      const observed: { index: number; observation: NewObservation }[] = []
      const deaths: Parameters<typeof landDeaths>[0][number][] = []
      rows.forEach(({ rowKey, row }, index) => {
        const numbered = people.get(row.idNumber) ?? []
        const found = numbered.filter((person) => compactName(person.name) === compactName(row.name))
        // One digit wrong can be somebody else's number: the name has to say the same.
        if (numbered.length > 0 && found.length === 0) dead.set(index, [otherName])
        else if (found.length === 0) dead.set(index, [row.source === 'population' ? unknownGrid : unknownPerson])
        else if (row.source === 'deaths') deaths.push({ rowKey, row, people: found })
        else if (row.source === 'housing' && found.every((person) => person.householdId === null)) dead.set(index, [noHousehold])
        else observed.push(...observationsOf(row, found).map((observation) => ({ index, observation })))
      })
      await landDeaths(deaths, now, session)
      await record(observed, dead, session)
      return dead
    },
  }

  /** The registry takes all or nothing and names what it can't take: those rows are dead, the others are tried again. */
  async function record(
    observed: { index: number; observation: NewObservation }[],
    dead: Map<number, DeadReason[]>,
    session: Session,
  ): Promise<void> {
    const rest = observed.filter(({ index }) => !dead.has(index))
    if (rest.length === 0) return
    try {
      await ground.recordObservations(
        rest.map(({ observation }) => observation),
        session,
      )
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'invalid_input')) throw error
      const refused = (error.issues ?? []).flatMap((issue) => {
        const index = rest[Number(/^observations\.(\d+)/.exec(issue.path)?.[1] ?? -1)]?.index
        return index === undefined ? [] : [{ index, message: issue.message }]
      })
      if (refused.length === 0) throw error
      for (const { index, message } of refused) dead.set(index, [...(dead.get(index) ?? []), { field: null, message }])
      await record(rest, dead, session)
    }
  }
}
