import { AppError } from '@minsheng/shared/errors'
import type { AddressBook } from '../place/address-book.ts'
import type { PlaceStore } from '../place/store.ts'
import type { HouseholdRecord, HouseholdStore } from './store.ts'

export type HouseholdSearch = ReturnType<typeof createHouseholdSearch>

/** Households by number, by address in words, or by the place they live in; never outside the searcher's places. */
export function createHouseholdSearch({
  households,
  places,
  addresses,
}: {
  households: HouseholdStore
  places: PlaceStore
  addresses: AddressBook
}) {
  return async function search(
    wish: { text: string; placeId?: string | undefined; limit: number },
    scope: readonly string[],
    after: string | null,
  ): Promise<{ rows: HouseholdRecord[]; understoodAs: string }> {
    const chosen = wish.placeId ? await places.place(wish.placeId) : null
    if (wish.placeId && !chosen?.path.some((id) => scope.includes(id))) return { rows: [], understoodAs: '这个地点里没有您能查看的家庭' }
    const within = chosen ? [chosen.placeId] : scope
    const text = wish.text.replace(/\s+/g, '')
    if (text === '') {
      const home = chosen && chosen.path.length > 4 ? chosen.placeId : null
      const rows = await households.list(home ? scope : within, home, after, wish.limit)
      return { rows, understoodAs: chosen ? '按所选地点列出' : '列出您负责范围内的家庭' }
    }
    if ([...text].length < 2)
      throw new AppError('invalid_input', { issues: [{ path: 'body.text', message: '至少填 2 个字，如楼幢、户室或户号' }] })
    const found = await addresses.like(text.toLowerCase(), within)
    const homes = found.filter((place) => place.path.length > 4).map((place) => place.placeId)
    const areas = found.filter((place) => place.path.length <= 4).map((place) => place.placeId)
    const rows = await households.search(scope, { homes, areas, code: text }, after, wish.limit)
    return { rows, understoodAs: homes.length + areas.length > 0 ? '按地址查找' : '按户号查找' }
  }
}
