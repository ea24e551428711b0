import { createHash } from 'node:crypto'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { derivedId } from '../../../../platform/crypto/id.ts'
import type { AwardRecord, AwardStore } from '../../award/store.ts'
import type { RuleSubjects } from '../../subject.ts'
import { dueIn, type Entry, entriesDue } from '../domain.ts'
import type { BatchDocument, LedgerLine } from '../records.ts'
import type { Claim } from '../recovery/claims.ts'
import { type SetOff, setOffsOf } from '../recovery/domain.ts'
import type { NewRow, RowRecord, RowStore } from '../row/store.ts'
import type { PayoutStore } from '../store.ts'
import { fenOf, heldBecause, marksOf, monthsOf, type Planned } from './domain.ts'

interface PlannerParts {
  awards: Pick<AwardStore, 'payableThrough' | 'many'>
  store: Pick<PayoutStore, 'linesOf'>
  rows: Pick<RowStore, 'looseOf' | 'looseAwards'>
  subjects: Pick<RuleSubjects, 'home'>
  catalogue: () => Promise<Catalogue>
  /** What was decided to be set off and is not yet, by award, oldest first. */
  claimsOf: (awardIds: readonly string[]) => Promise<ReadonlyMap<string, readonly Claim[]>>
  /** The most that is kept back of one payment, in percent of it. */
  setOffPercent: () => number
}

export const lineId = (awardId: string, { month, number }: Pick<Entry, 'month' | 'number'>) =>
  derivedId('pln', `${awardId}|${month}|${number}`)

const groupBy = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return groups
}

export type LineAward = Pick<AwardRecord, '_id' | 'policyId' | 'every' | 'subjectKind' | 'subjectId' | 'residentId'>

/** What is to be paid for one award. */
interface Plan {
  award: AwardRecord
  planned: Planned
  entered: readonly Entry[]
  carried: readonly LedgerLine[]
  cameBack: readonly RowRecord[]
  setOffs: SetOff[]
}

/** The line of the books that an entry becomes. */
export function lineOf(award: LineAward, entry: Entry, batchId: string | null, at: Date): LedgerLine {
  const { _id: awardId, policyId, every, subjectKind, subjectId, residentId } = award
  const inputs = { awardId, policyId, subjectKind, subjectId, residentId, ...entry, decidedAt: entry.decidedAt.toISOString() }
  return {
    _id: lineId(awardId, entry),
    awardId,
    policyId,
    every,
    subjectKind,
    subjectId,
    residentId,
    ...entry,
    inputsHash: createHash('sha256').update(JSON.stringify(inputs)).digest('hex'),
    batchId,
    at,
  }
}
export type Planner = ReturnType<typeof createPlanner>

