import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { systemClock } from '@minsheng/shared/units/clock'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { guestH5, staff } from '../testing/actors.ts'
import { clientOf, send, startTestApp, type TestApp } from '../testing/app.ts'
import { campaignBody, charityBody, dayFromToday } from '../testing/bodies.ts'
import { checkLedger } from './features/donation/index.ts'
import { loadFeed } from './load-feed.ts'
import { createLog } from './platform/log/index.ts'

let app: TestApp
let cover: Buffer
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  cover = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
})
afterAll(() => app.close())

const charity = charityBody({ subMchid: '1900006511' })
const feed: FeedLine[] = [
  { type: 'picture', id: 'pic_feed', file: 'cover.png', alt: '封面' },
  { type: 'charity', id: 'chr_feed', demo: true, ...charity },
  { type: 'venue', id: 'ven_feed', name: '社区食堂', kind: 'community', community: '演示社区', address: '演示路 2 号' },
  { type: 'campaign', id: 'cmp_feed', state: 'published', ...campaignBody('chr_feed'), coverPictureId: 'pic_feed' },
  {
    type: 'code',
    id: 'feedcode0001',
    campaignId: 'cmp_feed',
    venueId: 'ven_feed',
    expiresOn: dayFromToday(30),
    state: 'active',
    reason: null,
  },
  {
    type: 'staff',
    id: 'stf_feed',
    username: 'feed-staff',
    password: 'Demo-feed-2026',
    displayName: '演示人员',
    roles: ['charity_owner'],
    charityId: 'chr_feed',
  },
  { type: 'automatic_thanks', id: 'thk_feed', campaignId: 'cmp_feed', text: '{{称呼}}，谢谢您' },
]
const text = (lines: readonly unknown[]) => lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
const load = (lines: readonly unknown[], production = false) =>
  loadFeed({ lines: text(lines), readPicture: () => cover }, app.app, { production })

const collections = ['pictures', 'picture_files.files', 'charities', 'venues', 'campaigns', 'codes', 'accounts', 'mailings']
async function everything() {
  const found: Record<string, unknown[]> = {}
  for (const name of collections) found[name] = await app.db.collection(name).find({}).sort({ _id: 1 }).toArray()
  return JSON.stringify(found)
}

test('a feed is loaded and can be used; loaded again it changes nothing, not even what a person has changed since', async () => {
  expect(await load([...feed, ''])).toEqual({ picture: 1, charity: 1, venue: 1, campaign: 1, code: 1, staff: 1, automatic_thanks: 1 })
  const project = await (await guestH5(app)).call('getProject', { params: { projectId: 'cmp_feed' } })
  expect(project).toMatchObject({ acceptsGifts: true, charity: { id: 'chr_feed', demo: true } })
  expect((await send(app.url, { method: 'GET', url: project.coverUrl ?? '', headers: {} })).data).toEqual(cover)

  const once = await everything()
  await load(feed)
  expect(await everything()).toBe(once)

  const owner = await staff(app, ['charity_owner'], 'chr_feed')
  await owner.call('changeCodeState', { params: { codeId: 'feedcode0001' }, body: { rev: 0, to: 'revoked', reason: '展板遗失' } })
  await owner.call('closeCampaign', { params: { campaignId: 'cmp_feed' }, body: { rev: 0 } })
  await owner.call('updateCharity', { params: { charityId: 'chr_feed' }, body: { ...charity, address: '新址', rev: 0 } })
  await owner.call('setAutomaticThanks', { params: { campaignId: 'cmp_feed' }, body: { rev: 1, enabled: false, text: '换了说法' } })
  const changed = await everything()
  await load(feed)
  expect(await everything()).toBe(changed)
})

