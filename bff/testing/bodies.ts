import { randomBytes } from 'node:crypto'
import type { campaignDraft, charityInput, charityProjectInput } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type * as z from 'zod'
import { freshUscc } from './district.ts'

export type CampaignBody = z.output<typeof campaignDraft>
export type CharityProjectBody = z.input<typeof charityProjectInput>
export type CharityBody = z.input<typeof charityInput>

/** A calendar date in Shanghai so many days from today. */
export const dayFromToday = (days: number) => shanghaiDate(new Date(Date.now() + days * 24 * 3600_000))

export function charityBody(change: Partial<CharityBody> = {}): CharityBody {
  return {
    name: '新登记慈善组织',
    uscc: freshUscc(),
    certificateNumber: null,
    certificateExpiresOn: null,
    contactName: '李老师',
    contactPhone: '0571-11111111',
    address: '登记路 1 号',
    subMchid: null,
    ...change,
  }
}

export function campaignBody(charityId: string, change: Partial<CampaignBody> = {}): CampaignBody {
  return {
    charityId,
    title: '爱心棉被',
    purpose: '给独居老人送棉被',
    story: '入冬前把棉被送到门口。',
    channel: 'demo',
    startsOn: dayFromToday(-1),
    endsOn: dayFromToday(60),
    area: '上城区',
    leader: '周老师',
    account: '演示账户',
    beneficiaries: '独居老人',
    use: '棉被与配送',
    cost: '不提取管理费',
    surplusPlan: '用于下一年度',
    queryMethod: '小程序项目页',
    filingNumber: null,
    designatedUrl: null,
    counselApproval: null,
    goalFen: 100_000,
    budget: [
      { label: '棉被', amountFen: 90_000 },
      { label: '配送', amountFen: 10_000 },
    ],
    suggestedAmountsFen: [100, 1_000],
    coverPictureId: null,
    projectId: null,
    emergency: false,
    filedOn: null,
    ...change,
  }
}

export function venueBody(name = `点位${randomBytes(4).toString('hex')}`) {
  return { name, kind: 'community' as const, community: '演示社区', address: '演示路 3 号' }
}

export function charityProjectBody(charityId: string, change: Partial<CharityProjectBody> = {}): CharityProjectBody {
  return {
    charityId,
    name: '独居老人过冬',
    purpose: '让独居老人暖和过冬',
    startsOn: dayFromToday(-1),
    endsOn: dayFromToday(90),
    budget: [{ label: '棉被', amountFen: 90_000 }],
    milestones: [
      { id: 'ms_list', label: '核对名单', dueOn: dayFromToday(10) },
      { id: 'ms_send', label: '送到门口', dueOn: dayFromToday(40) },
    ],
    ...change,
  }
}
