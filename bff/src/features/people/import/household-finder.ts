import type { HouseholdRecord, HouseholdStore } from '../household/store.ts'
import type { AddressBook } from '../place/address-book.ts'
import type { PlaceStore } from '../place/store.ts'
import type { CellReader } from './cells.ts'
import type { ImportLine } from './domain.ts'
import { createHomeFinder } from './home-finder.ts'
import { covers, type PassContext } from './planner.ts'

interface Parts {
  households: HouseholdStore
  places: PlaceStore
  addresses: AddressBook
}

/** Finds the household of a row: by its number, or as the only one at its home. */
export function createHouseholdFinder({ households, places, addresses }: Parts, context: PassContext) {
  const homes = createHomeFinder({ places, addresses }, context)
  const byCode = new Map<string, HouseholdRecord>()
  const byHome = new Map<string, HouseholdRecord[]>()
  const asked = new Set<string>()

  return {
    async learn(lines: readonly ImportLine[]): Promise<void> {
      const codes = [...new Set(lines.flatMap((line) => line.cells.householdCode || []))].filter((code) => !byCode.has(code))
      if (codes.length > 0)
        for (const household of await households.byCodes(codes))
          if (covers(context.scope, household.path)) byCode.set(household.code, household)
      const withoutCode = lines.filter((line) => !line.cells.householdCode)
      await homes.learn(withoutCode)
      const codeless = [...new Set(withoutCode.flatMap((line) => homes.idOf(line) ?? []))].filter((id) => !asked.has(id))
      for (const household of codeless.length > 0 ? await households.at(codeless) : []) {
        const placeId = household.placeId.reveal()
        byHome.set(placeId, [...(byHome.get(placeId) ?? []), household])
      }
      for (const id of codeless) asked.add(id)
    },
    known: () => [...byCode.values(), ...[...byHome.values()].flat()].map((household) => household._id),
    /** The household of a row; null when there is none, which is noted. */
    of(reader: CellReader): HouseholdRecord | null {
      const code = reader.text('householdCode')
      if (code !== null) {
        const household = byCode.get(code)
        // One elsewhere is answered like none.
        if (!household) reader.wrong('householdCode', '在您的范围内没有这个户号，请核对，或先导入家庭')
        else if (household.state !== 'open') reader.wrong('householdCode', '这一户已经注销，请核对户号')
        else return household
        return null
      }
      const before = reader.faults.length
      const home = homes.of(reader)
      if (!home) {
        if (reader.faults.length === before) reader.wrong(null, '请填写户号，或填写户室编号、居住地址')
        return null
      }
      const [only, ...others] = byHome.get(home.placeId) ?? []
      if (!only) reader.wrong(null, `“${home.name}”还没有登记家庭，请先导入家庭，或到家庭里登记`)
      else if (others.length > 0) reader.wrong(null, `“${home.name}”登记了 ${others.length + 1} 户，请填写户号`)
      else return only
      return null
    },
  }
}
