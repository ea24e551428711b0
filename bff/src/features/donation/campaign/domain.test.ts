import { describe, expect, test } from 'vitest'
import { type CampaignFields, type CampaignState, notAcceptingReason, publishIssues, type RaisingCharity, submitIssues } from './domain.ts'

const today = '2026-07-15'
const uscc = '53330102MJ900001XX'
const charity: RaisingCharity = { uscc, certificateNumber: '浙募证1', certificateExpiresOn: '2026-12-31', subMchid: '1900006511' }
const fields: CampaignFields = {
  charityId: 'chr_1',
  title: '独居老人午餐',
  purpose: '午餐',
  story: '午餐',
  channel: 'own_site',
  startsOn: '2026-07-01',
  endsOn: '2026-07-31',
  area: '上城区',
  leader: '周老师',
  account: '账户',
  beneficiaries: '独居老人',
  use: '午餐',
  cost: '无',
  surplusPlan: '用于下一年度',
  queryMethod: '项目页',
  filingNumber: `${uscc}A26001`,
  designatedUrl: null,
  counselApproval: '2026-05-01 民法意〔2026〕1号',
  goalFen: 100,
  budget: [{ label: '午餐', amountFen: 100 }],
  suggestedAmountsFen: [100],
  coverPictureId: null,
  projectId: 'prj_1',
  emergency: false,
  filedOn: '2026-06-21',
}
const channels = ['designated', 'own_site', 'targeted', 'in_kind', 'demo'] as const
type Channel = (typeof channels)[number]

const missing: Record<
  string,
  { fields?: Partial<CampaignFields>; charity?: Partial<RaisingCharity>; path: string; stops: readonly Channel[] }
> = {
  'no certificate': { charity: { certificateNumber: null }, path: 'charityId', stops: ['own_site', 'designated'] },
  'a certificate without a last day': { charity: { certificateExpiresOn: null }, path: 'charityId', stops: ['own_site', 'designated'] },
  'a certificate that ended yesterday': {
    charity: { certificateExpiresOn: '2026-07-14' },
    path: 'charityId',
    stops: ['own_site', 'designated'],
  },
  'no filing number': { fields: { filingNumber: null }, path: 'filingNumber', stops: ['own_site', 'designated'] },
  'the filing number of another charity': {
    fields: { filingNumber: '53330102MJ900002YYA26001' },
    path: 'filingNumber',
    stops: ['own_site', 'designated'],
  },
  'no day of filing': { fields: { filedOn: null }, path: 'filedOn', stops: ['own_site', 'designated'] },
  'a day of filing that is not there yet': { fields: { filedOn: '2026-07-16' }, path: 'filedOn', stops: ['own_site', 'designated'] },
  'filed nine days before it starts': { fields: { filedOn: '2026-06-22' }, path: 'startsOn', stops: ['own_site', 'designated'] },
  'no project': { fields: { projectId: null }, path: 'projectId', stops: channels },
  'an emergency filed too late': {
    fields: { emergency: true, filingNumber: null, startsOn: '2026-07-04' },
    path: 'filingNumber',
    stops: ['own_site', 'designated'],
  },
  'no approval by counsel': { fields: { counselApproval: null }, path: 'counselApproval', stops: ['own_site'] },
  'no merchant number': { charity: { subMchid: null }, path: 'charityId', stops: ['own_site', 'demo'] },
  'a last day in the past': { fields: { endsOn: '2026-07-14' }, path: 'endsOn', stops: channels },
}