test('a demo resident is there for whoever signs in with the number; loaded again the same, and never in production', async () => {
  const resident = { type: 'resident', id: 'acc_feed', phone: '13800000009', displayName: '演示居民' }
  await load([resident])
  const once = await everything()
  await load([resident])
  expect(await everything()).toBe(once)
  expect(await app.db.collection<{ _id: string }>('accounts').findOne({ _id: 'acc_feed' })).toMatchObject({
    kind: 'resident',
    phoneMasked: '138****0009',
  })
  expect(once).not.toContain(resident.phone)
  await expect(load([resident], true)).rejects.toThrow('demo residents are refused in production')
})

test('turns on duty are loaded with their places: whoever has one is called, else who answers for the grid; again the same', async () => {
  const kinds = ['district', 'street', 'community', 'grid'] as const
  const places = kinds.map((kind, index): FeedLine => {
    const [id, parentId] = [`plc_duty${index}`, index === 0 ? null : `plc_duty${index - 1}`]
    return { type: 'place', id, kind, parentId, code: `DUTY${index}`, name: `值班${kind}`, boundary: null, validFrom: '2024-01-01' }
  })
  const worker = (id: string): FeedLine => {
    const password = 'Demo-feed-2026'
    return { type: 'staff', id, username: id, password, displayName: id, roles: ['grid_worker'], charityId: null, placeIds: ['plc_duty3'] }
  }
  const [day, night] = ['stf_duty_day', 'stf_duty_night']
  const date = dayFromToday(1)
  const lines: FeedLine[] = [
    ...places,
    worker(day),
    worker(night),
    { type: 'assignment', id: 'gas_duty', gridId: 'plc_duty3', workerId: day, from: '2025-01-01' },
    { type: 'shift', id: 'sft_duty', gridId: 'plc_duty3', workerId: night, date, startsAt: '20:00', endsAt: '08:00' },
  ]
  await load(lines)
  await load(lines)
  const on = (time: string) => app.app.people.onDuty({ placeId: 'plc_duty3', at: new Date(`${date}T${time}:00+08:00`) })
  expect(await on('23:59')).toMatchObject([{ accountId: night, because: 'shift', until: new Date(`${dayFromToday(2)}T08:00:00+08:00`) }])
  expect(await on('12:00')).toMatchObject([{ accountId: day, because: 'assigned', until: null }])
})

test.each<[string, unknown[], RegExp]>([
  ['not JSON', ['', '', '{"type":'], /^feed line 3: /],
  ['an unknown type', ['', { type: 'planet', id: 'p' }], /^feed line 2: type/],
  ['a field that is wrong', [{ ...feed[2], kind: 'moon' }], /^feed line 1: kind/],
  ['a field too many', [{ ...feed[2], extra: 1 }], /^feed line 1: /],
  ['a picture outside its folder', [{ type: 'picture', id: 'pic_x', file: '../keys.png', alt: '' }], /^feed line 1: file/],
  [
    'a code of a campaign not loaded',
    ['', { ...feed[4], id: 'feedcode0002', campaignId: 'cmp_none' }],
    /^feed line 2: code feedcode0002 names campaign cmp_none/,
  ],
  ['thanks of a campaign not loaded', [{ ...feed[6], campaignId: 'cmp_none' }], /^feed line 1: automatic thanks name campaign cmp_none/],
  ["another charity's 信用代码", [{ ...feed[1], id: 'chr_other' }], /^feed line 1: /],
])('%s is named by its line, and nothing after it is loaded', async (_, lines, message) => {
  await load(feed)
  const venue = {
    type: 'venue',
    id: `ven_after_${lines.length}`,
    name: `后面${Math.random()}`,
    kind: 'shop',
    community: '演示社区',
    address: '后面',
  }
  const before = await everything()
  await expect(load([...lines, venue])).rejects.toThrow(message)
  expect(await everything()).toBe(before)
})

test('a picture that is not there is named by its line', async () => {
  const readPicture = () => {
    throw new Error('ENOENT: cover.png')
  }
  await expect(loadFeed({ lines: text([{ ...feed[0], id: 'pic_missing' }]), readPicture }, app.app, { production: false })).rejects.toThrow(
    /^feed line 1: ENOENT/,
  )
})

