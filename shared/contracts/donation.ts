import * as z from 'zod'
import { isUscc } from '../units/uscc.ts'
import { calendarDate, empty, fen, file, id, instant, json, operation, page, pageQuery, raw } from './operation.ts'

/** Least and most one gift may be, fen. The ceiling is WeChat's usual single-payment limit for a wallet. */
export const giftLimits = { minFen: 1, maxFen: 5_000_000 } as const

const shortText = (max: number) => z.string().trim().min(1, '请填写').max(max, `最多 ${max} 个字`)

/** How a campaign may take money (慈善法 27): only `own_site` and `demo` pay inside the app. */
export const campaignChannel = z.enum(['designated', 'own_site', 'targeted', 'in_kind', 'demo'])
export const campaignState = z.enum(['draft', 'published', 'closed'])
export const codeState = z.enum(['active', 'paused', 'revoked', 'expired'])
/** `awaiting`: no money yet. `paid`: the journal is written. `closed`: given up, no money taken. `quarantined`: what arrived differs from the order; a person looks at it. */
export const giftState = z.enum(['awaiting', 'paid', 'closed', 'quarantined'])

export const money = z.strictObject({ raisedFen: fen, giftCount: z.number().int().min(0), asOf: instant })

export const budgetLine = z.strictObject({ label: shortText(30), amountFen: fen })

/** A project as a card. */
export const projectSummary = z.strictObject({
  id,
  title: z.string(),
  purpose: z.string(),
  charityName: z.string(),
  coverUrl: z.string().nullable(),
  channel: campaignChannel,
  goalFen: fen,
  totals: money,
  endsOn: calendarDate,
  acceptsGifts: z.boolean(),
})
export type ProjectSummary = z.output<typeof projectSummary>

export const charityFacts = z.strictObject({
  id,
  name: z.string(),
  uscc: z.string(),
  /** 公开募捐资格证书 number and last day, or null when the charity has none. */
  certificateNumber: z.string().nullable(),
  certificateExpiresOn: calendarDate.nullable(),
  contactName: z.string(),
  contactPhone: z.string(),
  address: z.string(),
  demo: z.boolean(),
})

/** Everything 慈善法 25 wants shown, and what the donor wants to know. */
export const project = z.strictObject({
  ...projectSummary.shape,
  story: z.string(),
  beneficiaries: z.string(),
  use: z.string(),
  budget: z.array(budgetLine),
  cost: z.string(),
  surplusPlan: z.string(),
  queryMethod: z.string(),
  area: z.string(),
  leader: z.string(),
  account: z.string(),
  startsOn: calendarDate,
  filingNumber: z.string().nullable(),
  designatedUrl: z.string().nullable(),
  state: campaignState,
  /** Why no gift is taken now, in words; null when gifts are taken. */
  notAcceptingReason: z.string().nullable(),
  charity: charityFacts,
  suggestedAmountsFen: z.array(fen),
})
export type Project = z.output<typeof project>

export const venue = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(['charity_base', 'community', 'shop', 'event']),
  community: z.string(),
  address: z.string(),
  rev: z.number().int(),
})
export type Venue = z.output<typeof venue>

/** What a scan told: a good signature always names its code and state; only `active` may be given to. */
export const scannedCode = z.strictObject({
  codeId: id,
  state: codeState,
  /** Why it can't be given to, in words for the donor; null while active. */
  reason: z.string().nullable(),
  venueName: z.string(),
  project: projectSummary,
  suggestedAmountsFen: z.array(fen),
})
export type ScannedCode = z.output<typeof scannedCode>

export const gift = z.strictObject({
  id,
  projectId: id,
  projectTitle: z.string(),
  charityName: z.string(),
  venueName: z.string().nullable(),
  amountFen: fen,
  anonymous: z.boolean(),
  donorName: z.string().nullable(),
  state: giftState,
  createdAt: instant,
  paidAt: instant.nullable(),
  /** Until when the cashier takes this order. */
  payBefore: instant,
})
export type Gift = z.output<typeof gift>

/** What the front needs to open the cashier. `jsapi` goes to wx.requestPayment as it is. */
export const payment = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('jsapi'),
    appId: z.string(),
    timeStamp: z.string(),
    nonceStr: z.string(),
    package: z.string(),
    signType: z.literal('RSA'),
    paySign: z.string(),
  }),
  z.strictObject({ kind: z.literal('h5'), url: z.url() }),
])
export type Payment = z.output<typeof payment>

export const giftWithPayment = z.strictObject({ gift, payment })

const uscc = z.string().refine(isUscc, '统一社会信用代码不对,请核对 18 位代码')

