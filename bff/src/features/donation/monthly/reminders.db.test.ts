import type { DisclosureKind } from '@minsheng/shared/contracts/donation'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { createLog } from '../../../platform/log/index.ts'
import type { NewMessage } from '../../message/index.ts'
import { createProjects } from '../campaign/projects.ts'
import { createCampaignStore } from '../campaign/store.ts'
import { createCharityStore } from '../charity/store.ts'
import { createCharityProjectStore } from '../charity-project/store.ts'
import { createDuties, type Duties } from '../disclosure/duties.ts'
import { createReportStore, type ReportDocument } from '../disclosure/store.ts'
import { createLedgerStore } from '../ledger/store.ts'
import { nextDueOn, remindAt } from './domain.ts'
import { createReminders } from './reminders.ts'
import { createMonthlyStore, type MonthDocument, type MonthlyDocument } from './store.ts'

let app: TestApp
let place: District
let clock: HeldClock
/** What was sent, one for each id as the message centre keeps it. */
let told: Map<string, NewMessage>
let sendings: number
const never = new AbortController().signal
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.db.collection('monthly_gifts').deleteMany({})
  await app.db.collection('monthly_months').deleteMany({})
  clock = heldClock(new Date('2026-05-20T04:00:00Z'))
  told = new Map()
  sendings = 0
  const dates = { startsOn: '2026-01-01', endsOn: '2027-12-31' }
  place = await district(app, { campaign: dates })
  await app.db.collection('charities').updateMany({}, { $set: { certificateExpiresOn: '2030-01-01' } })
})

const monthlies = () => createMonthlyStore(app.db)
/** A year goes by here without a report; what an overdue one does is a test of its own. */
const nothingOwed: Pick<Duties, 'bearing'> = { bearing: async () => new Map() }
function worker(send?: (message: NewMessage) => Promise<void>, duties = nothingOwed) {
  const log = createLog('silent')
  const charities = createCharityStore(app.db)
  const ledger = createLedgerStore({ db: app.db, log, clock })
  const campaigns = createCampaignStore(app.db)
  return createReminders({
    monthlies: monthlies(),
    campaigns,
    projects: createProjects({ charities, ledger, duties, clock, demoAllowed: true }),
    send:
      send ??
      (async (message) => {
        sendings += 1
        told.set(message.id, message)
      }),
    log,
    clock,
  })
}
const run = () => worker().remindDue(never)
async function promised(dayOfMonth: number, until: string | null = null): Promise<MonthlyDocument> {
  const nextOn = nextDueOn(dayOfMonth, '2026-05-20')
  return monthlies().insert({
    _id: `MG_${key()}`,
    donorId: 'acc_1',
    campaignId: place.campaignId,
    charityId: place.charityId,
    projectTitle: '独居老人午餐',
    charityName: '演示慈善组织',
    amountFen: 1_250,
    dayOfMonth,
    until,
    state: 'active',
    endedBecause: null,
    nextOn,
    nextRemindAt: remindAt(nextOn),
    rev: 0,
    createdAt: clock.now(),
    history: [],
  })
}
function toldOn(publishedOn: string, kind: DisclosureKind, subjectId: string, charityId: string): ReportDocument {
  const at = new Date(`${publishedOn}T10:00:00+08:00`)
  return {
    _id: key(),
    kind,
    subjectId,
    subjectName: '独居老人午餐',
    charityId,
    charityName: '演示慈善组织',
    text: '共送出午餐 120 份。',
    pictureIds: [],
    fileId: null,
    state: 'published',
    periodFrom: '2026-01-01',
    periodTo: publishedOn,
    dueOn: '2026-04-01',
    figures: { raisedFen: 0, giftCount: 0, returnedFen: 0, spentFen: 0, leftFen: 0, asOf: at },
    publishedOn,
    publishedAt: at,
    late: true,
    corrections: [],
    rev: 1,
    createdAt: at,
    createdBy: 'stf_1',
    history: [],
  }
}
const goTo = (instant: string) => clock.advance(Date.parse(instant) - clock.now().getTime())
const now = async ({ _id }: { _id: string }) => monthlies().monthly(_id)
const monthsOf = ({ _id }: { _id: string }) =>
  app.db.collection<MonthDocument>('monthly_months').find({ monthlyId: _id }).sort({ month: 1 }).toArray()

