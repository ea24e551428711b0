import type { FactName, FactSubject, NewObservation, ObservationSource } from '@minsheng/shared/contracts/people'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { person, rawDump } from '../../../../testing/people.ts'

let app: TestApp
let grid: TestGrid
let clock: HeldClock
let street: SignedIn
let otherStreet: SignedIn
beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, clock })
  grid = await testGrid(app)
  street = await staff(app, ['street'], null, [grid.streets[0]])
  otherStreet = await staff(app, ['street'], null, [grid.streets[1]])
})
afterAll(() => app.close())

const DAY_MS = 24 * 3_600_000
const today = dayFromToday(0)
const ago = (days: number) => new Date(clock.now().getTime() - days * DAY_MS)
const port = () => app.app.people.facts
const someone = async () => {
  const { residentId, householdId } = await person(street, grid)
  return { person: { kind: 'person', id: residentId }, home: { kind: 'household', id: householdId } } satisfies Record<string, FactSubject>
}
const work = (
  subject: FactSubject,
  value: 'retired' | 'employed' | 'unable',
  source: ObservationSource,
  more: Partial<NewObservation> = {},
) => ({ subject, fact: 'employment', value, source, observedAt: ago(1), recordedBy: 'job', ...more }) as NewObservation
const sheet = (subject: FactSubject, query: { at?: string; knownAt?: string } = {}, who = street) =>
  who.call('listFacts', { params: { subjectKind: subject.kind, subjectId: subject.id }, query })
const row = async (subject: FactSubject, fact: FactName, query = {}) => (await sheet(subject, query)).rows.find((one) => one.fact === fact)
const told = (subject: FactSubject) =>
  app.db
    .collection<{ _id: string; subjectKey: string; outbox: unknown[] }>('fact_changes')
    .find({ subjectKey: `${subject.kind}.${subject.id}` })
    .sort({ at: 1 })
    .toArray()
const conflictsSeen = async (who: SignedIn, subject: FactSubject) =>
  (await who.call('listFactConflicts', { query: { limit: 100 } })).items.filter((item) => item.subjectId === subject.id)
const resolve = async (subject: FactSubject, observationId: string, rev?: number) =>
  street.call('resolveFact', {
    params: { subjectKind: subject.kind, subjectId: subject.id, fact: 'employment' },
    body: { rev: rev ?? (await sheet(subject)).rev, observationId, reason: '打电话问过本人' },
    idempotencyKey: key(),
  })

test('what a worker saw stands with source, end and note; others are told which fact, never what it is', async () => {
  const { person: subject } = await someone()
  const params = { subjectKind: 'person', subjectId: subject.id, fact: 'livingAlone' } as const
  const body = { value: true, source: 'visit', observedOn: today, note: '上门看到一个人住' } as const
  const idempotencyKey = key()
  await street.call('recordObservation', { params, body, idempotencyKey })
  await street.call('recordObservation', { params, body, idempotencyKey })
  const alone = await row(subject, 'livingAlone')
  expect(alone).toMatchObject({ state: 'known', masked: false, current: { words: '是', source: 'visit', confidence: 80 }, others: [] })
  const held = Date.parse(alone?.current?.expiresAt ?? '') - Date.parse(alone?.current?.observedAt ?? '')
  expect(held).toBe(183 * DAY_MS)
  const changes = await told(subject)
  expect(changes.map(({ outbox }) => outbox)).toMatchObject([
    [{ type: 'facts.changed', payload: { subject: `person.${subject.id}`, facts: ['livingAlone'] } }],
  ])
  expect(JSON.stringify(changes)).not.toMatch(/true|一个人住/)
  const history = await street.call('getFactHistory', { params })
  expect(history.observations).toMatchObject([{ standing: 'current', note: '上门看到一个人住', byYou: true }])
})

test('the same again changes nothing; the same seen later holds longer and tells no one', async () => {
  const { person: subject } = await someone()
  const first = work(subject, 'retired', 'human_resources')
  expect(await port().recordObservations([first, first])).toMatchObject({ recorded: 1, known: 1, changed: [{ facts: ['employment'] }] })
  expect(await port().recordObservations([first])).toEqual({ recorded: 0, known: 1, changed: [] })
  const later = work(subject, 'retired', 'human_resources', { observedAt: ago(0) })
  expect(await port().recordObservations([later])).toEqual({ recorded: 1, known: 0, changed: [] })
  expect(await told(subject)).toHaveLength(1)
  const fact = (await port().factsOf(subject))?.get('employment')
  expect(fact).toMatchObject({ value: 'retired', state: 'known', source: 'human_resources', confidence: 95 })
  expect(fact?.expiresAt?.getTime()).toBe(ago(0).getTime() + 183 * DAY_MS)
})

