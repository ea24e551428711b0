import { addDays, addMonths } from '@minsheng/shared/units/calendar'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../../testing/app.ts'
import { dayFromToday } from '../../../../../testing/bodies.ts'
import { reportBody } from '../../../../../testing/disclosure.ts'
import { type District, district } from '../../../../../testing/district.ts'
import { until } from '../../../../../testing/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
})
afterAll(() => app.close())

const today = dayFromToday(0)
/** The latest start whose first three months end so many days from today. */
function startDue(inDays: number): string {
  let start = addDays(today, inDays - 93)
  while (addMonths(addDays(start, 1), 3) <= addDays(today, inDays)) start = addDays(start, 1)
  return start
}

/** A charity whose campaign's first report is due in so many days, and its people. */
async function dueIn(days: number) {
  const startsOn = startDue(days)
  const place = await district(app, { campaign: { startsOn, endsOn: addMonths(startsOn, 7) } })
  await app.db
    .collection<{ _id: string }>('charity_projects')
    .updateOne({ _id: place.projectId }, { $set: { startsOn: addDays(today, -10), endsOn: addDays(today, 60) } })
  const [owner, finance, editor] = await Promise.all(
    (['charity_owner', 'charity_finance', 'charity_editor'] as const).map((role) => staff(app, [role], place.charityId)),
  )
  if (!owner || !finance || !editor) throw new Error('three people work there')
  return { place, owner, finance, editor, people: [owner, finance, editor] }
}
const run = (name: string) => app.app.donation.jobs.find((job) => job.name === name)?.run(new AbortController().signal)
const titles = async (by: SignedIn) => (await by.call('listStaffMessages', { query: {} })).items.map(({ title }) => title)
const becomes = (by: SignedIn, title: string) =>
  until(
    () => titles(by),
    (now) => now.includes(title),
  )
async function publish(owner: SignedIn, place: District) {
  const { id, rev } = await owner.call('createReport', { body: reportBody('campaign_periodic', place.campaignId), idempotencyKey: key() })
  await owner.call('publishReport', { params: { reportId: id }, body: { rev } })
}

test('a pause is told to owner, finance and editor at once, once each, and so is its end; nobody else hears of it', async () => {
  const { place, owner, people } = await dueIn(-1)
  const [auditor, elsewhere] = [await staff(app, ['auditor']), await staff(app, ['charity_owner'], (await district(app)).charityId)]
  await Promise.all([run('disclosure-pauses'), run('disclosure-pauses')])
  for (const person of people) await becomes(person, '公益码已暂停：信息公开逾期')
  await run('disclosure-pauses')
  await publish(owner, place)
  for (const person of people) await becomes(person, '公益码已恢复使用')
  await run('disclosure-pauses')
  for (const person of people) expect(await titles(person)).toEqual(['公益码已恢复使用', '公益码已暂停：信息公开逾期'])
  for (const other of [auditor, elsewhere]) expect(await titles(other)).toEqual([])
})

test.each([
  [14, ['信息公开快到期：还有 14 天']],
  [7, ['信息公开快到期：还有 7 天']],
  [1, ['信息公开快到期：还有 1 天']],
  [15, []],
])('a report due in %d days is reminded of once', async (days, told) => {
  const { people } = await dueIn(days)
  await Promise.all([run('disclosure-reminders'), run('disclosure-reminders')])
  await run('disclosure-reminders')
  for (const person of people) expect(await titles(person)).toEqual(told)
})

test('messages count as unread until they were looked at; what comes later stays unread; another reads none of them', async () => {
  const { finance, editor } = await dueIn(7)
  await run('disclosure-reminders')
  const { items, unreadCount } = await finance.call('listStaffMessages', { query: {} })
  expect([unreadCount, items.length, items[0]?.link]).toEqual([1, 1, '/disclosures'])
  const earlier = new Date(Date.parse(items[0]?.createdAt ?? '') - 1).toISOString()
  expect(await finance.call('readStaffMessagesUpTo', { body: { upTo: earlier } })).toEqual({ unreadCount: 1 })
  expect(await finance.call('readStaffMessagesUpTo', { body: { upTo: items[0]?.createdAt ?? '' } })).toEqual({ unreadCount: 0 })
  expect(await finance.call('countUnreadStaffMessages')).toEqual({ unreadCount: 0 })
  expect(await editor.call('countUnreadStaffMessages')).toEqual({ unreadCount: 1 })
  await expect(finance.call('readStaffMessagesUpTo', { body: { upTo: 'gestern' } })).rejects.toMatchObject({ code: 'invalid_input' })
})
