import { randomBytes } from 'node:crypto'
import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { usccCheckCharacter } from '@minsheng/shared/units/uscc'
import type { TestApp } from './app.ts'

type CharityLine = Extract<FeedLine, { type: 'charity' }>
type CampaignLine = Extract<FeedLine, { type: 'campaign' }>
type CodeLine = Extract<FeedLine, { type: 'code' }>

let sequence = 0

/** A well-formed 统一社会信用代码 that no other call gives. */
export function freshUscc(): string {
  sequence += 1
  const first17 = `53330102MJ${(900_000 + sequence).toString().padStart(7, '0')}`
  return `${first17}${usccCheckCharacter(first17)}`
}

const day = (offsetDays: number) => shanghaiDate(new Date(Date.now() + offsetDays * 24 * 3600_000))

/** A charity of the tests that may be paid on the stand-in. */
export const charityLine = (id: string, uscc: string, subMchid: string | null): CharityLine => ({
  type: 'charity',
  id,
  demo: true,
  name: '演示慈善组织',
  uscc,
  certificateNumber: '浙募证演示001',
  certificateExpiresOn: day(365),
  contactName: '周老师',
  contactPhone: '0571-00000000',
  address: '演示路 1 号',
  subMchid,
})

/** A published campaign of such a charity, open today. */
export const lunchLine = (id: string, charityId: string, uscc: string): CampaignLine => ({
  type: 'campaign',
  id,
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
  account: '演示账户',
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

export interface District {
  charityId: string
  /** The charity project the campaign raises for. */
  projectId: string
  uscc: string
  campaignId: string
  venueId: string
  codeId: string
  subMchid: string
}

/** A charity that may be paid on the stand-in, a published campaign, a venue and an active code. */
export async function district(
  test: TestApp,
  change: { campaign?: Partial<CampaignLine>; code?: Partial<CodeLine>; subMchid?: string | null } = {},
): Promise<District> {
  const suffix = randomBytes(6).toString('hex')
  const uscc = freshUscc()
  const [charityId, campaignId, venueId] = [`chr_${suffix}`, `cmp_${suffix}`, `ven_${suffix}`]
  const codeId = suffix
  const subMchid = change.subMchid === undefined ? '1900006511' : change.subMchid
  const load = (line: Parameters<TestApp['app']['donation']['loadFeedLine']>[0]) =>
    test.app.donation.loadFeedLine(line, () => Buffer.alloc(0))
  await load(charityLine(charityId, uscc, subMchid))
  await load({ type: 'venue', id: venueId, name: `演示点位${suffix}`, kind: 'community', community: '演示社区', address: '演示路 2 号' })
  await load({ ...lunchLine(campaignId, charityId, uscc), ...change.campaign })
  await load({ type: 'code', id: codeId, campaignId, venueId, expiresOn: day(90), state: 'active', reason: null, ...change.code })
  return { charityId, projectId: `prj_${suffix}`, uscc, campaignId, venueId, codeId, subMchid: subMchid ?? '' }
}
