import type { Ground, Helper } from './dispatch/domain.ts'

/** Who works where, and who is on duty; kept by people and identity. */
export interface HelpersPort {
  /** On duty for a grid, or for all grids of a community, at an instant. */
  onDuty: (question: {
    placeId: string
    at: Date
  }) => Promise<readonly { gridId: string; accountId: string; name: string; because: 'shift' | 'assigned' }[]>
  /** People whose role itself is in the place. */
  withRole: (placeId: string, role: 'community' | 'street' | 'district_office') => Promise<readonly { id: string; name: string }[]>
}

const people = (found: readonly { id: string; name: string }[]): Helper[] => found.map(({ id, name }) => ({ accountId: id, name }))

export type GroundOf = (path: readonly string[], at: Date) => Promise<Ground>

/** Who works where changes by the hour; many calls at once ask the same. */
const KEPT_MS = 1_000
const MOST_KEPT = 2_000

/** Who could go to a place at an instant, no older than a second: what is not known of the place has nobody. */
export function createGroundOf({ onDuty, withRole }: HelpersPort): GroundOf {
  const kept = new Map<string, { at: number; ground: Promise<Ground> }>()

  async function read([district, street, community, grid]: readonly string[], at: Date): Promise<Ground> {
    const none = Promise.resolve([])
    const [ofCommunity, communityStaff, streetStaff, districtStaff] = await Promise.all([
      community ? onDuty({ placeId: community, at }) : none,
      community ? withRole(community, 'community') : none,
      street ? withRole(street, 'street') : none,
      district ? withRole(district, 'district_office') : none,
    ])
    const onShift = ofCommunity.filter(({ because }) => because === 'shift')
    return {
      onShift: onShift.filter(({ gridId }) => gridId === grid),
      nearby: onShift.filter(({ gridId }) => gridId !== grid),
      assigned: ofCommunity.filter(({ because, gridId }) => because === 'assigned' && gridId === grid),
      community: people(communityStaff),
      street: people(streetStaff),
      district: people(districtStaff),
    }
  }

  return (path, at) => {
    const key = path.join(' ')
    const before = kept.get(key)
    if (before && Math.abs(at.getTime() - before.at) < KEPT_MS) return before.ground
    if (kept.size >= MOST_KEPT) kept.clear()
    const ground = read(path, at)
    kept.set(key, { at: at.getTime(), ground })
    // What could not be read is asked anew.
    ground.catch(() => kept.delete(key))
    return ground
  }
}
