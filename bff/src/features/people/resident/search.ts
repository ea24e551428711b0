import type { SpecialGroup } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { HouseholdStore } from '../household/store.ts'
import type { AddressBook } from '../place/address-book.ts'
import type { PlaceDocument, PlaceStore } from '../place/store.ts'
import { understand } from './domain.ts'
import type { ResidentQuery } from './query.ts'
import type { ResidentRecord, ResidentStore } from './store.ts'

/** More homes than this under one address text is no address yet. */
const MOST_HOMES = 300
const MOST_COMMUNITIES = 60

export interface SearchWish {
  text: string
  placeId?: string | undefined
  group?: SpecialGroup | undefined
  birthDate?: string | undefined
}

const refuse = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path, message }] })

export function createResidentSearch({
  residents,
  households,
  places,
  addresses,
  clock,
}: {
  residents: ResidentStore
  households: HouseholdStore
  places: PlaceStore
  addresses: AddressBook
  clock: Clock
}) {
  /** The communities a name may be looked for in: names are only found community by community. */
  async function communitiesOf(within: PlaceDocument[]): Promise<string[]> {
    const ids = new Set<string>()
    for (const place of within) {
      const own = place.path[2]
      if (own) ids.add(own)
      else
        for (const community of await places.list({ within: place.placeId, kind: 'community' }, null, MOST_COMMUNITIES))
          ids.add(community.placeId)
    }
    return [...ids]
  }

  /** Homes and places an address text means. */
  async function addressed(text: string, scope: readonly string[]) {
    const found = await addresses.like(text, scope)
    return {
      homes: found.filter((place) => place.path.length > 4).map((place) => place.placeId),
      areas: found.filter((place) => place.path.length <= 4).map((place) => place.placeId),
    }
  }

  return async function search(
    wish: SearchWish,
    scopeIds: readonly string[],
    after: string | null,
    limit: number,
  ): Promise<{ rows: ResidentRecord[]; understoodAs: string }> {
    const meant = understand(wish.text)
    if (meant.kind === 'refused') throw refuse('body.text', meant.message)
    const chosen = wish.placeId ? await places.place(wish.placeId) : null
    const inScope = chosen?.path.some((id) => scopeIds.includes(id)) ?? false
    // A place of somebody else's is as good as none.
    if (wish.placeId && !inScope) return { rows: [], understoodAs: '这个地点里没有您能查看的居民' }
    const within = chosen ? [chosen] : await places.byIds(scopeIds)
    const query: ResidentQuery = {
      scope: within.map((place) => place.placeId),
      group: wish.group && { kind: wish.group, on: shanghaiDate(clock.now()) },
      found: [],
    }
    if (chosen && chosen.path.length > 4) {
      query.scope = scopeIds
      query.found = [{ householdIds: await households.idsAt([chosen.placeId], MOST_HOMES) }]
      if (meant.kind !== 'everything') throw refuse('body.text', '已选定楼幢或户室，请先清空文字')
    }
    const wide = within.some((place) => place.path.length === 1)
    switch (meant.kind) {
      case 'everything':
        return {
          rows: await residents.search(query, after, limit),
          understoodAs: wish.group || chosen ? '按所选条件列出' : '列出您负责范围内的居民',
        }
      case 'id_number':
        return {
          rows: await residents.search({ ...query, found: [{ idNumber: meant.idNumber }] }, after, limit),
          understoodAs: '按身份证号查找',
        }
      case 'phone':
        return { rows: await residents.search({ ...query, found: [{ phone: meant.phone }] }, after, limit), understoodAs: '按电话查找' }
      case 'pinyin':
      case 'words': {
        const part = meant.kind === 'pinyin' ? meant.letters : meant.text
        if (wish.birthDate)
          return {
            rows: await residents.search({ ...query, found: [{ nameBirth: { name: part, birthDate: wish.birthDate } }] }, after, limit),
            understoodAs: '按全名和出生日期查找',
          }
        const { homes, areas } = await addressed(part, query.scope)
        const found: ResidentQuery['found'] = []
        if (areas.length > 0) found.push({ placeIds: areas })
        if (homes.length > 0) found.push({ householdIds: await households.idsAt(homes, MOST_HOMES) })
        if (!wide) found.push({ nameParts: { part, communityIds: await communitiesOf(within) } })
        if (found.length === 0) throw refuse('body.birthDate', '在全区按姓名查找，请再选一个街道、社区或网格，或填写全名和出生日期')
        return {
          rows: await residents.search({ ...query, found }, after, limit),
          understoodAs:
            homes.length + areas.length > 0
              ? wide
                ? '按地址查找'
                : '按姓名和地址查找'
              : meant.kind === 'pinyin'
                ? '按姓名拼音查找'
                : '按姓名查找',
        }
      }
    }
  }
}
export type ResidentSearch = ReturnType<typeof createResidentSearch>