describe('on its day', () => {
  test('nothing before nine of Shanghai, then one reminder with the way to pay, and the next month', async () => {
    const monthly = await promised(15)
    goTo('2026-06-15T00:59:59.999Z')
    await run()
    expect([...told.keys()]).toEqual([])
    goTo('2026-06-15T01:00:00Z')
    await run()
    await run()
    expect([...told.keys()]).toEqual([`monthly:${monthly._id}:2026-06:1`])
    expect([...told.values()][0]).toMatchObject({
      to: 'acc_1',
      kind: 'monthly_gift',
      body: expect.stringContaining('¥12.50'),
      link: `/packages/donation/giving/index?id=${place.campaignId}&amount=1250&monthly=${monthly._id}`,
    })
    expect([...told.values()][0]?.body).toContain('不会自动扣款')
    expect(await now(monthly)).toMatchObject({ state: 'active', nextOn: '2026-07-15' })
  })

  test('eight workers send one', async () => {
    await promised(15)
    goTo('2026-06-15T01:00:00Z')
    await Promise.all(Array.from({ length: 8 }, () => worker().remindDue(never)))
    expect(sendings).toBe(1)
  })

  test('a worker that dies while sending loses nothing and doubles nothing', async () => {
    const monthly = await promised(15)
    goTo('2026-06-15T01:00:00Z')
    await worker(async () => {
      throw new Error('killed')
    }).remindDue(never)
    await run()
    expect(told.size).toBe(0)
    clock.advance(60_000)
    await run()
    expect(told.size).toBe(1)
    expect(await monthsOf(monthly)).toHaveLength(1)
    expect(await now(monthly)).toMatchObject({ nextOn: '2026-07-15' })
  })

  test('one that was sent but not noted is sent under the same id, which is one message', async () => {
    const monthly = await promised(15)
    goTo('2026-06-15T01:00:00Z')
    await run()
    await app.db
      .collection<MonthlyDocument>('monthly_gifts')
      .updateOne({ _id: monthly._id }, { $set: { nextOn: '2026-06-15', nextRemindAt: clock.now() } })
    await run()
    expect(sendings).toBe(2)
    expect(told.size).toBe(1)
  })

  test('after months of silence the last is sent, not a pile', async () => {
    const monthly = await promised(15)
    goTo('2026-09-20T02:00:00Z')
    await run()
    expect([...told.keys()]).toEqual([`monthly:${monthly._id}:2026-09:1`])
    expect(await now(monthly)).toMatchObject({ nextOn: '2026-10-15' })
  })

  test('a month that is already given is passed over', async () => {
    const monthly = await promised(15)
    await monthlies().tick({
      monthlyId: monthly._id,
      month: '2026-06',
      dueOn: '2026-06-15',
      amountFen: 1,
      giftId: 'GY_1',
      createdAt: clock.now(),
    })
    goTo('2026-06-15T01:00:00Z')
    await run()
    expect(told.size).toBe(0)
    expect(await now(monthly)).toMatchObject({ nextOn: '2026-07-15' })
  })
})

describe('a month nobody pays', () => {
  test('gets one more reminder after three days, then silence until the next', async () => {
    const monthly = await promised(15)
    goTo('2026-06-15T01:00:00Z')
    await run()
    goTo('2026-06-18T00:59:59Z')
    await run()
    expect(told.size).toBe(1)
    goTo('2026-06-18T01:00:00Z')
    await Promise.all(Array.from({ length: 4 }, () => worker().remindDue(never)))
    expect(sendings).toBe(2)
    expect([...told.keys()].at(-1)).toBe(`monthly:${monthly._id}:2026-06:2`)
    expect([...told.values()].at(-1)?.body).toContain('这个月不再提醒')
    for (const day of ['2026-06-21', '2026-06-30', '2026-07-14']) {
      goTo(`${day}T01:00:00Z`)
      await run()
    }
    expect(told.size).toBe(2)
    goTo('2026-07-15T01:00:00Z')
    await run()
    expect([...told.keys()].at(-1)).toBe(`monthly:${monthly._id}:2026-07:1`)
  })

  test.each(['given', 'paused', 'stopped'])('%s meanwhile: no second reminder', async (what) => {
    const monthly = await promised(15)
    goTo('2026-06-15T01:00:00Z')
    await run()
    if (what === 'given')
      await monthlies().tick({
        monthlyId: monthly._id,
        month: '2026-06',
        dueOn: '2026-06-15',
        amountFen: 1,
        giftId: key(),
        createdAt: clock.now(),
      })
    else
      await monthlies().move(monthly._id, ['active'], what as 'paused' | 'stopped', 'giver', clock.now(), {
        nextOn: null,
        nextRemindAt: null,
      })
    goTo('2026-06-18T01:00:00Z')
    await run()
    expect(told.size).toBe(1)
  })
})

