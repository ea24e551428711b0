import { valueOn } from '@minsheng/shared/law/parameter'
import { logMonths } from '@minsheng/shared/law/retention'
import { addDays, addMonths, startOfDay } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { key, type SignedIn, signedInAgain, staff } from '../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../testing/app.ts'
import { type TestGrid, testGrid } from '../testing/grid.ts'
import { accepted, undone, uploaded } from '../testing/imports.ts'
import { freshIdNumber, member, person, rawDump } from '../testing/people.ts'
import { openKeyRing } from './platform/crypto/live-keyring.ts'
import { declaredKeepings, keepingOf } from './platform/protect/keeping.ts'
import { createRetention } from './retained.ts'

let app: TestApp
let clock: HeldClock
let grid: TestGrid
let street: SignedIn
let retention: ReturnType<typeof createRetention>
const today = () => shanghaiDate(clock.now())

beforeAll(async () => {
  clock = heldClock(new Date('2026-11-30T10:00:00+08:00'))
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, clock })
  grid = await testGrid(app)
  street = await staff(app, ['street'], null, [grid.streets[0]])
  const { keys } = openKeyRing({ keyringFile: app.config.KEYRING_FILE, keysDir: app.config.KEYS_DIR }, clock)
  retention = createRetention({ db: app.db, keys, clock })
  await retention.prepare()
})
afterAll(() => app.close())

interface Row {
  _id: string
  [field: string]: unknown
}
const rows = (name: string) => app.db.collection<Row>(name)
const ids = async (name: string) =>
  (
    await rows(name)
      .find({ _id: /^keep_/ } as never)
      .toArray()
  )
    .map(({ _id }) => _id)
    .sort()