describe('publishing', () => {
  test.each(channels)('%s with every fact right has no issue', (channel) => {
    expect(publishIssues({ ...fields, channel }, charity, today)).toEqual([])
  })

  test.each(channels.flatMap((channel) => Object.entries(missing).map(([what, change]) => [channel, what, change] as const)))(
    '%s with %s',
    (channel, _, change) => {
      const issues = publishIssues({ ...fields, ...change.fields, channel }, { ...charity, ...change.charity }, today)
      expect(issues.map((issue) => issue.path)).toEqual(change.stops.includes(channel) ? [change.path] : [])
      for (const issue of issues) expect(issue.message).toMatch(/\p{Script=Han}/u)
    },
  )

  test('everything missing is told at once', () => {
    const nothing: RaisingCharity = { uscc, certificateNumber: null, certificateExpiresOn: null, subMchid: null }
    const paths = publishIssues({ ...fields, filingNumber: null, counselApproval: null, endsOn: '2026-07-01' }, nothing, today).map(
      (issue) => issue.path,
    )
    expect(paths).toEqual(['charityId', 'filingNumber', 'counselApproval', 'charityId', 'endsOn'])
  })

  test('an emergency may be filed within ten days after it began', () => {
    const urgent = { ...fields, emergency: true, filingNumber: null, filedOn: null, startsOn: '2026-07-05' }
    expect(publishIssues(urgent, charity, today)).toEqual([])
    expect(publishIssues(urgent, charity, '2026-07-16').map(({ path }) => path)).toEqual(['filingNumber', 'filedOn'])
  })

  test('what is handed in is complete: each field once, the missing ones first', () => {
    const blank = { ...fields, title: '', startsOn: '', goalFen: 0, budget: [], designatedUrl: 'nonsense', filingNumber: null }
    const issues = submitIssues({ ...blank, projectId: null }, charity, today)
    expect(issues.map(({ path }) => path)).toEqual(['title', 'startsOn', 'designatedUrl', 'goalFen', 'budget', 'projectId', 'filingNumber'])
    for (const { message } of issues) expect(message).toMatch(/\p{Script=Han}/u)
    expect(submitIssues(fields, charity, today)).toEqual([])
    expect(submitIssues({ ...blank, emergency: true, filedOn: null }, charity, today).map(({ path }) => path)).toContain('startsOn')
  })

  test('a certificate counts on its last day, and a campaign may be published on its own', () => {
    expect(publishIssues({ ...fields, endsOn: today }, { ...charity, certificateExpiresOn: today }, today)).toEqual([])
  })
})

describe('taking gifts', () => {
  const published = { ...fields, state: 'published' as const, counselConfirmed: {} }
  const reason = (
    change: Partial<typeof fields & { state: CampaignState; counselConfirmed: object | null }> = {},
    of: Partial<RaisingCharity> = {},
    on = today,
    demoAllowed = true,
  ) => notAcceptingReason({ ...published, ...change }, { ...charity, ...of }, on, demoAllowed)

  test.each<[Channel, string | null]>([
    ['own_site', null],
    ['demo', null],
    ['designated', '指定的募捐平台'],
    ['targeted', '定向募捐'],
    ['in_kind', '只接受物资'],
  ])('%s', (channel, words) => {
    if (words === null) expect(reason({ channel })).toBeNull()
    else expect(reason({ channel })).toContain(words)
  })

  test.each<[string, Parameters<typeof reason>, string | null]>([
    ['the day before it starts', [{}, {}, '2026-06-30'], '从2026年7月1日（周三）起接受捐款'],
    ['its first day', [{}, {}, '2026-07-01'], null],
    ['its last day', [{}, {}, '2026-07-31'], null],
    ['the day after', [{}, {}, '2026-08-01'], '已经结束'],
    ['closed', [{ state: 'closed' }], '已经结束'],
    ['a draft', [{ state: 'draft' }], '还没有发布'],
    ['no certificate', [{}, { certificateNumber: null }], '没有登记公开募捐资格证书'],
    ["the certificate's last day", [{}, { certificateExpiresOn: today }], null],
    ['the day after the certificate', [{}, { certificateExpiresOn: '2026-07-14' }], '证书已过期'],
    ['a certificate without a last day', [{}, { certificateExpiresOn: null }], '证书已过期'],
    ['no filing number', [{ filingNumber: null }], '备案信息正在核对'],
    ['the filing number of another', [{ filingNumber: '53330102MJ900002YYA26001' }], '备案信息正在核对'],
    ['no approval by counsel', [{ counselApproval: null }], '备案信息正在核对'],
    ['an approval the bureau has not confirmed', [{ counselConfirmed: null }], '备案信息正在核对'],
    ['in review', [{ state: 'in_review' }], '还没有发布'],
    ['returned', [{ state: 'returned' }], '还没有发布'],
    ['an emergency on its tenth day, not filed yet', [{ emergency: true, filingNumber: null, startsOn: '2026-07-05' }], null],
    ['an emergency after its tenth day, not filed', [{ emergency: true, filingNumber: null, startsOn: '2026-07-04' }], '备案信息正在核对'],
    ['a demonstration needs no confirmation', [{ channel: 'demo', counselConfirmed: null }], null],
    ['no merchant number', [{}, { subMchid: null }], '收款账户还没有开通'],
    ['a demonstration without a merchant number', [{ channel: 'demo' }, { subMchid: null }], '收款账户还没有开通'],
    ['a demonstration where none is allowed', [{ channel: 'demo' }, {}, today, false], '演示项目'],
    [
      'a demonstration needs no legal facts',
      [{ channel: 'demo', filingNumber: null, counselApproval: null }, { certificateNumber: null }],
      null,
    ],
  ])('%s', (_, args, words) => {
    if (words === null) expect(reason(...args)).toBeNull()
    else expect(reason(...args)).toContain(words)
  })
})