describe('the end', () => {
  test('the last day is kept; after it nothing comes, but for the second reminder of the last month', async () => {
    const monthly = await promised(15, '2026-07-15')
    goTo('2026-06-15T01:00:00Z')
    await run()
    goTo('2026-07-15T01:00:00Z')
    await run()
    expect(await now(monthly)).toMatchObject({ state: 'ended', endedBecause: 'until', nextOn: null, nextRemindAt: null })
    goTo('2026-07-18T01:00:00Z')
    await run()
    goTo('2026-12-15T01:00:00Z')
    await run()
    expect([...told.keys()].filter((id) => id.endsWith(':1'))).toHaveLength(2)
    expect([...told.keys()].at(-1)).toBe(`monthly:${monthly._id}:2026-07:2`)
  })

  test('a project that closed ends it, and says so once', async () => {
    const monthly = await promised(15)
    await app.db.collection<{ _id: string }>('campaigns').updateOne({ _id: place.campaignId }, { $set: { state: 'closed' } })
    goTo('2026-06-15T01:00:00Z')
    await run()
    expect([...told.values()]).toMatchObject([{ id: `monthly:${monthly._id}:ended`, body: expect.stringContaining('募捐已经结束') }])
    expect(await now(monthly)).toMatchObject({ state: 'ended', endedBecause: 'project', nextRemindAt: null })
  })

  test('a project that takes no gifts today costs a month, not the promise', async () => {
    const monthly = await promised(15)
    await app.db.collection<{ _id: string }>('charities').updateOne({ _id: place.charityId }, { $set: { subMchid: null } })
    goTo('2026-06-15T01:00:00Z')
    await run()
    expect(told.size).toBe(0)
    expect(await now(monthly)).toMatchObject({ state: 'active', nextOn: '2026-07-15' })
  })
  test('an overdue report pauses the reminders with the code; once it is told they come again', async () => {
    const monthly = await promised(15)
    const [charities, campaigns] = [createCharityStore(app.db), createCampaignStore(app.db)]
    const charityProjects = createCharityProjectStore(app.db)
    const reports = createReportStore(app.db)
    const owed = createDuties({ campaigns, charityProjects, charities, reports, clock })
    const remind = () => worker(undefined, owed).remindDue(never)
    // Since January nothing was told.
    goTo('2026-06-15T01:00:00Z')
    await remind()
    expect(told.size).toBe(0)
    expect(await now(monthly)).toMatchObject({ state: 'active', nextOn: '2026-07-15' })
    for (const [kind, subjectId] of [
      ['campaign_periodic', place.campaignId],
      ['project_periodic', place.projectId],
    ] as const)
      await reports.insert(toldOn('2026-07-01', kind, subjectId, place.charityId))
    goTo('2026-07-15T01:00:00Z')
    await remind()
    expect([...told.keys()]).toEqual([`monthly:${monthly._id}:2026-07:1`])
  })
})

test('every month of a year has its reminder on its day, February and the year’s end included', async () => {
  const monthly = await promised(28)
  for (let day = 0; day < 366; day += 1) {
    clock.advance(24 * 3_600_000)
    await run()
  }
  const firsts = [...told.keys()].filter((id) => id.endsWith(':1'))
  expect(firsts).toEqual(
    ['05', '06', '07', '08', '09', '10', '11', '12']
      .map((m) => `monthly:${monthly._id}:2026-${m}:1`)
      .concat(['01', '02', '03', '04'].map((m) => `monthly:${monthly._id}:2027-${m}:1`)),
  )
  expect([...told.keys()].filter((id) => id.endsWith(':2'))).toHaveLength(12)
})
