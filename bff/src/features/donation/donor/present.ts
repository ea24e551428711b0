import type { DonorRow } from '@minsheng/shared/contracts/donation'
import { NAMELESS_LABEL } from './domain.ts'
import type { DonorSum } from './store.ts'

/** A donor as the charity may know them: by the name they left, never by their account. */
export function presentDonor(donor: DonorSum, titles: ReadonlyMap<string, string>, thankedAt: Date | null): DonorRow {
  return {
    giftId: donor.last.id,
    label: donor.name?.name ?? NAMELESS_LABEL,
    giftCount: donor.giftCount,
    totalFen: donor.totalFen,
    firstGivenAt: donor.first.toISOString(),
    lastGivenAt: donor.last.at.toISOString(),
    campaigns: donor.campaignIds
      .map((id) => ({ id, title: titles.get(id) ?? '项目' }))
      .sort((a, b) => a.title.localeCompare(b.title, 'zh')),
    thankedAt: thankedAt?.toISOString() ?? null,
  }
}