export const charityInput = z.strictObject({
  name: shortText(60),
  uscc,
  certificateNumber: shortText(60).nullable(),
  certificateExpiresOn: calendarDate.nullable(),
  contactName: shortText(20),
  contactPhone: z.string().regex(/^[0-9-]{7,20}$/, '请填写联系电话'),
  address: shortText(120),
  /** The charity's own WeChat Pay merchant number; money goes there and nowhere else. */
  subMchid: z.string().regex(/^\d{8,12}$/, '请填写 8–12 位特约商户号').nullable(),
})
export const charity = z.strictObject({ ...charityFacts.shape, subMchid: z.string().nullable(), rev: z.number().int(), createdAt: instant })
export type Charity = z.output<typeof charity>

export const campaignFields = z.strictObject({
  charityId: id,
  title: shortText(40),
  purpose: shortText(80),
  story: shortText(4000),
  channel: campaignChannel,
  startsOn: calendarDate,
  endsOn: calendarDate,
  area: shortText(60),
  leader: shortText(20),
  account: shortText(120),
  beneficiaries: shortText(200),
  use: shortText(500),
  cost: shortText(200),
  surplusPlan: shortText(200),
  queryMethod: shortText(200),
  filingNumber: z.string().max(40).nullable(),
  designatedUrl: z.url({ protocol: /^https$/ }).nullable(),
  /** Date and file number of counsel's approval to take gifts on the charity's own site; null until given. */
  counselApproval: shortText(120).nullable(),
  goalFen: fen.min(100, '目标至少 1 元'),
  budget: z.array(budgetLine).min(1, '请至少填写一项预算').max(20),
  suggestedAmountsFen: z.array(fen.min(giftLimits.minFen).max(giftLimits.maxFen)).min(1).max(6),
  coverPictureId: id.nullable(),
})
export const campaignInput = campaignFields.superRefine((value, context) => {
  if (value.endsOn < value.startsOn) context.addIssue({ code: 'custom', path: ['endsOn'], message: '结束日期不能早于开始日期' })
  const budgetFen = value.budget.reduce((sum, line) => sum + line.amountFen, 0)
  if (budgetFen !== value.goalFen) context.addIssue({ code: 'custom', path: ['budget'], message: '预算各项之和要等于目标金额' })
  if (value.channel === 'designated' && value.designatedUrl === null)
    context.addIssue({ code: 'custom', path: ['designatedUrl'], message: '请填写指定平台上的项目网址' })
})
export const campaign = z.strictObject({
  id,
  ...campaignFields.shape,
  charityName: z.string(),
  state: campaignState,
  totals: money,
  coverUrl: z.string().nullable(),
  rev: z.number().int(),
  createdAt: instant,
})
export type Campaign = z.output<typeof campaign>

export const giftCode = z.strictObject({
  id,
  campaignId: id,
  campaignTitle: z.string(),
  venueId: id,
  venueName: z.string(),
  state: codeState,
  stateReason: z.string().nullable(),
  expiresOn: calendarDate,
  /** The printed link. */
  link: z.string(),
  /** The mini-program scene, 30 characters. */
  scene: z.string(),
  gifts: z.strictObject({ count: z.number().int(), amountFen: fen }),
  rev: z.number().int(),
  createdAt: instant,
})
export type GiftCode = z.output<typeof giftCode>

export const giftRow = z.strictObject({
  ...gift.shape,
  charityId: id,
  codeId: id.nullable(),
  transactionId: z.string().nullable(),
  donorLabel: z.string(),
  channel: z.enum(['jsapi', 'h5']),
})
export type GiftRow = z.output<typeof giftRow>

