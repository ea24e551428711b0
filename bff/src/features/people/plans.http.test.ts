import type { NewObservation } from '@minsheng/shared/contracts/people'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { member, person, type TestPerson } from '../../../testing/people.ts'

// The server writes down the plan of each query: on a few documents already one without an index shows, as it would be
// found at 1.37 million only by those who wait for it.

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let community: SignedIn
let someone: TestPerson
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  community = await staff(app, ['community'], null, [grid.communities[0]])
  await app.db.profile(true)
  someone = await person(steward, grid, { name: '欧阳小明' })
})
afterAll(() => app.close())

interface Profiled {
  ns: string
  op: string
  planSummary?: string
  command: Record<string, unknown>
}
const profiled = () => app.db.collection<Profiled & { _id: string }>('system.profile')
const collections = [
  ...['places', 'households', 'residents', 'resident_duplicates', 'reveals', 'place_counts', 'place_count_marks'],
  ...['fact_observations', 'fact_resolutions', 'fact_heads', 'fact_conflicts', 'fact_changes'],
]
const plans = async (names: readonly string[]) =>
  (await profiled().find().toArray()).filter(({ ns, planSummary }) => planSummary && names.includes(ns.split('.').slice(1).join('.')))

test.each<[string, () => { text: string; placeId?: string; birthDate?: string; group?: 'aged' }, () => SignedIn, string]>([
  ['ID number', () => ({ text: someone.idNumber }), () => steward, 'idNumberIndex'],
  ['phone', () => ({ text: someone.phone }), () => steward, 'phoneIndex'],
  ['the beginning of a name', () => ({ text: '欧阳' }), () => community, 'nameTokens'],
  ['the beginning of a name in a street', () => ({ text: 'ouyang', placeId: grid.streets[0] }), () => steward, 'nameTokens'],
  ['whole name and birth date', () => ({ text: '欧阳小明', birthDate: '1949-06-15' }), () => steward, 'nameBirthIndex'],
  ['a flat', () => ({ text: '', placeId: grid.flats[0]?.[0] ?? '' }), () => steward, 'memberships.householdId'],
  ['a group', () => ({ text: '', group: 'aged' as const }), () => steward, 'groupKeys'],
  ['a place', () => ({ text: '', placeId: grid.grids[0] }), () => steward, 'path'],
])('residents by %s are found by the index made for it, and no other', async (_, wish, who, field) => {
  const seenBefore = (await plans(['residents'])).length
  const { items } = await who().call('searchResidents', { body: wish() })
  if (field !== 'groupKeys') expect(items.map(({ id }) => id)).toContain(someone.residentId)
  const own = (await plans(['residents'])).slice(seenBefore).map(({ planSummary }) => planSummary ?? '')
  expect(own.length).toBeGreaterThan(0)
  for (const plan of own) for (const stage of plan.split('IXSCAN ').slice(1)) expect(stage).toMatch(new RegExp(`^\\{ ${field}: 1`))
  for (const plan of own) expect(plan).toMatch(/^IXSCAN/)
})

/** Everything these screens ask of the database. */
async function walkThrough(): Promise<void> {
  const { residentId, householdId } = someone
  const params = { residentId }
  const today = dayFromToday(0)
  await steward.call('getResident', { params })
  await steward.call('updateResident', { params, body: { rev: 0, facts: { name: '欧阳小红' }, why: '更正' } })
  await steward.call('addGroup', { params, body: { rev: 1, kind: 'aged', source: 'visit', from: today, to: null }, idempotencyKey: key() })
  await steward.call('revealResident', { params, body: { field: 'phone', purpose: 'visit', note: null } })
  await member(steward, householdId, { relation: 'child' })
  const home = await person(steward, grid, { grid: 3 })
  await steward.call('moveResident', {
    params,
    body: { rev: 2, householdId: home.householdId, relation: 'parent', from: today, why: '搬家' },
    idempotencyKey: key(),
  })
  await steward.call('getHousehold', { params: { householdId } })
  for (const placeId of [grid.grids[0], grid.flats[0]?.[0]]) await steward.call('listHouseholds', { query: { placeId } })
  await steward.call('listDuplicates', { query: { state: 'open' } })
  await steward.call('searchResidents', { body: { text: '演示苑1幢' } })
  for (const query of [
    { parentId: grid.district },
    { within: grid.streets[0], kind: 'grid' as const },
    { within: grid.district, text: '东坡' },
  ])
    await steward.call('listPlaces', { query })
  await steward.call('getPlace', { params: { placeId: grid.streets[0] } })
  await steward.call('getPlaceMap', { params: { placeId: grid.district }, query: { kind: 'grid' } })
  await steward.call('findPlaceAt', { body: { longitude: 120.18, latitude: 30.22, datum: 'wgs84' } })
  const said = (value: 'retired' | 'unable', source: 'visit' | 'document'): NewObservation => ({
    subject: { kind: 'person', id: residentId },
    fact: 'employment',
    value,
    source,
    observedAt: new Date(Date.now() - 86_400_000),
    recordedBy: 'job',
  })
  await app.app.people.facts.recordObservations([said('retired', 'document'), said('unable', 'visit')])
  await app.app.people.facts.factsOf({ kind: 'person', id: residentId })
  const subject = { subjectKind: 'person', subjectId: residentId } as const
  const sheet = await steward.call('listFacts', { params: subject })
  await steward.call('getFactHistory', { params: { ...subject, fact: 'employment' } })
  await steward.call('listFactConflicts', { query: {} })
  const observationId = sheet.rows.find(({ fact }) => fact === 'employment')?.current?.observationId ?? ''
  await steward.call('resolveFact', {
    params: { ...subject, fact: 'employment' },
    body: { rev: sheet.rev, observationId, reason: '电话核实' },
    idempotencyKey: key(),
  })
  for (const job of app.app.people.jobs) await job.run()
}

test('no query of places, people and facts walks through a whole collection', async () => {
  await walkThrough()
  const seen = await plans(collections)
  const touched = new Set(seen.map(({ ns }) => ns.split('.')[1]))
  expect([...touched].sort()).toEqual(collections.filter((name) => name !== 'fact_changes').sort())
  const walked = seen.filter(({ planSummary }) => planSummary?.includes('COLLSCAN'))
  expect(
    walked.map(({ ns, op, command }) => `${op} ${ns.split('.')[1]} ${JSON.stringify(command.filter ?? command).slice(0, 300)}`),
  ).toEqual([])
})

test('the test bites: a query without an index is seen', async () => {
  await app.db.collection<{ _id: string; sex: string }>('residents').findOne({ sex: 'other' })
  expect((await plans(['residents'])).some(({ planSummary }) => planSummary === 'COLLSCAN')).toBe(true)
})