describe('sources that disagree', () => {
  test('wait for a person, who decides with a reason; only equal weight opens the question again', async () => {
    const { person: subject } = await someone()
    await port().recordObservations([work(subject, 'retired', 'document'), work(subject, 'unable', 'visit')])
    expect(await row(subject, 'employment')).toMatchObject({
      state: 'conflict',
      current: { words: '已退休' },
      others: [{ words: '没有劳动能力' }],
    })
    const [seen] = await conflictsSeen(street, subject)
    expect(seen).toMatchObject({ subjectName: '王*明', gridName: '东坡路第一网格', row: { fact: 'employment' } })
    expect(await conflictsSeen(otherStreet, subject)).toEqual([])
    const visitWord = seen?.row.others[0]?.observationId ?? ''

    clock.advance(1_000)
    await resolve(subject, visitWord)
    expect(await row(subject, 'employment')).toMatchObject({ state: 'settled', current: { observationId: visitWord } })
    expect(await conflictsSeen(street, subject)).toEqual([])
    expect(await told(subject)).toHaveLength(2)

    clock.advance(1_000)
    await port().recordObservations([work(subject, 'employed', 'import')])
    expect((await row(subject, 'employment'))?.state).toBe('settled')
    await port().recordObservations([work(subject, 'employed', 'declared')])
    expect(await row(subject, 'employment')).toMatchObject({ state: 'conflict', current: { words: '已退休' } })
    expect(await conflictsSeen(street, subject)).toHaveLength(1)
    const { resolutions } = await street.call('getFactHistory', {
      params: { subjectKind: 'person', subjectId: subject.id, fact: 'employment' },
    })
    expect(resolutions).toMatchObject([{ reason: '打电话问过本人', observationId: visitWord, holds: false }])
  })

  test('a decision about what has moved on since is refused; so is one where all agree', async () => {
    const { person: subject } = await someone()
    await port().recordObservations([work(subject, 'retired', 'document')])
    const only = (await row(subject, 'employment'))?.current?.observationId ?? ''
    await expect(resolve(subject, only)).rejects.toMatchObject({ code: 'wrong_state' })
    const before = await sheet(subject)
    await port().recordObservations([work(subject, 'unable', 'visit')])
    await expect(resolve(subject, only, before.rev)).rejects.toMatchObject({ code: 'conflict' })
    await expect(resolve(subject, 'obs_none')).rejects.toMatchObject({ issues: [{ path: 'body.observationId' }] })
  })

  test('whoever moves takes the open question along', async () => {
    const { person: subject } = await someone()
    await port().recordObservations([work(subject, 'retired', 'document'), work(subject, 'unable', 'visit')])
    const steward = await staff(app, ['data_steward'], null, [grid.district])
    const home = await person(steward, grid, { grid: 3 })
    await steward.call('moveResident', {
      params: { residentId: subject.id },
      body: { rev: 0, householdId: home.householdId, relation: 'parent', from: today, why: '搬家' },
      idempotencyKey: key(),
    })
    expect(await conflictsSeen(street, subject)).toEqual([])
    expect(await conflictsSeen(otherStreet, subject)).toHaveLength(1)
    await expect(sheet(subject)).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('as it was, as far as it was known: then and now', async () => {
  const { person: subject } = await someone()
  await port().recordObservations([work(subject, 'employed', 'human_resources', { observedAt: ago(100) })])
  const before = clock.now()
  clock.advance(1_000)
  await port().recordObservations([work(subject, 'retired', 'human_resources', { observedAt: ago(50) })])
  const at = (days: number, knownAt = clock.now()) => port().factsOf(subject, { at: ago(days), knownAt })
  expect((await at(0))?.get('employment')?.value).toBe('retired')
  expect((await at(60))?.get('employment')?.value).toBe('employed')
  expect((await at(0, before))?.get('employment')?.value).toBe('employed')
  expect((await at(0, ago(200)))?.size).toBe(0)
  expect(await row(subject, 'employment', { at: ago(60).toISOString() })).toMatchObject({ current: { words: '在职' } })
  expect((await row(subject, 'employment', { knownAt: before.toISOString() }))?.current?.words).toBe('在职')
})

test('what runs out becomes unknown, and others are told without anyone writing', async () => {
  const { person: subject } = await someone()
  await port().recordObservations([work(subject, 'retired', 'visit', { expiresAt: new Date(clock.now().getTime() + 60_000) })])
  const job = app.app.people.jobs.find(({ name }) => name === 'facts-expired')
  await job?.run()
  expect(await told(subject)).toHaveLength(1)
  clock.advance(60_000)
  await job?.run()
  await job?.run()
  expect(await row(subject, 'employment')).toMatchObject({ state: 'expired', current: null })
  expect(await told(subject)).toMatchObject([{ facts: ['employment'] }, { facts: ['employment'] }])
  expect((await port().factsOf(subject))?.has('employment')).toBe(false)
})

test('from level 3 on a fact lies sealed and is masked; a look needs a purpose and is on record', async () => {
  const { person: subject, home } = await someone()
  await port().recordObservations([
    { subject, fact: 'careLevel', value: 'severe', source: 'assessment', observedAt: ago(1), note: '金丝雀说明', recordedBy: 'job' },
    { subject: home, fact: 'householdIncomeFen', value: 987_654, source: 'income_check', observedAt: ago(1), recordedBy: 'job' },
    { subject, fact: 'employment', value: 'unable', source: 'visit', observedAt: ago(1), recordedBy: 'job' },
  ])
  // Rules name values too, of nobody.
  const ofPeople = (await app.db.collectionNames()).filter((name) => name !== 'policy_publications')
  const dump = await rawDump(app, ofPeople)
  expect(dump).toContain('unable')
  expect(dump).not.toMatch(/"severe"|987654|金丝雀说明/)
  const care = await row(subject, 'careLevel')
  expect(care).toMatchObject({ state: 'known', masked: true, current: { words: null } })
  const reveal = (who: FactSubject, fact: FactName) =>
    street.call('revealFact', {
      params: { subjectKind: who.kind, subjectId: who.id, fact },
      body: { purpose: 'visit', note: null },
    })
  expect((await reveal(subject, 'careLevel')).values).toMatchObject([{ words: '重度失能', note: '金丝雀说明' }])
  expect((await reveal(home, 'householdIncomeFen')).values).toMatchObject([{ words: '9,876.54 元' }])
  const { reveals } = await street.call('getResident', { params: { residentId: subject.id } })
  expect(reveals).toMatchObject([{ field: 'careLevel', purpose: 'visit', byYou: true }])
  await expect(reveal(subject, 'householdIncomeFen')).rejects.toMatchObject({ code: 'not_found' })
})

describe('refused, by name', () => {
  test.each([
    ['a word that is no option', { value: '退休' }, 'body.value'],
    ['a number where a word belongs', { value: 3 }, 'body.value'],
    ['tomorrow', { observedOn: dayFromToday(2) }, 'body.observedOn'],
    ['an end before the beginning', { expiresOn: '2020-01-01' }, 'body.expiresOn'],
    ['no word on how', { note: '' }, 'body.note'],
    ['more than certain', { confidence: 101 }, 'body.confidence'],
    ['the police by hand', { source: 'police' }, 'body.source'],
  ])('%s', async (_, change, path) => {
    const { person: subject } = await someone()
    const body = { value: 'retired', source: 'visit', observedOn: today, note: '上门', ...change } as never
    const params = { subjectKind: 'person', subjectId: subject.id, fact: 'employment' } as const
    await expect(street.call('recordObservation', { params, body, idempotencyKey: key() })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path }],
    })
  })

  test('one fault among many records nothing', async () => {
    const { person: subject } = await someone()
    const faulty = [
      work(subject, 'retired', 'visit'),
      work({ kind: 'person', id: 'res_none' }, 'retired', 'visit'),
      work({ kind: 'household', id: subject.id }, 'retired', 'visit'),
    ]
    await expect(port().recordObservations(faulty)).rejects.toMatchObject({
      issues: [{ path: 'observations.1.subject' }, { path: 'observations.2.subject' }, { path: 'observations.2.subject' }],
    })
    expect((await port().factsOf(subject))?.size).toBe(0)
    expect(await port().factsOf({ kind: 'person', id: 'res_none' })).toBeNull()
  })
})

test('many at once about one person: each on record once, told once for each change', async () => {
  const { person: subject } = await someone()
  const sources = ['human_resources', 'document', 'declared', 'visit'] as const
  const results = await Promise.all([...sources, ...sources].map((source) => port().recordObservations([work(subject, 'retired', source)])))
  expect(results.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(4)
  expect(await told(subject)).toHaveLength(1)
  expect(await row(subject, 'employment')).toMatchObject({ state: 'known', current: { source: 'human_resources' } })
})

test("in another's transaction: there with it, or not at all", async () => {
  const { person: subject } = await someone()
  const rolled = app.db.transaction(async (session) => {
    await app.db.collection('jobs_done').findOne({}, { session })
    await port().recordObservations([work(subject, 'retired', 'visit')], session)
    throw new Error('rolled back')
  })
  await expect(rolled).rejects.toThrow('rolled back')
  expect((await port().factsOf(subject))?.size).toBe(0)
  await app.db.transaction(async (session) => {
    await app.db.collection('jobs_done').findOne({}, { session })
    await port().recordObservations([work(subject, 'retired', 'visit')], session)
  })
  expect((await port().factsOf(subject))?.get('employment')?.value).toBe('retired')
  expect(await told(subject)).toHaveLength(1)
})

test('what is said of a merged record goes to the one that counts', async () => {
  const { person: subject } = await someone()
  const { person: kept } = await someone()
  await app.db
    .collection<{ _id: string; mergedInto: string | null }>('residents')
    .updateOne({ _id: subject.id }, { $set: { mergedInto: kept.id } })
  await port().recordObservations([work(subject, 'retired', 'visit')])
  expect((await port().factsOf(kept))?.get('employment')?.value).toBe('retired')
  expect((await port().factsOf(subject))?.get('employment')?.value).toBe('retired')
})