const giftFilter = {
  charityId: id.optional(),
  campaignId: id.optional(),
  codeId: id.optional(),
  state: giftState.optional(),
  /** Days in Asia/Shanghai, both included. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
}

/** Money that arrived but differs from its order; never added to a total until a person decides. */
export const paymentCase = z.strictObject({
  id,
  kind: z.enum(['amount_differs', 'payee_differs', 'appid_differs', 'order_unknown', 'paid_again']),
  outTradeNo: z.string(),
  transactionId: z.string(),
  expected: z.string(),
  arrived: z.string(),
  openedAt: instant,
})
export type PaymentCase = z.output<typeof paymentCase>

const campaignParams = z.strictObject({ campaignId: id })
const charityParams = z.strictObject({ charityId: id })
const codeParams = z.strictObject({ codeId: id })
const giftParams = z.strictObject({ giftId: id })
const withRev = z.strictObject({ rev: z.number().int().min(0) })

const tagResident = '慈善捐赠'
const tagDesk = '慈善捐赠 · 管理'

export const donationContract = {
  listProjects: operation({
    method: 'GET',
    path: '/api/v1/projects',
    summary: '正在进行的公益项目',
    tag: tagResident,
    audience: 'public',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(projectSummary)),
    errors: [],
    idempotency: 'natural',
  }),
  getProject: operation({
    method: 'GET',
    path: '/api/v1/projects/:projectId',
    summary: '项目详情:谁在募、用在哪、筹到多少',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ projectId: id }),
    status: 200,
    response: json(project),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  getPicture: operation({
    method: 'GET',
    path: '/api/v1/pictures/:pictureId',
    summary: '项目图片',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ pictureId: id }),
    status: 200,
    response: file('image/*'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  scanCode: operation({
    method: 'POST',
    path: '/api/v1/code-scans',
    summary: '识别公益码:小程序码的 scene、普通链接的 q,或扫到的文字',
    tag: tagResident,
    audience: 'session',
    body: json(z.strictObject({ source: z.enum(['scene', 'q', 'text']), value: z.string().min(1, '没有扫到内容').max(1024) })),
    status: 200,
    response: json(scannedCode),
    errors: ['code_foreign', 'code_forged', 'too_many_requests'],
    idempotency: 'natural',
  }),
  createGift: operation({
    method: 'POST',
    path: '/api/v1/gifts',
    summary: '捐一笔:下单并取得收银台参数',
    tag: tagResident,
    audience: 'session',
    body: json(
      z.strictObject({
        projectId: id,
        codeId: id.nullable(),
        amountFen: z.number('请填写金额').int('金额最多到分').min(giftLimits.minFen, '至少 0.01 元').max(giftLimits.maxFen, '单笔最多 50,000 元'),
        anonymous: z.boolean(),
        donorName: shortText(20).nullable(),
      }),
    ),
    status: 201,
    response: json(giftWithPayment),
    errors: ['campaign_not_open', 'upstream_unavailable', 'too_many_requests'],
    idempotency: 'key',
  }),
  listMyGifts: operation({
    method: 'GET',
    path: '/api/v1/gifts',
    summary: '我的捐赠',
    tag: tagResident,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(z.strictObject({ ...page(gift).shape, totalPaidFen: fen, paidCount: z.number().int() })),
    errors: [],
    idempotency: 'natural',
  }),
  getMyGift: operation({
    method: 'GET',
    path: '/api/v1/gifts/:giftId',
    summary: '一笔捐赠',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 200,
    response: json(gift),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  checkGiftPayment: operation({
    method: 'POST',
    path: '/api/v1/gifts/:giftId/payment-checks',
    summary: '向微信支付查询这笔捐赠是否到账',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 200,
    response: json(gift),
    errors: ['not_found', 'upstream_unavailable', 'too_many_requests'],
    idempotency: 'natural',
  }),
  resumeGiftPayment: operation({
    method: 'POST',
    path: '/api/v1/gifts/:giftId/payments',
    summary: '继续支付一笔未完成的捐赠',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 201,
    response: json(giftWithPayment),
    errors: ['not_found', 'wrong_state', 'campaign_not_open', 'upstream_unavailable'],
    idempotency: 'key',
  }),
  receivePaymentNotice: operation({
    method: 'POST',
    path: '/api/v1/wechat-pay/transaction-notices',
    summary: '微信支付通知(验签后落库,再处理)',
    tag: '外部通知',
    audience: 'public',
    body: raw(['application/json'], 64 * 1024),
    status: 204,
    response: empty,
    errors: ['notice_rejected', 'malformed_body'],
    idempotency: 'natural',
  }),

  listCharities: operation({
    method: 'GET',
    path: '/api/v1/admin/charities',
    summary: '慈善组织',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(charity)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createCharity: operation({
    method: 'POST',
    path: '/api/v1/admin/charities',
    summary: '登记慈善组织',
    tag: tagDesk,
    audience: 'staff',
    body: json(charityInput),
    status: 201,
    response: json(charity),
    errors: ['forbidden', 'already_exists'],
    idempotency: 'key',
  }),
  updateCharity: operation({
    method: 'PUT',
    path: '/api/v1/admin/charities/:charityId',
    summary: '修改慈善组织',
    tag: tagDesk,
    audience: 'staff',
    params: charityParams,
    body: json(z.strictObject({ ...charityInput.shape, ...withRev.shape })),
    status: 200,
    response: json(charity),
    errors: ['forbidden', 'not_found', 'conflict', 'already_exists'],
    idempotency: 'natural',
  }),
  listCampaigns: operation({
    method: 'GET',
    path: '/api/v1/admin/campaigns',
    summary: '募捐活动',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), state: campaignState.optional() }),
    status: 200,
    response: json(page(campaign)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getCampaign: operation({
    method: 'GET',
    path: '/api/v1/admin/campaigns/:campaignId',
    summary: '一项募捐活动',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    status: 200,
    response: json(campaign),
    errors: ['forbidden', 'not_found'],
    idempotency: 'natural',
  }),
  createCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns',
    summary: '新建募捐活动(草稿)',
    tag: tagDesk,
    audience: 'staff',
    body: json(campaignInput),
    status: 201,
    response: json(campaign),
    errors: ['forbidden', 'not_found'],
    idempotency: 'key',
  }),
  updateCampaign: operation({
    method: 'PUT',
    path: '/api/v1/admin/campaigns/:campaignId',
    summary: '修改募捐活动(仅草稿)',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(z.strictObject({ rev: z.number().int().min(0), campaign: campaignInput })),
    status: 200,
    response: json(campaign),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  publishCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/publish',
    summary: '发布募捐活动',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(withRev),
    status: 200,
    response: json(campaign),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  closeCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/close',
    summary: '结束募捐活动',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(withRev),
    status: 200,
    response: json(campaign),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  uploadPicture: operation({
    method: 'POST',
    path: '/api/v1/admin/pictures',
    summary: '上传图片(JPEG、PNG、WebP,5 MB 以内),返回编号',
    tag: tagDesk,
    audience: 'staff',
    body: raw(['image/jpeg', 'image/png', 'image/webp'], 5 * 1024 * 1024),
    status: 201,
    response: json(z.strictObject({ id, url: z.string() })),
    errors: ['forbidden', 'body_too_large', 'unsupported_media_type'],
    idempotency: 'key',
  }),
  listVenues: operation({
    method: 'GET',
    path: '/api/v1/admin/venues',
    summary: '公益码点位',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(venue)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createVenue: operation({
    method: 'POST',
    path: '/api/v1/admin/venues',
    summary: '新增点位',
    tag: tagDesk,
    audience: 'staff',
    body: json(z.strictObject({ name: shortText(40), kind: venue.shape.kind, community: shortText(40), address: shortText(120) })),
    status: 201,
    response: json(venue),
    errors: ['forbidden', 'already_exists'],
    idempotency: 'key',
  }),
  listCodes: operation({
    method: 'GET',
    path: '/api/v1/admin/codes',
    summary: '公益码',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, campaignId: id.optional(), state: codeState.optional() }),
    status: 200,
    response: json(page(giftCode)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getCode: operation({
    method: 'GET',
    path: '/api/v1/admin/codes/:codeId',
    summary: '一个公益码',
    tag: tagDesk,
    audience: 'staff',
    params: codeParams,
    status: 200,
    response: json(giftCode),
    errors: ['forbidden', 'not_found'],
    idempotency: 'natural',
  }),
  createCode: operation({
    method: 'POST',
    path: '/api/v1/admin/codes',
    summary: '生成公益码(活动 × 点位)',
    tag: tagDesk,
    audience: 'staff',
    body: json(z.strictObject({ campaignId: id, venueId: id, expiresOn: calendarDate })),
    status: 201,
    response: json(giftCode),
    errors: ['forbidden', 'not_found', 'already_exists', 'wrong_state'],
    idempotency: 'key',
  }),
  changeCodeState: operation({
    method: 'POST',
    path: '/api/v1/admin/codes/:codeId/state-changes',
    summary: '暂停、恢复或吊销公益码(吊销不可恢复)',
    tag: tagDesk,
    audience: 'staff',
    params: codeParams,
    body: json(z.strictObject({ rev: z.number().int().min(0), to: z.enum(['active', 'paused', 'revoked']), reason: shortText(60) })),
    status: 200,
    response: json(giftCode),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  getCodeImage: operation({
    method: 'GET',
    path: '/api/v1/admin/codes/:codeId/image',
    summary: '公益码图片:普通二维码(SVG 或 PNG)或微信小程序码',
    tag: tagDesk,
    audience: 'staff',
    params: codeParams,
    query: z.strictObject({ format: z.enum(['svg', 'png', 'wxacode']).default('svg') }),
    status: 200,
    response: file('image/*'),
    errors: ['forbidden', 'not_found', 'upstream_unavailable'],
    idempotency: 'natural',
  }),
  listGifts: operation({
    method: 'GET',
    path: '/api/v1/admin/gifts',
    summary: '捐赠记录(筛选)',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, ...giftFilter }),
    status: 200,
    response: json(z.strictObject({ ...page(giftRow).shape, totalPaidFen: fen, paidCount: z.number().int() })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  exportGifts: operation({
    method: 'GET',
    path: '/api/v1/admin/gifts/export',
    summary: '导出捐赠记录(CSV,表格软件可直接打开)',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...giftFilter }),
    status: 200,
    response: file('text/csv'),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  listPaymentCases: operation({
    method: 'GET',
    path: '/api/v1/admin/payment-cases',
    summary: '被隔离的到账(与订单不符)',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(paymentCase)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
}
