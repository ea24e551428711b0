import type { FeedLine } from '@minsheng/shared/contracts/feed'
import type { Database } from '../../bff/src/platform/db/index.ts'
import { charityLine, freshUscc, lunchLine } from '../../bff/testing/district.ts'

/** One charity with one open campaign; both are made real, for production takes no gifts to demonstrations. */
export async function plantCampaign(
  db: Database,
  load: (line: Extract<FeedLine, { type: 'charity' | 'campaign' | 'venue' | 'code' | 'picture' }>) => Promise<unknown>,
): Promise<{ campaignId: string; subMchid: string }> {
  const [charityId, campaignId, subMchid] = ['chr_bench', 'cmp_bench', '1900006511']
  const uscc = freshUscc()
  await load(charityLine(charityId, uscc, subMchid))
  await load(lunchLine(campaignId, charityId, uscc))
  await db.collection<{ _id: string }>('charities').updateOne({ _id: charityId }, { $set: { demo: false } })
  await db.collection<{ _id: string }>('campaigns').updateOne(
    { _id: campaignId },
    {
      $set: {
        channel: 'own_site',
        counselApproval: '已审核（测量用）',
        counselConfirmed: { by: 'bench', at: new Date(), document: '已审核（测量用）' },
      },
    },
  )
  return { campaignId, subMchid }
}