/** Works out what is to be paid: what is due and was not entered, and what did not arrive. Writes nothing. */
export function createPlanner({ awards, store, rows, subjects, catalogue, claimsOf, setOffPercent }: PlannerParts) {
  /** Policies that pay money into accounts. */
  async function cash(): Promise<ReadonlySet<string>> {
    return new Set((await catalogue()).policies.filter(({ benefit }) => benefit === 'cash').map(({ id }) => id))
  }

  async function plannedOf(
    found: readonly AwardRecord[],
    month: string,
    paysCash: ReadonlySet<string>,
    only?: ReadonlyMap<string, readonly string[]>,
  ) {
    const ids = found.map(({ _id }) => _id)
    const [lines, loose, claims] = await Promise.all([store.linesOf(ids), rows.looseOf(ids), claimsOf(ids)])
    const [linesBy, looseBy] = [groupBy(lines, ({ awardId }) => awardId), groupBy(loose, ({ awardId }) => awardId)]
    return Promise.all(
      found.map(async (award) => {
        const entered = linesBy.get(award._id) ?? []
        const wanted = only?.get(award._id)
        const due = new Set(entered.filter(({ month: of }) => (dueIn(award, entered, of)?.dueFen ?? 0) > 0).map(({ _id }) => _id))
        // What did not arrive and was decided since not to be due is left where it is.
        const cameBack = (looseBy.get(award._id) ?? []).filter(
          ({ _id, lineIds }) => (!wanted || wanted.includes(_id)) && lineIds.some((id) => due.has(id)),
        )
        const isPaid = !award.ceiling && paysCash.has(award.policyId)
        const plan = await planOne(award, entered, cameBack, isPaid ? entriesDue(award, entered, month) : [], month)
        return plan && withSetOff(plan, claims.get(award._id) ?? [])
      }),
    )
  }

  async function planOne(
    award: AwardRecord,
    entered: readonly LedgerLine[],
    cameBack: readonly RowRecord[],
    fresh: readonly Entry[],
    month: string,
  ): Promise<Omit<Plan, 'setOffs'> | null> {
    const looseIds = new Set(cameBack.flatMap(({ lineIds }) => lineIds))
    const carried = entered.filter(({ _id }) => looseIds.has(_id))
    if (fresh.length === 0 && carried.length === 0) return null
    const earlier = entered.filter((line) => line.month < month)
    const lastMonth = earlier.at(-1)?.month
    const sumOf = (list: readonly Pick<Entry, 'month' | 'fen'>[], of: string | undefined) =>
      list.filter((line) => line.month === of).reduce((sum, { fen }) => sum + fen, 0)
    const number = award.accountNumber?.reveal()
    const planned: Planned = {
      subjectKind: award.subjectKind,
      hasAccount: number !== undefined,
      fresh,
      carried,
      cameBack: cameBack
        // Of a batch that was given back, what was held still has its reason.
        .filter(({ state, reason }) => state !== 'returned' || reason !== null)
        .map(({ reason, accountNumber }) => ({ reason, sameAccount: accountNumber?.reveal() === number })),
      lastFen: lastMonth === undefined ? null : sumOf(earlier, lastMonth),
      monthFen: sumOf([...entered, ...fresh], month),
      personState: (await subjects.home(award.residentId))?.state ?? 'present',
    }
    return { award, planned, entered: fresh, carried, cameBack }
  }

  /** What is held for another reason is paid whole another time, and kept back from then. */
  function withSetOff(plan: Omit<Plan, 'setOffs'>, claims: readonly Claim[]): Plan {
    if (heldBecause(plan.planned) !== null) return { ...plan, setOffs: [] }
    const setOffs = setOffsOf(fenOf(plan.planned), claims, setOffPercent())
    const setOffFen = setOffs.reduce((sum, { fen }) => sum + fen, 0)
    return { ...plan, planned: { ...plan.planned, setOffFen }, setOffs }
  }

  const pageOf = async (found: readonly AwardRecord[], month: string, paysCash: ReadonlySet<string>) =>
    (await plannedOf(found, month, paysCash)).flatMap((plan) => plan ?? [])

  return {
    /** Every payment of a month, in pages: of benefits that stand or stood, and of what came back. */
    async *of(month: string) {
      const paysCash = await cash()
      const seen = new Set<string>()
      for await (const page of awards.payableThrough(month)) {
        for (const { _id } of page) seen.add(_id)
        yield await pageOf(page, month, paysCash)
      }
      const others = (await rows.looseAwards()).filter((id) => !seen.has(id))
      for (let from = 0; from < others.length; from += 200)
        yield await pageOf(await awards.many(others.slice(from, from + 200)), month, paysCash)
    },
    /** What a batch of a month would send to the bank for some awards, in fen by award; what is held is left out. */
    async sums(found: readonly AwardRecord[], month: string): Promise<Map<string, number>> {
      const plans = await pageOf(found, month, await cash())
      return new Map(plans.flatMap(({ award, planned }) => (heldBecause(planned) === null ? [[award._id, fenOf(planned)] as const] : [])))
    },
    /** Of frozen rows, those that would come out otherwise now. */
    async changed(frozen: readonly RowRecord[], month: string): Promise<RowRecord[]> {
      const paysCash = await cash()
      const found = await awards.many(frozen.map(({ awardId }) => awardId))
      const only = new Map(frozen.map(({ awardId, carries }) => [awardId, carries]))
      const plans = new Map(
        (await plannedOf(found, month, paysCash, only)).flatMap((plan) => (plan ? [[plan.award._id, plan] as const] : [])),
      )
      return frozen.filter((row) => {
        const plan = plans.get(row.awardId)
        if (!plan) return true
        const lineIds = [...plan.entered.map((entry) => lineId(row.awardId, entry)), ...plan.carried.map(({ _id }) => _id)]
        return (
          fenOf(plan.planned) !== row.fen ||
          JSON.stringify(plan.setOffs) !== JSON.stringify(row.setOffs ?? []) ||
          JSON.stringify(lineIds) !== JSON.stringify(row.lineIds)
        )
      })
    },
  }
}
/** The payment a plan becomes. */
export function rowOf({ award, planned, entered, carried, cameBack, setOffs }: Plan, batch: BatchDocument, number: number): NewRow {
  const reason = heldBecause(planned)
  return {
    _id: derivedId('pay', `${batch._id}|${award._id}`),
    batchId: batch._id,
    month: batch.month,
    payOn: batch.payOn,
    number,
    awardId: award._id,
    policyId: award.policyId,
    residentId: award.residentId,
    accountId: award.accountId,
    path: award.path,
    personName: award.applicantName.reveal(),
    bank: award.bank,
    accountName: award.accountName?.reveal() ?? null,
    accountNumber: award.accountNumber?.reveal() ?? null,
    fen: fenOf(planned),
    lastFen: planned.lastFen,
    months: monthsOf(planned),
    marks: marksOf(planned),
    entries: [...entered],
    lineIds: [...entered.map((entry) => lineId(award._id, entry)), ...carried.map(({ _id }) => _id)],
    carries: cameBack.map(({ _id }) => _id),
    setOffs,
    state: reason === null ? 'open' : 'held',
    reason,
    answeredAt: null,
    isApproved: false,
    takenBy: null,
    takenOn: null,
    createdAt: batch.createdAt,
  }
}
