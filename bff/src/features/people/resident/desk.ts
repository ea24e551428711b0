import type { FactSource, Relation, ResidentState, SpecialGroup } from '@minsheng/shared/contracts/people'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { Session } from '../../../platform/db/index.ts'
import type { HouseholdRecord } from '../household/store.ts'
import { completeFacts, endedOn, type GivenFacts, movedInto, type PlainFacts } from './domain.ts'
import type { ResidentChange, ResidentRecord, ResidentStore } from './store.ts'

const issue = (path: string, message: string): FieldIssue => ({ path: `body.${path}`, message })
const refuse = (...issues: FieldIssue[]) => new AppError('invalid_input', { issues })

/** What a resident's facts are now, whole. */
export function factsOf(resident: ResidentRecord): GivenFacts & PlainFacts {
  return {
    name: resident.name.reveal(),
    idNumber: resident.idNumber?.reveal() ?? null,
    phone: resident.phone?.reveal() ?? null,
    registeredAddress: resident.registeredAddress?.reveal() ?? null,
    birthDate: resident.birthDate,
    sex: resident.sex,
  }
}

export type ResidentDesk = ReturnType<typeof createResidentDesk>

export function createResidentDesk({
  residents,
  householdOf,
  clock,
  noticed,
  told,
}: {
  residents: ResidentStore
  householdOf: (householdId: string) => Promise<HouseholdRecord | null>
  clock: Clock
  /** Told of each resident that is new or whose identity changed: looks for others who may be the same person. */
  noticed: (resident: ResidentRecord) => Promise<void>
  /** Told of each death and move away, in the transaction that registers it. */
  told: (resident: ResidentRecord, to: 'deceased' | 'moved_out', on: string, by: string, session: Session) => Promise<void>
}) {
  const today = () => shanghaiDate(clock.now())

  function checked(given: GivenFacts): PlainFacts {
    const result = completeFacts(given, today())
    if ('issues' in result) throw refuse(...result.issues.map(({ path, message }) => issue(`facts.${path}`, message)))
    return result.facts
  }

  /** Only who is within the reader's places is named; about others nothing is said. */
  async function refuseKnown(idNumber: string | null, besides: string, mine: (path: readonly string[]) => boolean): Promise<void> {
    if (idNumber === null) return
    const same = (await residents.byIdNumbers([idNumber])).filter((other) => other._id !== besides && mine(other.path))
    if (same.length > 0)
      throw new AppError('already_exists', {
        detail: '这个身份证号已经登记过',
        issues: [issue('facts.idNumber', `已登记为${same[0]?.name.masked}，请打开那条记录修改`)],
      })
  }

  async function apply(resident: ResidentRecord, rev: number, set: ResidentChange, by: string, why: string): Promise<ResidentRecord> {
    const changed = rev === resident.rev ? await residents.change(resident._id, rev, set, { by, why, at: clock.now() }) : null
    if (!changed) throw new AppError('conflict')
    return changed
  }

  function dayIn(field: string, day: string, notBefore: string | null): void {
    if (day > today()) throw refuse(issue(field, '日期不能在今天之后'))
    if (notBefore !== null && day < notBefore) throw refuse(issue(field, `日期不能早于 ${notBefore}`))
  }

  /** Nobody is registered in a household that has ended. */
  function checkOpen(household: HouseholdRecord): void {
    if (household.state !== 'open') throw new AppError('wrong_state', { detail: '这一户已经注销，请选择别的户' })
  }

  const livingSince = (resident: ResidentRecord) => resident.memberships.find((membership) => membership.to === null)?.from ?? null

  return {
    async create(
      input: { relation: Relation; from: string; facts: GivenFacts; source: FactSource },
      household: HouseholdRecord,
      mine: (path: readonly string[]) => boolean,
      seed: string,
    ): Promise<ResidentRecord> {
      const facts = checked(input.facts)
      dayIn('from', input.from, null)
      const id = derivedId('res', seed)
      const made = await residents.resident(id)
      if (made) return made
      checkOpen(household)
      await refuseKnown(facts.idNumber, id, mine)
      await residents.insert({
        _id: id,
        ...facts,
        path: household.path,
        householdId: household._id,
        relation: input.relation,
        memberships: movedInto([], household._id, input.relation, input.from),
        groups: [],
        state: 'present',
        mergedInto: null,
        source: input.source,
        createdAt: clock.now(),
      })
      const resident = await residents.resident(id)
      if (!resident) throw new Error(`resident ${id} was inserted and is not there`)
      await noticed(resident)
      return resident
    },

    async update(
      resident: ResidentRecord,
      { rev, facts: some, why }: { rev: number; facts: Partial<GivenFacts>; why: string },
      mine: (path: readonly string[]) => boolean,
      by: string,
    ): Promise<ResidentRecord> {
      const before = factsOf(resident)
      // A corrected ID number brings its own birth date and sex, unless they are given too.
      const follows = some.idNumber && some.idNumber !== before.idNumber ? { birthDate: null, sex: null } : {}
      const given = Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as Partial<GivenFacts>
      const facts = checked({ ...before, ...follows, ...given })
      const changed = Object.fromEntries(
        Object.entries(facts).filter(([name, value]) => value !== before[name as keyof PlainFacts]),
      ) as Partial<PlainFacts>
      if (Object.keys(changed).length === 0) throw refuse(issue('facts', '没有改动，请先修改再保存'))
      if (changed.idNumber) await refuseKnown(changed.idNumber, resident._id, mine)
      const after = await apply(resident, rev, changed, by, why)
      await noticed(after)
      return after
    },

    async move(
      resident: ResidentRecord,
      input: { rev: number; householdId: string; relation: Relation; from: string; why: string },
      household: HouseholdRecord,
      by: string,
    ): Promise<ResidentRecord> {
      if (resident.state === 'deceased' || resident.state === 'merged') throw new AppError('wrong_state')
      if (resident.householdId === household._id && resident.relation === input.relation)
        throw new AppError('wrong_state', { detail: '这位居民已经在这一户里' })
      checkOpen(household)
      dayIn('from', input.from, livingSince(resident))
      return apply(
        resident,
        input.rev,
        {
          path: household.path,
          householdId: household._id,
          relation: input.relation,
          memberships: movedInto(resident.memberships, household._id, input.relation, input.from),
          state: 'present',
        },
        by,
        input.why,
      )
    },

    async changeState(
      resident: ResidentRecord,
      input: { rev: number; to: Exclude<ResidentState, 'merged'>; on: string; why: string },
      mine: (path: readonly string[]) => boolean,
      by: string,
    ): Promise<ResidentRecord> {
      if (resident.state === 'merged' || resident.state === input.to) throw new AppError('wrong_state')
      dayIn('on', input.on, livingSince(resident))
      const { to } = input
      if (to === 'deceased' || to === 'moved_out') {
        const set = { state: to, householdId: null, relation: null, memberships: endedOn(resident.memberships, input.on) }
        return residents.transaction(async (session) => {
          const changed =
            input.rev === resident.rev
              ? await residents.change(resident._id, input.rev, set, { by, why: input.why, at: clock.now() }, session)
              : null
          if (!changed) throw new AppError('conflict')
          await told(changed, to, input.on, by, session)
          return changed
        })
      }
      const last = resident.memberships.at(-1)
      const household = last && (await householdOf(last.householdId))
      // One that ended, or lives where the worker does not answer for now, is not theirs to put anyone into.
      if (!last || household?.state !== 'open' || !mine(household.path))
        throw new AppError('wrong_state', { detail: '原来的那一户已经注销或搬走了，请登记迁入哪一户' })
      dayIn('on', input.on, last.to)
      return apply(
        resident,
        input.rev,
        {
          state: 'present',
          path: household.path,
          householdId: last.householdId,
          relation: last.relation,
          memberships: movedInto(resident.memberships, last.householdId, last.relation, input.on),
        },
        by,
        input.why,
      )
    },

    async addGroup(
      resident: ResidentRecord,
      input: { rev: number; kind: SpecialGroup; source: FactSource; from: string; to: string | null },
      by: string,
    ): Promise<ResidentRecord> {
      dayIn('from', input.from, resident.birthDate)
      if (input.to !== null && input.to <= input.from) throw refuse(issue('to', '结束日期要在起始日期之后'))
      const { rev, ...fact } = input
      const overlapping = resident.groups.find(
        (group) => group.kind === fact.kind && (group.to === null || fact.from < group.to) && (fact.to === null || group.from < fact.to),
      )
      if (overlapping)
        throw new AppError('already_exists', { detail: '这段时间里已经列入这个群体', issues: [issue('kind', '已经列入，请勿重复')] })
      const groups = [...resident.groups, { ...fact, recordedAt: clock.now(), recordedBy: by }]
      return apply(resident, rev, { groups }, by, '列入特殊群体')
    },

    async endGroup(
      resident: ResidentRecord,
      input: { rev: number; kind: SpecialGroup; on: string; why: string },
      by: string,
    ): Promise<ResidentRecord> {
      const open = resident.groups.find((group) => group.kind === input.kind && group.to === null)
      if (!open) throw new AppError('wrong_state', { detail: '现在没有列入这个群体' })
      dayIn('on', input.on, open.from)
      const groups = resident.groups.map((group) => (group === open ? { ...group, to: input.on } : group))
      return apply(resident, input.rev, { groups }, by, input.why)
    },
  }
}
