import type { LinkState } from '@minsheng/shared/contracts/privacy'
import type { Visitor } from '../../platform/auth/actor.ts'
import type { RegisteredHome, RuleSubjects } from './subject.ts'

export type HomeOf = (visitor: Visitor) => Promise<{ home: RegisteredHome | null; link: LinkState; realNameNeeded: boolean }>

/** Which resident a visitor is, as far as they agreed to be known. */
export type ResidentOf = (visitor: Visitor) => Promise<{ residentId: string | null; link: LinkState; proven: boolean }>

/** The visitor's home, once it is proven who they are: a phone alone may have changed hands. */
export const createHomeOf =
  (residentOf: ResidentOf, subjects: Pick<RuleSubjects, 'home'>): HomeOf =>
  async (visitor) => {
    const ward = visitor.actingBy?.ward
    // Who acts for a child was proven to be their guardian when the request came.
    if (ward) return { home: await subjects.home(ward.residentId), link: 'linked', realNameNeeded: false }
    const { residentId, link, proven } = await residentOf(visitor)
    if (residentId === null || !proven) return { home: null, link, realNameNeeded: residentId !== null }
    return { home: await subjects.home(residentId), link, realNameNeeded: false }
  }
