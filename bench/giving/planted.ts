import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { usccCheckCharacter } from '@minsheng/shared/units/uscc'
import type { Database } from '../../bff/src/platform/db/index.ts'

const day = (offsetDays: number) => shanghaiDate(new Date(Date.now() + offsetDays * 24 * 3_600_000))

/** One charity with one open campaign; both are made real, for production takes no gifts to demonstrations. */
export async function plantCampaign(
  db: Database,
  load: (line: Extract<FeedLine, { type: 'charity' | 'campaign' | 'venue' | 'code' | 'picture' }>) => Promise<unknown>,
): Promise<{ campaignId: string; subMchid: string }> {
  const [charityId, campaignId, subMchid] = ['chr_bench', 'cmp_bench', '1900006511']
  const first17 = '53330102MJ0900001'
  const uscc = `${first17}${usccCheckCharacter(first17)}`
  await load({
    type: 'charity',
    id: charityId,
    demo: true,
    name: '测量用慈善组织',
    uscc,
    certificateNumber: '浙募证测量001',
    certificateExpiresOn: day(365),
    contactName: '周老师',
    contactPhone: '0571-00000000',
    address: '测量路 1 号',
    subMchid,
  })
  await load({
    type: 'campaign',
    id: campaignId,
    state: 'published',
    charityId,
    title: '独居老人午餐',
    purpose: '给独居老人送午餐',
    story: '每天中午，志愿者把热饭送到门口。',
    channel: 'demo',
    startsOn: day(-10),
    endsOn: day(100),
    area: '上城区',
    leader: '周老师',
    account: '测量账户',
    beneficiaries: '独居老人',
    use: '午餐与配送',
    cost: '不提取管理费',
    surplusPlan: '用于下一年度',
    queryMethod: '小程序项目页',
    filingNumber: `${uscc}A26001`,
    designatedUrl: null,
    counselApproval: null,
    goalFen: 100_000,
    budget: [
      { label: '午餐', amountFen: 80_000 },
      { label: '配送', amountFen: 20_000 },
    ],
    suggestedAmountsFen: [100, 1_000, 5_000],
    coverPictureId: null,
    projectId: null,
    emergency: false,
    filedOn: day(-30),
  })
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
