import { valueOn } from '@minsheng/shared/law/parameter'
import { logMonths } from '@minsheng/shared/law/retention'
import { addDays, addMonths, startOfDay } from '@minsheng/shared/units/calendar'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { staff } from '../testing/actors.ts'
import { type RetentionGround, retentionGround } from '../testing/retention.ts'
import { declaredKeepings, keepingOf } from './platform/protect/keeping.ts'

let ground: RetentionGround
beforeAll(async () => {
  ground = await retentionGround(inject('bffEnvironment'))
})
afterAll(() => ground.app.close())

describe('what is declared', () => {
  test('every collection of the database says how long it is kept, and whoever is to end it does', async () => {
    const names = (await ground.app.db.collectionNames()).filter((name) => !name.startsWith('system.'))
    expect(names.length).toBeGreaterThan(70)
    expect(names.filter((name) => keepingOf(name) === null)).toEqual([])
    const carried = new Set(ground.retention.parts.map(({ collection }) => collection))
    const promised = declaredKeepings()
      .filter(({ keeping }) => keeping.endedBy === 'retention')
      .flatMap(({ collections }) => collections)
      .filter((name) => !/\.(files|chunks)$/.test(name))
    expect([...carried].sort()).toEqual(promised.sort())
  })

  test('what an index is to forget is forgotten by one, after the declared days', async () => {
    const forgotten = declaredKeepings().filter(({ keeping }) => keeping.endedBy === 'index')
    expect(forgotten.length).toBeGreaterThan(3)
    for (const { keeping, collections } of forgotten)
      for (const name of collections) {
        const index = (await ground.rows(name).indexes()).find(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)
        expect(index, name).toBeTruthy()
        if (keeping.period) expect(index?.expireAfterSeconds, name).toBe(valueOn(keeping.period, ground.today()) * 86_400)
      }
  })

  test('books and the audit are no matter of the retention job; no log goes before the six months of the law', () => {
    const carried = ground.retention.parts.map(({ collection }) => collection)
    for (const name of ['gifts', 'journals', 'receipts', 'refunds', 'vouchers', 'audit_log', 'accounts'])
      expect(carried).not.toContain(name)
    for (const { keeping, collections } of declaredKeepings()) {
      if (!keeping.period || !collections.some((name) => /audit_log|reveals|exchange_runs|export_requests|role_requests/.test(name)))
        continue
      const months =
        keeping.period.unit === 'years' ? 12 * valueOn(keeping.period, ground.today()) : valueOn(keeping.period, ground.today())
      expect(months, keeping.title).toBeGreaterThanOrEqual(valueOn(logMonths, ground.today()))
    }
  })

  test('the catalogue page tells it in words', async () => {
    const officer = await staff(ground.app, ['security_officer'])
    const { items, keepings } = await officer.call('listFieldCatalogue', {})
    expect(items.find(({ collection }) => collection === 'residents')?.keptWords).toBe(
      '迁出、去世或并入之后最后一次变更之日起保存 36 个月，之后匿名化（示例，待区局确认）',
    )
    expect(items.every(({ keptWords }) => keptWords.length > 3)).toBe(true)
    expect(keepings.find(({ collections }) => collections.includes('journals'))).toMatchObject({
      keptWords: '会计年度终了起保存 30 年，之后按档案规定鉴定处理',
      endedWords: '到期由档案管理人员鉴定处理',
    })
  })
})

