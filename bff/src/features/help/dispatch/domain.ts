import type { HelpRung } from '@minsheng/shared/contracts/help'

export interface Helper {
  accountId: string
  name: string
}

/** Who could go, near to far, as it is at one instant. */
export interface Ground {
  /** On duty in the grid the call comes from. */
  onShift: readonly Helper[]
  /** On duty in the community's other grids. */
  nearby: readonly Helper[]
  /** Whose grid it is, on duty or not. */
  assigned: readonly Helper[]
  community: readonly Helper[]
  street: readonly Helper[]
  district: readonly Helper[]
}

export interface Choice {
  helper: Helper
  rung: HelpRung
  /** Why this one, in words a worker reads. */
  because: string
}

/**
 * Who is asked first; those who said they can't go are passed over. Null when there is nobody at all: the district's desk sees it.
 * @param anew opened again by whoever called: it goes to those above the one who had it
 */
export function choose(ground: Ground, passedOver: readonly string[], anew = false): Choice | null {
  type Way = readonly [readonly Helper[], HelpRung, (name: string) => string]
  const near: readonly Way[] = [
    [ground.onShift, 'worker', (name) => `${name}正在这个网格值班`],
    [ground.nearby, 'worker', (name) => `这个网格没有人值班，${name}正在同一社区值班`],
    [ground.assigned, 'worker', (name) => `社区里没有人值班，${name}负责这个网格`],
  ]
  const above: readonly Way[] = [
    [ground.community, 'community', (name) => `由社区的${name}接：${anew ? '居民说没有解决' : '没有网格员可派'}`],
    [ground.street, 'community', (name) => `社区没有人可派，由街道的${name}接`],
    [ground.district, 'district', (name) => `街道没有人可派，由区值班的${name}接`],
  ]
  for (const [helpers, rung, words] of anew ? [...above, ...near] : [...near, ...above]) {
    const helper = helpers.find(({ accountId }) => !passedOver.includes(accountId))
    if (helper) return { helper, rung, because: words(helper.name) }
  }
  return null
}

/** Everybody of a rung. */
export function helpersOf(rung: HelpRung, ground: Ground): readonly Helper[] {
  const groups: Readonly<Record<HelpRung, readonly (readonly Helper[])[]>> = {
    worker: [ground.onShift],
    backup: [ground.nearby, ground.assigned, ground.onShift],
    community: [ground.community, ground.street],
    district: [ground.district],
  }
  return [...new Map(groups[rung].flat().map((helper) => [helper.accountId, helper])).values()]
}
