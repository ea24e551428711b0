import { type ImportFault, residentFacts, type SpecialGroup } from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import { normalIdNumber } from '@minsheng/shared/units/id-number'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { HouseholdRecord, HouseholdStore } from '../household/store.ts'
import type { AddressBook } from '../place/address-book.ts'
import type { PlaceStore } from '../place/store.ts'
import { factsOf } from '../resident/desk.ts'
import { completeFacts, type GivenFacts, movedInto, type PlainFacts, type RecordedGroup } from '../resident/domain.ts'
import type { ResidentChange, ResidentRecord, ResidentStore } from '../resident/store.ts'
import { type CellReader, readCells, repeatedIn } from './cells.ts'
import type { ImportLine } from './domain.ts'
import { createHouseholdFinder } from './household-finder.ts'
import { covers, noteOf, type PassContext, type Planner, type RowPlan } from './planner.ts'
import { groupWords, relationWords, sexWords } from './resident-words.ts'

export interface ResidentPlannerParts {
  residents: ResidentStore
  households: HouseholdStore
  places: PlaceStore
  addresses: AddressBook
  clock: Clock
}

/** The facts of a row, checked like those of a form. */
function factsIn(reader: CellReader, today: string): PlainFacts | null {
  const given: GivenFacts = {
    name: reader.required('name', '姓名') ?? '',
    idNumber: reader.text('idNumber'),
    phone:
      reader
        .text('phone')
        ?.replace(/^\+?86[-\s]?(?=1)/, '')
        .replace(/\s+/g, '') ?? null,
    registeredAddress: reader.text('registeredAddress'),
    birthDate: reader.date('birthDate'),
    sex: reader.choice('sex', sexWords, '性别'),
  }
  if (reader.faults.length > 0) return null
  const shape = residentFacts.safeParse(given)
  for (const issue of shape.error?.issues ?? []) reader.wrong(String(issue.path[0]), issue.message)
  const whole = completeFacts(given, today)
  if ('issues' in whole) for (const { path, message } of whole.issues) reader.wrong(path, message)
  return reader.faults.length > 0 || 'issues' in whole ? null : whole.facts
}

function groupsIn(reader: CellReader): SpecialGroup[] {
  const words = (reader.text('groups') ?? '').split(/[、,，;；/\s]+/).filter((word) => word !== '' && word !== '无')
  const unknown = words.filter((word) => groupWords[word] === undefined)
  if (unknown.length > 0)
    reader.wrong('groups', `不认识“${unknown[0]}”，可以写：残疾人、高龄、独居、失能、低保、低边、特困、困境儿童、优抚，用顿号隔开`)
  return [...new Set(words.flatMap((word) => groupWords[word] ?? []))]
}