describe('what is declared', () => {
  test('every collection of the database says how long it is kept, and whoever is to end it does', async () => {
    const names = (await app.db.collectionNames()).filter((name) => !name.startsWith('system.'))
    expect(names.length).toBeGreaterThan(70)
    expect(names.filter((name) => keepingOf(name) === null)).toEqual([])
    const carried = new Set(retention.parts.map(({ collection }) => collection))
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
        const index = (await rows(name).indexes()).find(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)
        expect(index, name).toBeTruthy()
        if (keeping.period) expect(index?.expireAfterSeconds, name).toBe(valueOn(keeping.period, today()) * 86_400)
      }
  })

  test('books and the audit are no matter of the retention job; no log goes before the six months of the law', () => {
    const carried = retention.parts.map(({ collection }) => collection)
    for (const name of ['gifts', 'journals', 'receipts', 'refunds', 'vouchers', 'audit_log', 'accounts'])
      expect(carried).not.toContain(name)
    for (const { keeping, collections } of declaredKeepings()) {
      if (!keeping.period || !collections.some((name) => /audit_log|reveals|exchange_runs|export_requests|role_requests/.test(name)))
        continue
      const months = keeping.period.unit === 'years' ? 12 * valueOn(keeping.period, today()) : valueOn(keeping.period, today())
      expect(months, keeping.title).toBeGreaterThanOrEqual(valueOn(logMonths, today()))
    }
  })

  test('the catalogue page tells it in words', async () => {
    const officer = await staff(app, ['security_officer'])
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
  { name: 'export_requests', period: { months: 36 }, row: (at) => ({ expiresAt: at, state: 'downloaded' }) },
]

describe('a day before its time nothing goes, a day after it does', () => {
  test.each(cases)('$name', async ({ name, period, row, stays }) => {
    const last = 'months' in period ? addMonths(today(), -period.months) : addDays(today(), -period.days)
    const noon = (day: string) => new Date(startOfDay(day).getTime() + 12 * 3_600_000)
    const before = addDays(last, -1)
    await rows(name).insertMany([
      { _id: 'keep_over', ...row(noon(before), before) },
      { _id: 'keep_last_day', ...row(noon(last), last) },
      { _id: 'keep_one_day_left', ...row(noon(addDays(last, 1)), addDays(last, 1)) },
      ...(stays ? [{ _id: 'keep_open', ...stays }] : []),
    ])
    const part = retention.parts.find(({ collection }) => collection === name)
    expect(await part?.count(clock.now())).toBe(1)
    await part?.end(clock.now(), 100)
    expect(await ids(name)).toEqual(['keep_last_day', 'keep_one_day_left', ...(stays ? ['keep_open'] : [])].sort())
    expect(await part?.count(clock.now())).toBe(0)
  })

  test('each part that deletes is tried here', () => {
    const tried = new Set([...cases.map(({ name }) => name), 'residents', 'import_rows', 'consent_photos'])
    expect(retention.parts.map(({ collection }) => collection).filter((name) => !tried.has(name))).toEqual([])
  })
})

describe('what hangs together', () => {
  test('an authorisation goes with what was done under it; an agreement of another day stays', async () => {
    await rows('proxies').insertOne({ _id: 'keep_p', channel: 'online', endedAt: new Date('2020-01-01'), until: '2020-01-01' })
    await rows('proxy_deeds').insertMany([
      { _id: 'keep_d1', proxyId: 'keep_p' },
      { _id: 'keep_d2', proxyId: 'keep_q' },
    ])
    const part = retention.parts.find(({ collection }) => collection === 'proxies')
    await part?.end(clock.now(), 100)
    expect(await ids('proxy_deeds')).toEqual(['keep_d2'])
  })

  test('agreement that was given again after it was withdrawn is kept whole', async () => {
    const of = { accountId: 'again', residentId: null, kind: 'resident_link' }
    await rows('consents').insertMany([
      { _id: 'keep_w', ...of, what: 'withdrawn', createdAt: new Date('2020-01-01') },
      { _id: 'keep_z', ...of, what: 'given', createdAt: new Date('2020-02-01') },
    ])
    const part = retention.parts.find(({ collection }) => collection === 'consents')
    await part?.end(clock.now(), 100)
    expect(await ids('consents')).toEqual(expect.arrayContaining(['keep_w', 'keep_z']))
  })

  test('a photo goes with its consent, or after a week when no consent names it', async () => {
    const at = (days: number) => new Date(clock.now().getTime() - days * 86_400_000)
    await rows('consent_photos').insertMany([
      { _id: 'keep_photo_old', createdAt: at(8) },
      { _id: 'keep_photo_new', createdAt: at(6) },
      { _id: 'keep_photo_used', createdAt: at(400) },
      { _id: 'keep_photo_over', createdAt: at(1_500) },
    ])
    await rows('offline_consents').insertMany([
      { _id: 'keep_used', state: 'confirmed', decidedAt: at(400), until: addDays(today(), 1), photoId: 'keep_photo_used' },
      { _id: 'keep_gone', state: 'confirmed', decidedAt: at(1_500), until: addDays(today(), -1_200), photoId: 'keep_photo_over' },
    ])
    await retention.end()
    expect(await ids('consent_photos')).toEqual(['keep_photo_new', 'keep_photo_used'])
    expect(await ids('offline_consents')).not.toContain('keep_gone')
  })
})

test('rows of an import go on the day on which it can be undone no more; the import stays', async () => {
  const header = '户号,姓名,身份证号,与户主关系,联系电话,迁入日期,特殊群体\n'
  const home = await person(street, grid, {})
  const code = (await street.call('getHousehold', { params: { householdId: home.householdId } })).code
  const job = await uploaded(app, street, 'resident', `${header}${code},甲小一,${freshIdNumber()},子女,,2024-03-01,\n`)
  const done = await accepted(app, street, job)
  expect(done.done.made).toBe(1)
  const left = () => rows('import_rows').countDocuments({ importId: job.id } as never)
  clock.advance(30 * 86_400_000 - 1_000)
  await retention.end()
  expect(await left()).toBe(1)
  clock.advance(2_000)
  await retention.end()
  expect(await left()).toBe(0)
  const later = await signedInAgain(app, street)
  const after = await later.call('getImport', { params: { importId: job.id } })
  expect(after).toMatchObject({ state: 'done', undoUntil: null })
  await expect(undone(app, later, after)).rejects.toMatchObject({ code: 'wrong_state' })
})

describe('a person who left', () => {
  test('is nameless three years later, with everything known about them; who lives here is untouched', async () => {
    const clerkThen = await signedInAgain(app, street)
    const gone = await person(clerkThen, grid, { name: '离开了', flat: 1 })
    const here = await member(clerkThen, gone.householdId, { name: '还在的', relation: 'spouse' })
    await app.app.people.facts.recordObservations([
      {
        subject: { kind: 'person', id: gone.residentId },
        fact: 'employment',
        value: 'retired',
        source: 'visit',
        observedAt: clock.now(),
        recordedBy: 'test',
      },
    ])
    const before = await clerkThen.call('getResident', { params: { residentId: gone.residentId } })
    await clerkThen.call('changeResidentState', {
      params: { residentId: gone.residentId },
      body: { rev: before.rev, to: 'moved_out', on: today(), why: '迁往外地' },
    })
    const facts = () => rows('fact_observations').countDocuments({ subjectKey: `person.${gone.residentId}` } as never)
    expect(await facts()).toBe(1)
    const part = retention.parts.find(({ collection }) => collection === 'residents')
    const due = startOfDay(addDays(addMonths(today(), 36), 1)).getTime()
    clock.advance(due - clock.now().getTime() - 1_000)
    expect(await part?.count(clock.now())).toBe(0)
    clock.advance(2_000)
    expect((await retention.due()).find(({ collection }) => collection === 'residents')).toMatchObject({ due: 1, ended: 0 })
    expect(await facts()).toBe(1)
    expect((await retention.end())?.find(({ collection }) => collection === 'residents')).toMatchObject({ due: 1, ended: 1 })

    const record = await rows('residents').findOne({ _id: gone.residentId })
    expect(record).toMatchObject({
      state: 'moved_out',
      idNumber: null,
      phone: null,
      registeredAddress: null,
      idNumberIndex: null,
      phoneIndex: null,
      nameTokens: [],
      versions: [],
      memberships: [],
      path: [grid.district, grid.streets[0]],
      birthDate: expect.stringMatching(/-01-01$/),
    })
    expect(await facts()).toBe(0)
    const clerk = await signedInAgain(app, street)
    expect((await clerk.call('searchResidents', { body: { text: '离开' } })).items).toEqual([])
    expect((await clerk.call('searchResidents', { body: { text: gone.idNumber } })).items).toEqual([])
    const still = await clerk.call('getResident', { params: { residentId: here.residentId } })
    expect(still).toMatchObject({ state: 'present' })
    await expect(
      clerk.call('changeResidentState', {
        params: { residentId: gone.residentId },
        body: { rev: (record?.rev as number) ?? 0, to: 'present', on: today(), why: '回来了' },
      }),
    ).rejects.toMatchObject({ status: 409 })
    const audited = await rows('audit_log')
      .find({ action: 'retention.end' } as never)
      .toArray()
    expect(audited.map(({ subject }) => subject)).toContain('residents: 1')
    expect(await rawDump(app, ['residents'])).not.toContain(gone.idNumber)
    await clerk.call('createResident', {
      body: {
        householdId: gone.householdId,
        relation: 'child',
        from: today(),
        facts: { name: '又来了', idNumber: gone.idNumber, phone: null, birthDate: null, sex: null, registeredAddress: null },
        source: 'visit',
      },
      idempotencyKey: key(),
    })
  })
})

test('two processes at once: one of them ends, the other leaves it', async () => {
  const { keys } = openKeyRing({ keyringFile: app.config.KEYRING_FILE, keysDir: app.config.KEYS_DIR }, clock)
  const other = createRetention({ db: app.db, keys, clock })
  await rows('reveals').insertMany(Array.from({ length: 500 }, (_, at) => ({ _id: `keep_r${at}`, at: new Date('2001-01-01') })))
  const ends = await Promise.all([retention.end(), other.end()])
  expect(ends.filter((tallies) => tallies === null)).toHaveLength(1)
  expect((await ids('reveals')).filter((id) => /^keep_r\d/.test(id))).toEqual([])
})
