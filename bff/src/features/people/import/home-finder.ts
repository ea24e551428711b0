import { livable } from '../household/domain.ts'
import type { AddressBook } from '../place/address-book.ts'
import type { PlaceDocument, PlaceStore } from '../place/store.ts'
import type { CellReader } from './cells.ts'
import type { ImportLine } from './domain.ts'
import { covers, NOT_YOURS, type PassContext } from './planner.ts'

/** Finds the homes that rows name by code or address; what it found once it knows. */
export function createHomeFinder({ places, addresses }: { places: PlaceStore; addresses: AddressBook }, context: PassContext) {
  const byCode = new Map<string, PlaceDocument | null>()
  const byAddress = new Map<string, PlaceDocument[]>()

  return {
    /** Reads what a chunk of rows will ask for. */
    async learn(lines: readonly ImportLine[]): Promise<void> {
      const codes = [...new Set(lines.flatMap((line) => line.cells.homeCode || []))].filter((code) => !byCode.has(code))
      const found = new Map((codes.length > 0 ? await places.byCodes(codes) : []).map((place) => [place.code, place]))
      for (const code of codes) byCode.set(code, found.get(code) ?? null)
      for (const { cells } of lines)
        if (!cells.homeCode && cells.address && !byAddress.has(cells.address))
          byAddress.set(cells.address, await addresses.homes(cells.address, context.scope))
    },
    /** The home a row names, if it is one of the importer's; says nothing about what is wrong. */
    idOf({ cells }: ImportLine): string | null {
      const place = cells.homeCode ? byCode.get(cells.homeCode) : byAddress.get(cells.address ?? '')?.[0]
      return place && covers(context.scope, place.path) ? place.placeId : null
    },
    /** The home of a row; null when it names none, or a wrong one, which is noted. */
    of(reader: CellReader): PlaceDocument | null {
      const code = reader.text('homeCode')
      if (code !== null) {
        const place = byCode.get(code) ?? null
        if (!place) reader.wrong('homeCode', '没有这个户室编号，请核对，或先导入楼幢户室')
        else if (!covers(context.scope, place.path)) reader.wrong('homeCode', NOT_YOURS)
        else if (!livable.includes(place.kind)) reader.wrong('homeCode', `“${place.name}”不能住人，请写到楼幢、单元或户室`)
        else return place
        return null
      }
      const address = reader.text('address')
      if (address === null) return null
      const [found, ...others] = byAddress.get(address) ?? []
      if (!found) reader.wrong('address', '在您的范围内没有找到这个地址，请写成“社区＋楼幢＋户室”，或改填户室编号')
      else if (others.length > 0) reader.wrong('address', `这个地址对得上 ${others.length + 1} 处，请改填户室编号`)
      else return found
      return null
    },
  }
}
