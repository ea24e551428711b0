import { ApiError } from '@minsheng/shared/client'
import { call } from '../../platform/request'
import { recall, remember } from '../../platform/storage'

const KEPT_AS = 'patrol-memberships'

interface Membership {
  charityId: string
  charityName: string
}

function kept(): Membership[] | null {
  try {
    return JSON.parse(recall(KEPT_AS) ?? 'null') as Membership[] | null
  } catch {
    // Half written when the phone died; the next time with a network brings it anew.
    return null
  }
}

/** For whom this person patrols; without a network, for whom they did the last time. @throws ApiError */
export async function readMemberships(): Promise<Membership[]> {
  try {
    const { memberships } = await call('getMyPatrol')
    const mine = memberships.map(({ charityId, charityName }) => ({ charityId, charityName }))
    remember(KEPT_AS, JSON.stringify(mine))
    return mine
  } catch (error) {
    const before = error instanceof ApiError && error.kind === 'offline' ? kept() : null
    if (before) return before
    throw error
  }
}