/** Whoever stands in a row: found again by ID number, or in the household by name and birth date. */
export function createResidentPlanner({ residents, households, places, addresses, clock }: ResidentPlannerParts): Planner {
  function begin(all: readonly ImportLine[], context: PassContext) {
    const { headings, scope, today } = context
    const find = createHouseholdFinder({ households, places, addresses }, context)
    const sameNumber = repeatedIn(all, 'idNumber', headings.get('idNumber'), normalIdNumber)
    const heads = new Map<string, number>()

    interface Known {
      byNumber: ReadonlyMap<string, ResidentRecord>
      homes: readonly ResidentRecord[]
    }

    function groupFacts(kinds: readonly SpecialGroup[], known: readonly RecordedGroup[], from: string): RecordedGroup[] {
      return kinds
        .filter((kind) => !known.some((group) => group.kind === kind && (group.to === null || group.to > from)))
        .map((kind) => ({ kind, source: 'import', from, to: null, recordedAt: clock.now(), recordedBy: context.by }))
    }

    function fresh(line: ImportLine, facts: PlainFacts, home: HouseholdRecord, given: Given): RowPlan {
      const id = derivedId('res', `${context.importId}|${line.row}`)
      const from = given.from ?? today
      const relation = given.relation ?? 'other'
      return {
        outcome: 'fresh',
        write: async (session) => {
          await residents.insertIn(
            {
              _id: id,
              ...facts,
              path: home.path,
              householdId: home._id,
              relation,
              memberships: movedInto([], home._id, relation, from),
              groups: groupFacts(given.groups, [], from),
              state: 'present',
              mergedInto: null,
              source: 'import',
              createdAt: clock.now(),
            },
            session,
          )
          return [{ what: 'resident', id, rev: 0, made: true }]
        },
      }
    }

    function changeOf(before: ResidentRecord, facts: PlainFacts, home: HouseholdRecord, given: Given, reader: CellReader): ResidentChange {
      const was = factsOf(before)
      // An empty cell says nothing; it never takes away what is known.
      const set: ResidentChange = Object.fromEntries(
        Object.entries(facts).filter(([name, value]) => value !== null && value !== was[name as keyof PlainFacts]),
      )
      const relation = given.relation ?? before.relation ?? 'other'
      if (before.householdId !== home._id || before.relation !== relation) {
        const from = given.from ?? today
        const since = before.memberships.find((membership) => membership.to === null)?.from ?? null
        if (since !== null && from < since && before.householdId !== home._id)
          reader.wrong('from', `这个人从 ${since} 起住在原来的一户，入住日期不能早于它`)
        const day = since !== null && from < since ? today : from
        Object.assign(set, {
          path: home.path,
          householdId: home._id,
          relation,
          memberships: movedInto(before.memberships, home._id, relation, day),
          state: 'present',
        } satisfies ResidentChange)
      }
      const more = groupFacts(given.groups, before.groups, given.from ?? today)
      if (more.length > 0) set.groups = [...before.groups, ...more]
      return set
    }

    function planOne(line: ImportLine, known: Known): RowPlan {
      const reader = readCells(line, headings)
      const facts = factsIn(reader, today)
      const given: Given = {
        relation: reader.choice('relation', relationWords, '与户主关系'),
        from: reader.date('from'),
        groups: groupsIn(reader),
      }
      if (given.from !== null && given.from > today) reader.wrong('from', '入住日期不能在今天之后')
      const home = find.of(reader)
      const bad = (more: readonly ImportFault[] = []): RowPlan => ({ outcome: 'bad', faults: [...reader.faults, ...more] })
      const twice = sameNumber.get(line.row)
      if (twice || !facts || !home || reader.faults.length > 0) return bad(twice ? [twice] : [])
      const before =
        (facts.idNumber ? known.byNumber.get(facts.idNumber) : undefined) ??
        known.homes.find(
          (one) =>
            one.householdId === home._id &&
            one.name.reveal() === facts.name &&
            one.birthDate === facts.birthDate &&
            (one.idNumber === null || facts.idNumber === null),
        )
      if (before?.state === 'deceased') reader.wrong('name', '这个人已登记去世，请先到居民里核对')
      if (given.relation === 'head') {
        const other = known.homes.find((one) => one.householdId === home._id && one.relation === 'head' && one._id !== before?._id)
        const row = heads.get(home._id)
        if (other) reader.wrong('relation', `这一户已有户主（${other.name.masked}），请改填别的关系，或先更换户主`)
        else if (row !== undefined) reader.wrong('relation', `第 ${row} 行已经是这一户的户主，一户只有一位`)
        else heads.set(home._id, line.row)
      }
      if (!before) return reader.faults.length > 0 ? bad() : fresh(line, facts, home, given)
      const set = changeOf(before, facts, home, given, reader)
      if (reader.faults.length > 0) return bad()
      if (Object.keys(set).length === 0) return { outcome: 'unchanged' }
      return {
        outcome: 'changed',
        write: async (session) => {
          const after = await residents.change(before._id, before.rev, set, noteOf(context, clock.now(), line.row), session)
          return after && [{ what: 'resident', id: after._id, rev: after.rev, made: false }]
        },
      }
    }

    return {
      async plan(lines: readonly ImportLine[]) {
        await find.learn(lines)
        const numbers = lines.flatMap((line) => (line.cells.idNumber ? [normalIdNumber(line.cells.idNumber)] : []))
        const [same, homes] = await Promise.all([residents.byIdNumbers(numbers), residents.livingIn(find.known())])
        const mine = same.filter((one) => covers(scope, one.path))
        const known = { byNumber: new Map(mine.map((one) => [one.idNumber?.reveal() ?? '', one])), homes }
        return lines.map((line) => planOne(line, known))
      },
    }
  }
  return { begin }
}

interface Given {
  relation: (typeof relationWords)[string] | null
  from: string | null
  groups: SpecialGroup[]
}
