import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { disability, type ExchangeGround, exchangeGround, rowOf } from '../../../../testing/exchange.ts'
import { freshIdNumber } from '../../../../testing/people.ts'

let ground: ExchangeGround
beforeAll(async () => {
  ground = await exchangeGround(inject('bffEnvironment'))
})
afterAll(() => ground.stop())
beforeEach(() => ground.reset())

describe('a pull', () => {
  test('lands facts, counts every row once, keeps what is bad, and agrees with the source', async () => {
    const [one, other] = [await ground.own(), await ground.own()]
    await ground.put(
      'disability',
      rowOf(one, disability),
      rowOf(other, { ...disability, grade: '9' }),
      rowOf({ name: '没登记', idNumber: freshIdNumber() }, disability),
    )
    await ground.control('misbehaviour', { duplicateShare: 1 })
    const run = await ground.exchange('disability')
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
    expect((await ground.known(one.residentId)).get('disabilityGrade')).toMatchObject({ value: 'second', source: 'disabled_federation' })
    expect(await ground.source('disability')).toMatchObject({ openLetters: 2, lastDoneAt: expect.any(String), nextAt: expect.any(String) })
    const again = await ground.exchange('disability')
    expect(again).toMatchObject({ applied: 0, unchanged: 1, dead: 2, agrees: true })
    expect(await ground.openLetters('disability')).toHaveLength(2)
    for (const { id, rev } of await ground.openLetters('disability'))
      await ground.steward.call('discardDeadLetter', { params: { letterId: id }, body: { rev, why: '测试结束' } })
  })

  test('an incremental one brings what changed, a cancelled registration says none', async () => {
    const one = await ground.own()
    await ground.put('allowance', rowOf(one, { kind: 'minimum_living', from: '2025-07-01', until: null }))
    await ground.exchange('allowance')
    expect((await ground.known(one.residentId)).get('assistance')).toMatchObject({ value: 'minimum_living' })
    await ground.put('allowance', rowOf(one, { kind: 'minimum_living', from: '2025-07-01', until: null, op: 'cancel' }))
    await ground.steward.call('startExchange', { params: { sourceId: 'allowance' }, body: { kind: 'incremental' }, idempotencyKey: key() })
    await ground.app.app.people.exchange.engine.work()
    expect((await ground.source('allowance')).run).toMatchObject({ kind: 'incremental', state: 'done', received: 1, applied: 1 })
    expect((await ground.known(one.residentId)).get('assistance')).toMatchObject({ value: 'none' })
  })

  test('the population register brings who is new to the grid it names, and changes nobody who is known', async () => {
    const one = await ground.own()
    const fresh = { name: '新来客', idNumber: freshIdNumber('1950-02-03', 'male') }
    const gridCode = ground.grid.codes.get(ground.grid.grids[0]) ?? ''
    await ground.put(
      'population',
      rowOf({ ...one, name: '别的名' }, { address: '上城区演示路', gridCode }),
      rowOf(fresh, { address: '上城区演示路 2 号', gridCode }),
      rowOf({ name: '无处人', idNumber: freshIdNumber() }, { address: '上城区演示路', gridCode: 'nowhere' }),
    )
    expect(await ground.exchange('population')).toMatchObject({ state: 'done', applied: 1, dead: 2 })
    const found = await ground.worker.call('searchResidents', { body: { text: fresh.idNumber } })
    expect(found.items).toMatchObject([{ nameMasked: '新*客', sex: 'male', householdId: null, state: 'present' }])
    expect(await ground.steward.call('getResident', { params: { residentId: one.residentId } })).toMatchObject({ nameMasked: '王*明' })
    const fields = (await ground.openLetters('population')).flatMap(({ reasons }) => reasons.map(({ field }) => field))
    expect(fields.sort()).toEqual(['gridCode', 'name'])
  })

  test('a source that fails, forgets the place, repeats pages and lets secrets run out is pulled to its end', async () => {
    const people = [await ground.own(), await ground.own(), await ground.own()]
    await ground.put('enrolment', ...people.map((who) => rowOf(who, { stage: 'primary', enrolledOn: '2026-09-01' })))
    await ground.control('misbehaviour', { expireSecrets: 1, errors: 1, refuseSignatures: 1 })
    const run = await ground.exchange('enrolment', 4)
    expect(run).toMatchObject({ state: 'done', applied: 3, agrees: true })
    expect((await ground.known(people[0]?.residentId ?? '')).get('schooling')).toMatchObject({ value: 'primary' })
  })

  test('the mobile gateway hands out assessments', async () => {
    const one = await ground.own()
    await ground.put('care', rowOf(one, { level: '4', assessedOn: '2026-09-01', expiresOn: '2027-08-31' }))
    expect(await ground.exchange('care')).toMatchObject({ state: 'done', applied: 1 })
    expect((await ground.known(one.residentId)).get('careLevel')).toMatchObject({ value: 'total', source: 'assessment' })
  })

  test('housing is of the household', async () => {
    const one = await ground.own()
    await ground.put('housing', rowOf(one, { homes: 2 }))
    expect(await ground.exchange('housing')).toMatchObject({ applied: 1, dead: 0 })
    expect((await ground.app.app.people.facts.factsOf({ kind: 'household', id: one.householdId }))?.get('homesOwned')).toMatchObject({
      value: 2,
    })
  })

  test('while it fails the reason stands there for a person, and a count that is wrong is not called right', async () => {
    const disagreed = async () => {
      const { values } = await ground.app.app.metrics.events.get()
      return values.find(({ labels }) => labels.event === 'exchange_disagrees')?.value ?? 0
    }
    expect(await disagreed()).toBe(0)
    await ground.put('housing')
    await ground.control('behaviour', { api: 'error_500' })
    expect(await ground.exchange('housing')).toMatchObject({
      state: 'running',
      fault: expect.stringContaining('没有回应'),
      nextTryAt: expect.any(String),
    })
    await ground.control('behaviour')
    await ground.control('misbehaviour', { miscount: 1 })
    await ground.hurry()
    await ground.app.app.people.exchange.engine.work()
    expect((await ground.source('housing')).run).toMatchObject({ state: 'done', fault: null, agrees: false })
    expect(await disagreed(), 'what the alarm looks at').toBe(1)
  })

  test('one at a time; paused it stands, and goes on where it stood', async () => {
    await ground.put('enrolment')
    await ground.steward.call('startExchange', { params: { sourceId: 'enrolment' }, body: { kind: 'full' }, idempotencyKey: key() })
    const second = ground.steward.call('startExchange', {
      params: { sourceId: 'enrolment' },
      body: { kind: 'full' },
      idempotencyKey: key(),
    })
    await expect(second).rejects.toMatchObject({ code: 'wrong_state' })
    await ground.turn('enrolment', 'pauseExchange')
    await ground.app.app.people.exchange.engine.work()
    expect(await ground.source('enrolment')).toMatchObject({ state: 'paused', run: { state: 'paused', pages: 0 } })
    await expect(ground.turn('enrolment', 'pauseExchange')).rejects.toMatchObject({ code: 'wrong_state' })
    const { rev } = await ground.source('enrolment')
    const stale = ground.steward.call('resumeExchange', { params: { sourceId: 'enrolment' }, body: { rev: rev - 1 } })
    await expect(stale).rejects.toMatchObject({ code: 'conflict' })
    await ground.turn('enrolment', 'resumeExchange')
    await ground.app.app.people.exchange.engine.work()
    expect((await ground.source('enrolment')).run).toMatchObject({ state: 'done' })
  })
})

test('quality: measured once a day, with who breaks a rule, in one’s own places', async () => {
  expect(await ground.steward.call('getDataQuality')).toMatchObject({ date: null, scoreBps: null })
  const who = await ground.own()
  await ground.steward.call('updateResident', {
    params: { residentId: who.residentId },
    body: { rev: 0, facts: { phone: null }, why: '号码停用' },
  })
  await ground.app.app.people.exchange.measure()
  const { rules, date } = await ground.steward.call('getDataQuality')
  expect(date).not.toBeNull()
  expect(rules.find(({ id }) => id === 'phone_present')).toMatchObject({
    dimension: 'completeness',
    failed: expect.any(Number),
    hasRows: true,
  })
  const rows = async (reader: SignedIn) =>
    (await reader.call('listQualityRows', { params: { ruleId: 'phone_present' }, query: { limit: 100 } })).items.map(({ id }) => id)
  expect(await rows(ground.steward)).toContain(who.residentId)
  expect(await rows(await staff(ground.app, ['data_steward'], null, [ground.grid.streets[1]]))).toEqual([])
  await ground.app.app.people.exchange.measure()
  expect((await ground.steward.call('getDataQuality')).rules).toEqual(rules)
})
