import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { HouseholdDesk } from '../household/desk.ts'
import type { Relocate } from '../household/relocate.ts'
import type { HouseholdRecord, HouseholdStore } from '../household/store.ts'
import type { AddressBook } from '../place/address-book.ts'
import type { PlaceDocument, PlaceStore } from '../place/store.ts'
import { readCells, repeatedIn } from './cells.ts'
import type { ImportLine } from './domain.ts'
import { createHomeFinder } from './home-finder.ts'
import { covers, noteOf, type PassContext, type Planner, type RowPlan } from './planner.ts'

export interface HouseholdPlannerParts {
  households: HouseholdStore
  places: PlaceStore
  addresses: AddressBook
  homeAt: HouseholdDesk['at']
  relocate: Relocate
  clock: Clock
}

const CODE = /^[0-9A-Za-z-]{2,40}$/

/** Households by their number: new ones, and those that live somewhere else now. */
export function createHouseholdPlanner({ households, places, addresses, homeAt, relocate, clock }: HouseholdPlannerParts): Planner {
  function begin(all: readonly ImportLine[], context: PassContext) {
    const { headings, today } = context
    const find = createHomeFinder({ places, addresses }, context)
    const repeated = repeatedIn(all, 'code', headings.get('code'))

    function fresh(line: ImportLine, code: string, home: PlaceDocument, since: string | null): RowPlan {
      const id = derivedId('hsh', `${context.importId}|${line.row}`)
      return {
        outcome: 'fresh',
        write: async (session) => {
          const names = await places.names(home.path)
          await households.insertIn(homeAt(home, names, id, code, context.by, since), session)
          return [{ what: 'household', id, rev: 0, made: true }]
        },
      }
    }

    function moved(line: ImportLine, before: HouseholdRecord, home: PlaceDocument, since: string): RowPlan {
      return {
        outcome: 'changed',
        write: async (session) => {
          const done = await relocate(before, home, since, noteOf(context, clock.now(), line.row), session)
          return (
            done && [
              { what: 'household', id: done.household._id, rev: done.household.rev, made: false },
              ...done.people.map(({ _id, rev }) => ({ what: 'resident' as const, id: _id, rev, made: false })),
            ]
          )
        },
      }
    }

    function planOne(line: ImportLine, known: ReadonlyMap<string, HouseholdRecord>): RowPlan {
      const reader = readCells(line, headings)
      const code = reader.required('code', '户号')
      if (code !== null && !CODE.test(code)) reader.wrong('code', '户号只能用数字、字母和短横线，2 到 40 位')
      const from = reader.date('from')
      if (from !== null && from > today) reader.wrong('from', '入住日期不能在今天之后')
      const before = code === null ? undefined : known.get(code)
      const noted = reader.faults.length
      const home = find.of(reader)
      if (!home && reader.faults.length === noted) reader.wrong(null, '请填写户室编号或居住地址')
      const twice = repeated.get(line.row)
      if (before && !covers(context.scope, before.path)) reader.wrong('code', '这个户号不能用，请换一个')
      else if (before && before.state !== 'open') reader.wrong('code', '这一户已经注销，请换一个户号')
      const since = before?.homeSince ?? null
      const moves = before && home && before.placeId.reveal() !== home.placeId
      if (moves && from !== null && since !== null && from < since) reader.wrong('from', `这一户从 ${since} 起住在原址，入住日期不能早于它`)
      if (twice || reader.faults.length > 0 || code === null || !home)
        return { outcome: 'bad', faults: [...reader.faults, ...(twice ? [twice] : [])] }
      if (!before) return fresh(line, code, home, from)
      return moves ? moved(line, before, home, from ?? today) : { outcome: 'unchanged' }
    }

    return {
      async plan(lines: readonly ImportLine[]) {
        await find.learn(lines)
        const codes = lines.flatMap((line) => line.cells.code || [])
        const known = new Map((await households.byCodes(codes)).map((household) => [household.code, household]))
        return lines.map((line) => planOne(line, known))
      },
    }
  }
  return { begin }
}
