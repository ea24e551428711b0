import type { BenefitList } from '@minsheng/shared/contracts/policy'
import type { LinkState } from '@minsheng/shared/contracts/privacy'
import { call } from '../../platform/request'
import { type Remote, useRemote } from '../../platform/use-remote'
import { tryOut } from './trial'

export type ListKind = 'mine' | 'trial'

/** One's own list, or why it is not shown. */
export interface BenefitsAnswer {
  link: LinkState
  realNameNeeded: boolean
  list: BenefitList | null
  /** Ids of what they said they don't need. */
  declined: readonly string[]
}

/** The list of the page: one's own, or that of a trial. A trial is of nobody in the register. */
export function useBenefits(kind: ListKind): Remote<BenefitsAnswer> {
  return useRemote(`benefits-${kind}`, async () => (kind === 'mine' ? call('getMyBenefits') : opened(await tryOut())))
}

/** Which of the two a page's address asks for. */
export const kindOf = (of: string | undefined): ListKind => (of === 'trial' ? 'trial' : 'mine')

/** A list that is open to whom looks at it. */
export const opened = (list: BenefitList): BenefitsAnswer => ({ link: 'linked', realNameNeeded: false, list, declined: [] })
