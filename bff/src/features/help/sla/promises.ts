import type { HelpClass } from '@minsheng/shared/contracts/help'
import { helpTermsOn } from '@minsheng/shared/law/help'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { type SlaTerms, termsOf } from './domain.ts'
import type { TermsStore } from './store.ts'

/** What is promised for a class of calls at an instant. */
export type TermsAt = (urgency: HelpClass, at: Date) => Promise<SlaTerms>

/** What the bureau published for the day, or what came with the product where that is newer. */
export function createTermsAt({ on }: Pick<TermsStore, 'on'>): TermsAt {
  return async (urgency, at) => {
    const date = shanghaiDate(at)
    const published = await on(date)
    if (!published || published.from < helpTermsOn(date).from) return termsOf(urgency, at)
    return { version: published._id, illustrative: published.illustrative, ...published.classes[urgency] }
  }
}
