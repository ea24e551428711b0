import type { Ground, Helper, NearHelper } from './dispatch/domain.ts'
import type { AtWork } from './duty/domain.ts'

/** Who works where, and who is on duty; kept by people and identity. */
export interface HelpersPort {
  /** On duty for a grid, or for all grids of a community, at an instant. */
  onDuty: (question: {
    placeId: string
    at: Date
  }) => Promise<readonly { gridId: string; accountId: string; name: string; because: 'shift' | 'assigned'; since: Date | null }[]>
  /** People whose role itself is in the place. */
  withRole: (placeId: string, role: 'community' | 'street' | 'district_office') => Promise<readonly { id: string; name: string }[]>
}

interface GroundParts extends HelpersPort {
  /** Who said that they are at work, and where their phones are. */
  atWork: (placeId: string, at: Date) => Promise<readonly AtWork[]>
  /** When each of them said last that they are not. */
  leftAt: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, Date>>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

const people = (found: readonly { id: string; name: string }[], atWork: readonly AtWork[]): Helper[] => {
  const isAtWork = ({ id }: { id: string }) => atWork.some(({ accountId }) => accountId === id)
  const first = [...found.filter(isAtWork), ...found.filter((one) => !isAtWork(one))]
  return first.map(({ id, name }) => ({ accountId: id, name }))
}

export type GroundOf = ReturnType<typeof createGroundOf>

/** Who works where changes by the hour; many calls at once ask the same. */
const KEPT_MS = 1_000
const MOST_KEPT = 2_000

/** Who could go to a place at an instant, no older than a second: what is not known of the place has nobody. */
export function createGroundOf({ onDuty, withRole, atWork, leftAt, staffNames }: GroundParts) {
  const kept = new Map<string, { at: number; ground: Promise<Ground> }>()

  async function read([district, street, community, grid]: readonly string[], at: Date): Promise<Ground> {
    const none = Promise.resolve([])
    const [ofCommunity, communityStaff, streetStaff, districtStaff, working] = await Promise.all([
      community ? onDuty({ placeId: community, at }) : none,
      community ? withRole(community, 'community') : none,
      street ? withRole(street, 'street') : none,
      district ? withRole(district, 'district_office') : none,
      district ? atWork(street ?? district, at) : none,
    ])
    const rostered = ofCommunity.filter(({ because }) => because === 'shift')
    const goers = working.filter(({ goes }) => goes)
    const saidSo = new Set(goers.map(({ accountId }) => accountId))
    const [left, names] = await Promise.all([
      leftAt(rostered.map(({ accountId }) => accountId).filter((id) => !saidSo.has(id))),
      staffNames(goers.map(({ accountId }) => accountId)),
    ])
    // Whoever went off duty since their turn began is not there, whatever the roster says.
    const isAbsent = ({ accountId, since }: (typeof rostered)[number]) => {
      const at = left.get(accountId)
      return at !== undefined && (since === null || at >= since)
    }
    const there = rostered.filter((one) => !isAbsent(one))
    const helper = ({ accountId }: AtWork): Helper => ({ accountId, name: names.get(accountId) ?? '工作人员' })
    const ofGrid = goers.filter(({ placeIds }) => placeIds.some((id) => id === grid || id === community))
    const others = goers.filter((one) => !ofGrid.includes(one))
    return {
      onShift: unique([...(grid ? ofGrid.map(helper) : []), ...there.filter(({ gridId }) => gridId === grid)]),
      absent: rostered.filter((one) => one.gridId === grid && isAbsent(one)),
      near: others.map((one): NearHelper => ({ ...helper(one), fix: one.fix, inCommunity: one.within.includes(community ?? '') })),
      nearby: there.filter(({ gridId }) => gridId !== grid),
      assigned: ofCommunity.filter(({ because, gridId }) => because === 'assigned' && gridId === grid),
      community: people(communityStaff, working),
      street: people(streetStaff, working),
      district: people(districtStaff, working),
    }
  }
  const groundOf = (path: readonly string[], at: Date): Promise<Ground> => {
    const key = path.slice(0, 4).join(' ')
    const before = kept.get(key)
    if (before && Math.abs(at.getTime() - before.at) < KEPT_MS) return before.ground
    if (kept.size >= MOST_KEPT) kept.clear()
    const ground = read(path, at)
    kept.set(key, { at: at.getTime(), ground })
    // What could not be read is asked anew.
    ground.catch(() => kept.delete(key))
    return ground
  }
  /** Somebody went on duty or off, or is elsewhere now. */
  const forget = () => kept.clear()
  return Object.assign(groundOf, { forget })
}

const unique = (helpers: readonly Helper[]): Helper[] => [...new Map(helpers.map((one) => [one.accountId, one])).values()]
