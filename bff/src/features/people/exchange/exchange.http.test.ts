import type { ExchangeSourceId } from '@minsheng/shared/contracts/people'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { ownStandIns } from '../../../../testing/own-stand-ins.ts'
import { freshIdNumber, person, type TestPerson } from '../../../../testing/people.ts'

let standIns: Awaited<ReturnType<typeof ownStandIns>>
let app: TestApp
let grid: TestGrid
let steward: SignedIn
let worker: SignedIn
beforeAll(async () => {
  standIns = await ownStandIns(inject('bffEnvironment'))
  app = await startTestApp(standIns.environment, freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
})
afterAll(async () => {
  await app.close()
  await standIns.stop()
})

const control = (path: string, body?: unknown) => standIns.control('hub', path, body)
beforeEach(async () => {
  await control('reset')
  await control('clear')
  // What another test left half done ends first, against an empty source.
  for (const run of (await steward.call('listExchangeSources')).items) if (run.state === 'paused') await turn(run.id, 'resumeExchange')
  await hurry()
  await app.app.people.exchange.engine.work()
})

/** What waits for another try is due now. */
async function hurry() {
  const waiting = { nextTryAt: { $type: 'date' } } as const
  for (const name of ['exchange_runs', 'exchange_pushes'])
    await app.db.collection(name).updateMany(waiting, { $set: { nextTryAt: new Date(0) } })
}

let sequence = 0
const changedAt = () => {
  sequence += 1
  return `2026-10-01 ${[Math.floor(sequence / 3600), Math.floor(sequence / 60) % 60, sequence % 60].map((part) => String(part).padStart(2, '0')).join(':')}`
}
const rowOf = (who: Pick<TestPerson, 'name' | 'idNumber'>, fields: object) => ({
  recordId: `rec-${who.idNumber}`,
  changedAt: changedAt(),
  name: who.name,
  idNumber: who.idNumber,
  ...fields,
})
const disability = { category: '1', grade: '2', issuedOn: '2023-06-01', expiresOn: '2033-05-31' }
const put = (register: ExchangeSourceId, ...rows: object[]) => control('rows', { register, rows })
const source = async (id: ExchangeSourceId) => {
  const found = (await steward.call('listExchangeSources')).items.find((item) => item.id === id)
  if (!found) throw new Error('the source is there')
  return found
}
async function turn(id: ExchangeSourceId, to: 'pauseExchange' | 'resumeExchange') {
  return steward.call(to, { params: { sourceId: id }, body: { rev: (await source(id)).rev } })
}
/** Starts an exchange from the beginning and works until nothing is left to do now. */
async function exchange(id: ExchangeSourceId, tries = 1) {
  const run = await steward.call('startExchange', { params: { sourceId: id }, body: { kind: 'full' }, idempotencyKey: key() })
  for (let count = 0; count < tries; count += 1) {
    await app.app.people.exchange.engine.work()
    await hurry()
  }
  const found = (await steward.call('listExchangeRuns', { query: { sourceId: id } })).items.find((item) => item.id === run.id)
  if (!found) throw new Error('the exchange is there')
  return found
}
const openLetters = async (sourceId: ExchangeSourceId) =>
  (await steward.call('listDeadLetters', { query: { sourceId, state: 'open', limit: 100 } })).items
const letterOf = async (sourceId: ExchangeSourceId) => {
  const [letter] = await openLetters(sourceId)
  if (!letter) throw new Error('a letter waits')
  return letter
}
const known = async (residentId: string) => (await app.app.people.facts.factsOf({ kind: 'person', id: residentId })) ?? new Map()
const own = () => person(steward, grid)
const reportsOf = async (who: SignedIn, residentId: string) =>
  (await who.call('listDeathReports', { query: { limit: 100 } })).items.filter((report) => report.residentId === residentId)

describe('a pull', () => {
  test('lands facts, counts every row once, keeps what is bad, and agrees with the source', async () => {
    const [one, other] = [await own(), await own()]
    await put(
      'disability',
      rowOf(one, disability),
      rowOf(other, { ...disability, grade: '9' }),
      rowOf({ name: '没登记', idNumber: freshIdNumber() }, disability),
    )
    await control('misbehaviour', { duplicateShare: 1 })
    const run = await exchange('disability')
    expect(run).toMatchObject({
      state: 'done',
      sent: 3,
      received: 6,
      repeated: 3,
      applied: 1,
      unchanged: 0,
      dead: 2,
      agrees: true,
      pages: 1,
      fault: null,
    })
    expect((await known(one.residentId)).get('disabilityGrade')).toMatchObject({ value: 'second', source: 'disabled_federation' })
    expect(await source('disability')).toMatchObject({ openLetters: 2, lastDoneAt: expect.any(String), nextAt: expect.any(String) })
    const again = await exchange('disability')
    expect(again).toMatchObject({ applied: 0, unchanged: 1, dead: 2, agrees: true })
    expect(await openLetters('disability')).toHaveLength(2)
    for (const { id, rev } of await openLetters('disability'))
      await steward.call('discardDeadLetter', { params: { letterId: id }, body: { rev, why: '测试结束' } })
  })

  test('an incremental one brings what changed, a cancelled registration says none', async () => {
    const one = await own()
    await put('allowance', rowOf(one, { kind: 'minimum_living', from: '2025-07-01', until: null }))
    await exchange('allowance')
    expect((await known(one.residentId)).get('assistance')).toMatchObject({ value: 'minimum_living' })
    await put('allowance', rowOf(one, { kind: 'minimum_living', from: '2025-07-01', until: null, op: 'cancel' }))
    await steward.call('startExchange', { params: { sourceId: 'allowance' }, body: { kind: 'incremental' }, idempotencyKey: key() })
    await app.app.people.exchange.engine.work()
    expect((await source('allowance')).run).toMatchObject({ kind: 'incremental', state: 'done', received: 1, applied: 1 })
    expect((await known(one.residentId)).get('assistance')).toMatchObject({ value: 'none' })
  })

  test('the population register brings who is new to the grid it names, and changes nobody who is known', async () => {
    const one = await own()
    const fresh = { name: '新来客', idNumber: freshIdNumber('1950-02-03', 'male') }
    const gridCode = grid.codes.get(grid.grids[0]) ?? ''
    await put(
      'population',
      rowOf({ ...one, name: '别的名' }, { address: '上城区演示路', gridCode }),
      rowOf(fresh, { address: '上城区演示路 2 号', gridCode }),
      rowOf({ name: '无处人', idNumber: freshIdNumber() }, { address: '上城区演示路', gridCode: 'nowhere' }),
    )
    expect(await exchange('population')).toMatchObject({ state: 'done', applied: 2, dead: 1 })
    const found = await worker.call('searchResidents', { body: { text: fresh.idNumber } })
    expect(found.items).toMatchObject([{ nameMasked: '新*客', sex: 'male', householdId: null, state: 'present' }])
    expect(await steward.call('getResident', { params: { residentId: one.residentId } })).toMatchObject({ nameMasked: '王*明' })
    expect((await letterOf('population')).reasons).toMatchObject([{ field: 'gridCode' }])
  })

  test('a source that fails, forgets the place, repeats pages and lets secrets run out is pulled to its end', async () => {
    const people = [await own(), await own(), await own()]
    await put('enrolment', ...people.map((who) => rowOf(who, { stage: 'primary', enrolledOn: '2026-09-01' })))
    await control('misbehaviour', { expireSecrets: 1, errors: 1, refuseSignatures: 1 })
    const run = await exchange('enrolment', 4)
    expect(run).toMatchObject({ state: 'done', applied: 3, agrees: true })
    expect((await known(people[0]?.residentId ?? '')).get('schooling')).toMatchObject({ value: 'primary' })
  })

  test('the mobile gateway hands out assessments', async () => {
    const one = await own()
    await put('care', rowOf(one, { level: '4', assessedOn: '2026-09-01', expiresOn: '2027-08-31' }))
    expect(await exchange('care')).toMatchObject({ state: 'done', applied: 1 })
    expect((await known(one.residentId)).get('careLevel')).toMatchObject({ value: 'total', source: 'assessment' })
  })

  test('housing is of the household', async () => {
    const one = await own()
    await put('housing', rowOf(one, { homes: 2 }))
    expect(await exchange('housing')).toMatchObject({ applied: 1, dead: 0 })
    expect((await app.app.people.facts.factsOf({ kind: 'household', id: one.householdId }))?.get('homesOwned')).toMatchObject({ value: 2 })
  })

  test('while it fails the reason stands there for a person, and a count that is wrong is not called right', async () => {
    const disagreed = async () => {
      const { values } = await app.app.metrics.events.get()
      return values.find(({ labels }) => labels.event === 'exchange_disagrees')?.value ?? 0
    }
    expect(await disagreed()).toBe(0)
    await put('housing')
    await control('behaviour', { api: 'error_500' })
    expect(await exchange('housing')).toMatchObject({
      state: 'running',
      fault: expect.stringContaining('没有回应'),
      nextTryAt: expect.any(String),
    })
    await control('behaviour')
    await control('misbehaviour', { miscount: 1 })
    await hurry()
    await app.app.people.exchange.engine.work()
    expect((await source('housing')).run).toMatchObject({ state: 'done', fault: null, agrees: false })
    expect(await disagreed(), 'what the alarm looks at').toBe(1)
  })

  test('one at a time; paused it stands, and goes on where it stood', async () => {
    await put('enrolment')
    await steward.call('startExchange', { params: { sourceId: 'enrolment' }, body: { kind: 'full' }, idempotencyKey: key() })
    const second = steward.call('startExchange', { params: { sourceId: 'enrolment' }, body: { kind: 'full' }, idempotencyKey: key() })
    await expect(second).rejects.toMatchObject({ code: 'wrong_state' })
    await turn('enrolment', 'pauseExchange')
    await app.app.people.exchange.engine.work()
    expect(await source('enrolment')).toMatchObject({ state: 'paused', run: { state: 'paused', pages: 0 } })
    await expect(turn('enrolment', 'pauseExchange')).rejects.toMatchObject({ code: 'wrong_state' })
    const { rev } = await source('enrolment')
    const stale = steward.call('resumeExchange', { params: { sourceId: 'enrolment' }, body: { rev: rev - 1 } })
    await expect(stale).rejects.toMatchObject({ code: 'conflict' })
    await turn('enrolment', 'resumeExchange')
    await app.app.people.exchange.engine.work()
    expect((await source('enrolment')).run).toMatchObject({ state: 'done' })
  })
})

describe('a row that could not be taken', () => {
  test('is shown hidden, looked at with a purpose, mended and taken', async () => {
    const one = await own()
    const wrong = `${one.idNumber.slice(0, 17)}${one.idNumber.endsWith('1') ? '2' : '1'}`
    await put('disability', { ...rowOf(one, disability), idNumber: wrong })
    await exchange('disability')
    const letter = await letterOf('disability')
    expect(letter.reasons).toMatchObject([{ field: 'idNumber', message: expect.stringContaining('抄错') }])
    expect(JSON.stringify(letter)).not.toContain(wrong)
    expect(letter.fields.find(({ name }) => name === 'idNumber')).toMatchObject({ title: '身份证号', editable: true })
    const params = { letterId: letter.id }
    expect(await steward.call('revealDeadLetter', { params, body: { field: 'idNumber', purpose: 'verify', note: null } })).toEqual({
      value: wrong,
    })
    const replay = (changes: Record<string, string>, rev = letter.rev) =>
      steward.call('replayDeadLetter', { params, body: { rev, changes, why: '对照证件更正' } })
    await expect(replay({})).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.changes.idNumber' }] })
    await expect(replay({ recordId: 'x' })).rejects.toMatchObject({ issues: [{ path: 'body.changes.recordId' }] })
    await expect(replay({ idNumber: one.idNumber }, letter.rev + 1)).rejects.toMatchObject({ code: 'conflict' })
    expect(await replay({ idNumber: one.idNumber })).toMatchObject({ state: 'replayed', note: '对照证件更正' })
    expect((await known(one.residentId)).get('disabilityGrade')).toMatchObject({ value: 'second' })
    await expect(replay({ idNumber: one.idNumber })).rejects.toMatchObject({ code: 'wrong_state' })
    // The source sends its mistake again: it is known and wakes nobody.
    expect(await exchange('disability')).toMatchObject({ state: 'done', agrees: true })
    expect(await openLetters('disability')).toEqual([])
    const looks = await app.db.collection<{ action: string; reason: string }>('audit_log').find({ action: 'letter.reveal' }).toArray()
    expect(looks).toMatchObject([{ reason: '核实信息：idNumber' }])
  })

  test('comes right by itself when the source sends it mended; of someone unknown, when they are registered', async () => {
    const one = await own()
    await put('disability', rowOf(one, { ...disability, grade: '7' }))
    await exchange('disability')
    expect(await openLetters('disability')).toHaveLength(1)
    await put('disability', rowOf(one, disability))
    await exchange('disability')
    expect(await openLetters('disability')).toEqual([])
    const unknown = { name: '后来人', idNumber: freshIdNumber() }
    await put('care', rowOf(unknown, { level: '1', assessedOn: '2026-09-01', expiresOn: '2027-08-31' }))
    await exchange('care')
    const letter = await letterOf('care')
    expect(letter.reasons).toMatchObject([{ field: 'idNumber', message: expect.stringContaining('先登记居民') }])
    const facts = { ...unknown, phone: null, birthDate: null, sex: null, registeredAddress: null }
    const { id } = await steward.call('createResident', {
      body: { householdId: one.householdId, relation: 'parent', from: '2022-01-01', facts, source: 'visit' },
      idempotencyKey: key(),
    })
    await steward.call('replayDeadLetter', { params: { letterId: letter.id }, body: { rev: letter.rev, changes: {}, why: '已经登记' } })
    expect((await known(id)).get('careLevel')).toMatchObject({ value: 'mild' })
  })
})

describe('a reported death', () => {
  const reported = async (who: TestPerson, diedOn: string, change: object = {}) => {
    await put('deaths', rowOf(who, { diedOn, ...change }))
    await exchange('deaths')
  }
  const decide = (who: SignedIn, report: { id: string; rev: number }, verdict: 'confirmed' | 'dismissed') =>
    who.call('decideDeathReport', { params: { reportId: report.id }, body: { rev: report.rev, verdict, note: '上门看过' } })
  const one = async (who: SignedIn, residentId: string) => {
    const [report] = await reportsOf(who, residentId)
    if (!report) throw new Error('a report is there')
    return report
  }
  const stateOf = async (residentId: string) => (await steward.call('getResident', { params: { residentId } })).state

  test('changes nothing until someone looked; confirmed, it counts and others are told', async () => {
    const who = await own()
    await reported(who, '2026-09-30')
    expect(await stateOf(who.residentId)).toBe('present')
    expect((await known(who.residentId)).has('vitalStatus')).toBe(false)
    const report = await one(worker, who.residentId)
    const marked = async () => (await worker.call('getResident', { params: { residentId: who.residentId } })).reportedDead
    expect(await marked()).toEqual({ reportId: report.id, diedOn: '2026-09-30', reportedAt: expect.any(String) })
    expect(report).toMatchObject({ state: 'open', diedOn: '2026-09-30', nameMasked: '王*明' })
    expect(await decide(worker, report, 'confirmed')).toMatchObject({ state: 'confirmed' })
    expect(await marked()).toBeNull()
    expect(await stateOf(who.residentId)).toBe('deceased')
    expect((await known(who.residentId)).get('deathDate')).toMatchObject({ value: '2026-09-30' })
    await expect(decide(worker, report, 'dismissed')).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await steward.call('listExchangeSources')).pushes.waiting).toBe(1)
    await control('behaviour', { api: 'error_500' })
    await app.app.people.exchange.pushes.work()
    expect((await steward.call('listExchangeSources')).pushes).toMatchObject({ waiting: 1, sent: 0 })
    await control('behaviour')
    await hurry()
    await app.app.people.exchange.pushes.work()
    const { changes } = (await (await fetch(`${standIns.urls.hub}/_control/changes`)).json()) as { changes: unknown[] }
    expect(changes).toMatchObject([{ kind: 'death_confirmed', idNumber: who.idNumber, on: '2026-09-30' }])
  })

  test('dismissed, the same word does not come back, but another date does; withdrawn it ends', async () => {
    const who = await own()
    await reported(who, '2026-09-01')
    await decide(worker, await one(worker, who.residentId), 'dismissed')
    await reported(who, '2026-09-01')
    expect(await one(worker, who.residentId)).toMatchObject({ state: 'dismissed' })
    await reported(who, '2026-09-02')
    expect(await one(worker, who.residentId)).toMatchObject({ state: 'open', diedOn: '2026-09-02' })
    await put('deaths', rowOf(who, { diedOn: '2026-09-02', op: 'cancel' }))
    await steward.call('startExchange', { params: { sourceId: 'deaths' }, body: { kind: 'incremental' }, idempotencyKey: key() })
    await app.app.people.exchange.engine.work()
    expect(await one(worker, who.residentId)).toMatchObject({ state: 'withdrawn' })
    expect(await stateOf(who.residentId)).toBe('present')
  })

  test('is settled by a worker who registers it; a move away is told too', async () => {
    const [gone, moved] = [await own(), await own()]
    await reported(gone, '2026-09-15')
    const change = (residentId: string, to: 'deceased' | 'moved_out') =>
      worker.call('changeResidentState', { params: { residentId }, body: { rev: 0, to, on: '2026-09-15', why: '家属告知' } })
    await change(gone.residentId, 'deceased')
    await change(moved.residentId, 'moved_out')
    expect(await one(worker, gone.residentId)).toMatchObject({ state: 'confirmed' })
    await app.app.people.exchange.pushes.work()
    const { changes } = (await (await fetch(`${standIns.urls.hub}/_control/changes`)).json()) as { changes: { kind: string }[] }
    expect(changes.map(({ kind }) => kind).sort()).toEqual(['death_confirmed', 'moved_out'])
  })
})

test('quality: measured once a day, with who breaks a rule, in one’s own places', async () => {
  expect(await steward.call('getDataQuality')).toMatchObject({ date: null, scoreBps: null })
  const who = await own()
  await steward.call('updateResident', {
    params: { residentId: who.residentId },
    body: { rev: 0, facts: { phone: null }, why: '号码停用' },
  })
  await app.app.people.exchange.measure()
  const { rules, date } = await steward.call('getDataQuality')
  expect(date).not.toBeNull()
  expect(rules.find(({ id }) => id === 'phone_present')).toMatchObject({
    dimension: 'completeness',
    failed: expect.any(Number),
    hasRows: true,
  })
  const rows = async (reader: SignedIn) =>
    (await reader.call('listQualityRows', { params: { ruleId: 'phone_present' }, query: { limit: 100 } })).items.map(({ id }) => id)
  expect(await rows(steward)).toContain(who.residentId)
  expect(await rows(await staff(app, ['data_steward'], null, [grid.streets[1]]))).toEqual([])
  await app.app.people.exchange.measure()
  expect((await steward.call('getDataQuality')).rules).toEqual(rules)
})