/** A collection's document made of the day on which its time began to run. */
const cases: { name: string; period: { months: number } | { days: number }; row: (at: Date, day: string) => object; stays?: object }[] = [
  { name: 'reveals', period: { months: 36 }, row: (at) => ({ at }) },
  { name: 'imports', period: { months: 36 }, row: (at) => ({ createdAt: at, state: 'done', fileUntil: null, undoUntil: null }) },
  {
    name: 'resident_duplicates',
    period: { months: 36 },
    row: (at) => ({ state: 'merged', decided: { at } }),
    stays: { state: 'different', decided: { at: new Date('2001-01-01') } },
  },
  {
    name: 'death_reports',
    period: { months: 36 },
    row: (at) => ({ state: 'dismissed', decidedAt: at }),
    stays: { state: 'open', createdAt: new Date('2001-01-01'), decidedAt: null },
  },
  {
    name: 'exchange_letters',
    period: { days: 180 },
    row: (at) => ({ state: 'discarded', decidedAt: at }),
    stays: { state: 'open', createdAt: new Date('2001-01-01'), decidedAt: null },
  },
  {
    name: 'exchange_runs',
    period: { months: 36 },
    row: (at) => ({ isOpen: false, endedAt: at, sourceId: 'population' }),
    stays: { isOpen: true, endedAt: null, sourceId: 'keep', createdAt: new Date('2001-01-01') },
  },
  {
    name: 'exchange_pushes',
    period: { months: 36 },
    row: (at) => ({ state: 'sent', createdAt: at, sentAt: at }),
    stays: { state: 'waiting', createdAt: new Date('2001-01-01'), sentAt: null },
  },
  { name: 'shifts', period: { months: 36 }, row: (at) => ({ endsAt: at, state: 'planned' }) },
  {
    name: 'grid_assignments',
    period: { months: 36 },
    row: (_, day) => ({ to: day }),
    stays: { to: null, from: '2001-01-01' },
  },
  {
    name: 'proxies',
    period: { months: 36 },
    row: (at, day) => ({ channel: 'online', state: 'withdrawn', until: addDays(day, 200), endedAt: at }),
    stays: { channel: 'online', state: 'active', until: '2027-01-01', endedAt: null, createdAt: new Date('2001-01-01') },
  },
  {
    name: 'proxy_deeds',
    period: { months: 36 },
    row: (at) => ({ proxyId: 'ward-res_1', createdAt: at }),
    // Under an authorisation it goes with that.
    stays: { proxyId: 'prx_1', createdAt: new Date('2001-01-01') },
  },
  {
    name: 'offline_consents',
    period: { months: 36 },
    row: (at, day) => ({ state: 'refused', decidedAt: at, until: addDays(day, 200), photoId: `keep_photo_${day}` }),
    stays: { state: 'confirmed', decidedAt: new Date('2001-01-01'), until: '2027-01-01', photoId: 'keep_photo' },
  },
  {
    name: 'consents',
    period: { months: 36 },
    row: (at) => ({ accountId: `a${at.getTime()}`, residentId: null, kind: 'resident_link', what: 'withdrawn', createdAt: at }),
    stays: { accountId: 'given', residentId: null, kind: 'resident_link', what: 'given', createdAt: new Date('2022-01-01') },
  },
  {
    name: 'data_requests',
    period: { months: 36 },
    row: (at) => ({ state: 'done', decidedAt: at }),
    stays: { state: 'open', decidedAt: null, createdAt: new Date('2001-01-01') },
  },
  {
    name: 'data_copies',
    period: { months: 36 },
    row: (at) => ({ state: 'taken', createdAt: at }),
    stays: { state: 'preparing', createdAt: new Date('2001-01-01') },
  },
  {
    name: 'account_closings',
    period: { months: 36 },
    row: (at) => ({ state: 'done', doneAt: at, dueAt: at }),
    stays: { state: 'cooling', doneAt: null, dueAt: new Date('2001-01-01') },
  },
  {
    name: 'messages',
    period: { months: 36 },
    row: (at) => ({ createdAt: at, routeAt: null }),
    stays: { createdAt: new Date('2001-01-01'), routeAt: new Date('2026-12-01') },
  },
  {
    name: 'message_dispatches',
    period: { months: 36 },
    row: (at) => ({ createdAt: at, nextAt: null }),
    stays: { createdAt: new Date('2001-01-01'), nextAt: new Date('2026-12-01') },
  },
  {
    name: 'role_requests',
    period: { months: 36 },
    row: (at) => ({ state: 'approved', decidedAt: at, staffId: `s${at.getTime()}` }),
    stays: { state: 'open', decidedAt: null, staffId: 'open' },
  },
  {
    name: 'policy_applications',
    period: { months: 36 },
    row: (at) => ({ state: 'refused', isObjected: false, history: [{ at: new Date('2001-01-01') }, { at }], materials: [] }),
    stays: { state: 'approved', isObjected: false, history: [{ at: new Date('2001-01-01') }], materials: [] },
  },
  {
    name: 'policy_tellings',
    period: { months: 36 },
    row: (at) => ({ toldAt: at, answeredAt: null, createdAt: new Date('2001-01-01') }),
    stays: { toldAt: null, answeredAt: new Date('2026-11-01'), createdAt: new Date('2001-01-01') },
  },
  {
    name: 'help_calls',
    period: { months: 36 },
    row: (at) => ({ state: 'closed', resolvedAt: at, createdAt: new Date('2001-01-01') }),
    stays: { state: 'cancelled', owesCallback: true, createdAt: new Date('2001-01-01') },
  },
  {
    name: 'help_duties',
    period: { months: 36 },
    row: (at) => ({ openKey: null, endedAt: at, accountId: `a${at.getTime()}` }),
    stays: { openKey: 'a0', endedAt: null, accountId: 'a0' },
  },
  { name: 'export_requests', period: { months: 36 }, row: (at) => ({ expiresAt: at, state: 'downloaded' }) },
]

describe('a day before its time nothing goes, a day after it does', () => {
  test.each(cases)('$name', async ({ name, period, row, stays }) => {
    const last = 'months' in period ? addMonths(ground.today(), -period.months) : addDays(ground.today(), -period.days)
    const noon = (day: string) => new Date(startOfDay(day).getTime() + 12 * 3_600_000)
    const before = addDays(last, -1)
    await ground
      .rows(name)
      .insertMany([
        { _id: 'keep_over', ...row(noon(before), before) },
        { _id: 'keep_last_day', ...row(noon(last), last) },
        { _id: 'keep_one_day_left', ...row(noon(addDays(last, 1)), addDays(last, 1)) },
        ...(stays ? [{ _id: 'keep_open', ...stays }] : []),
      ])
    const part = ground.retention.parts.find(({ collection }) => collection === name)
    expect(await part?.count(ground.clock.now())).toBe(1)
    await part?.end(ground.clock.now(), 100)
    expect(await ground.ids(name)).toEqual(['keep_last_day', 'keep_one_day_left', ...(stays ? ['keep_open'] : [])].sort())
    expect(await part?.count(ground.clock.now())).toBe(0)
  })

  // Residents, rows of imports and photos: in retention-together.http.test.ts.
  test('each part that deletes is tried here', () => {
    const tried = new Set([...cases.map(({ name }) => name), 'residents', 'import_rows', 'consent_photos', 'application_photos'])
    expect(ground.retention.parts.map(({ collection }) => collection).filter((name) => !tried.has(name))).toEqual([])
  })
})