describe('demo money', () => {
  const people = { requestedBy: 'stf_a', decidedBy: 'stf_b' }
  const money: FeedLine[] = [
    { type: 'campaign', id: 'cmp_ended', state: 'closed', ...campaignBody('chr_feed'), coverPictureId: null },
    { type: 'campaign', id: 'cmp_goes_on', state: 'published', ...campaignBody('chr_feed'), coverPictureId: null },
    {
      type: 'gift',
      id: 'GY_feed',
      campaignId: 'cmp_ended',
      amountFen: 1_000,
      paidOn: dayFromToday(-4),
      transactionId: '42feed',
      donorName: null,
    },
    {
      type: 'settlement',
      id: 'settled',
      charityId: 'chr_feed',
      settledOn: dayFromToday(-3),
      reference: 'FEED1',
      clearedFen: 1_000,
      feeFen: 10,
      bankReceiptNumber: '1',
      ...people,
    },
    {
      type: 'surplus',
      id: 'surplus',
      campaignId: 'cmp_ended',
      toCampaignId: 'cmp_goes_on',
      note: '继续送棉被',
      on: dayFromToday(-2),
      ...people,
    },
    {
      type: 'disbursement',
      id: 'spent',
      campaignId: 'cmp_goes_on',
      budgetLabel: '棉被',
      purpose: '十床棉被',
      payee: '棉被店',
      spentOn: dayFromToday(0),
      amountFen: 300,
      vouchers: [{ kind: 'receipt', issuer: '棉被店', number: '1', date: null, file: 'voucher.png' }],
      publicPictureId: null,
      note: '齐全',
      ...people,
    },
  ]
  const kept = ['gifts', 'journals', 'settlements', 'surpluses', 'disbursements', 'vouchers']
  const all = async () => {
    const found: Record<string, unknown> = {}
    for (const name of kept) found[name] = await app.db.collection(name).find({}).sort({ _id: 1 }).toArray()
    return JSON.stringify(found)
  }

  test('goes through the desks, each line on its day: the books hold, its days can be sealed, and loading it twice changes nothing', async () => {
    await load([...feed, ...money])
    const { spending } = await clientOf(app.url, null)('getProject', { params: { projectId: 'cmp_goes_on' } })
    expect(spending).toMatchObject({ spentFen: 300, leftFen: 700, surplusInFen: 1_000, spendingCount: 1 })
    const once = await all()
    await load(money)
    expect(await all()).toBe(once)
    const sealing = app.app.donation.jobs.find(({ name }) => name === 'ledger-seal')
    await sealing?.run(new AbortController().signal)
    const { items } = await clientOf(app.url, null)('listSeals', {})
    // A day is sealed half an hour after its end: yesterday is not yet, when this runs just after midnight.
    const days = [-1, -2, -3, -4].filter((day) => new Date(`${dayFromToday(day + 1)}T00:30:00+08:00`) <= new Date())
    expect(items.map(({ date, count }) => [date, count])).toEqual(days.map((day) => [dayFromToday(day), day === -1 ? 0 : 1]))
    const { checks } = await checkLedger({ db: app.db, log: createLog('silent'), clock: systemClock })
    expect(checks.filter(({ breaches }) => breaches > 0)).toEqual([])
  })

  test('is refused in production', async () => {
    for (const line of money.slice(2)) await expect(load([line], true)).rejects.toThrow('feed line 1: demo money is refused in production')
  })
})

test('demo staff are refused in production, before any account is made', async () => {
  const before = await app.db.collection('accounts').countDocuments()
  await expect(load([{ ...feed[5], id: 'stf_production', username: 'production' }], true)).rejects.toThrow(
    'feed line 1: demo staff are refused in production',
  )
  expect(await app.db.collection('accounts').countDocuments()).toBe(before)
})
