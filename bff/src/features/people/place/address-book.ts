import type { PlaceDocument, PlaceStore } from './store.ts'

const MOST_PLACES = 20

/** Places an address text means: the longest place whose name it begins with, then what lies in it. */
export function createAddressBook(places: PlaceStore) {
  async function below(place: PlaceDocument, rest: string, exactly: boolean): Promise<PlaceDocument[]> {
    if (rest === '') return [place]
    const deeper = await meant(rest, [place.placeId], exactly)
    return deeper.length > 0 || exactly ? deeper : places.list({ within: place.placeId, text: rest }, null, MOST_PLACES)
  }

  async function meant(text: string, scope: readonly string[], exactly: boolean): Promise<PlaceDocument[]> {
    const beginnings = Array.from({ length: Math.max(text.length - 1, 0) }, (_, index) => text.slice(0, index + 2))
    // Found by pinyin or code a place says nothing about where its name ends in the text.
    const named = (await places.namedExactly(beginnings, scope, MOST_PLACES)).filter((one) => text.startsWith(one.searchKeys[0] ?? ' '))
    const lengths = [...new Set(named.map((place) => place.searchKeys[0]?.length ?? 0))].sort((one, other) => other - one)
    for (const length of lengths) {
      const found: PlaceDocument[] = []
      for (const place of named.filter((one) => one.searchKeys[0]?.length === length))
        found.push(...(await below(place, text.slice(length), exactly)))
      if (found.length > 0 || !exactly) return found
    }
    return []
  }

  /** The text without the district, street or community around one's places: these are not in them. */
  async function withoutAncestors(text: string, scope: readonly string[]): Promise<string> {
    const around = (await places.byIds(scope)).flatMap((place) => place.path.slice(0, -1))
    const names = [...(await places.names(around)).values()].map((name) => name.replace(/\s+/g, '').toLowerCase())
    let rest = text
    for (;;) {
      const name = names.find((one) => one !== '' && rest.startsWith(one))
      if (name === undefined) return rest
      rest = rest.slice(name.length)
    }
  }

  return {
    /** What a person who searches may mean by it. */
    async like(text: string, scope: readonly string[]): Promise<PlaceDocument[]> {
      const found = await meant(text, scope, false)
      if (found.length > 0) return found
      for (const placeId of scope) found.push(...(await places.list({ within: placeId, text }, null, MOST_PLACES)))
      return found
    },
    /** The homes whose address this is, to the last character. */
    async homes(address: string, scope: readonly string[]): Promise<PlaceDocument[]> {
      const found = await meant(await withoutAncestors(address.replace(/\s+/g, '').toLowerCase(), scope), scope, true)
      return [...new Map(found.filter((place) => place.path.length > 4).map((place) => [place.placeId, place])).values()]
    },
  }
}
export type AddressBook = ReturnType<typeof createAddressBook>
