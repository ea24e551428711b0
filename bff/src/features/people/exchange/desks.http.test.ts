import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { disability, type ExchangeGround, exchangeGround, rowOf } from '../../../../testing/exchange.ts'
import { freshIdNumber, person, type TestPerson } from '../../../../testing/people.ts'

let ground: ExchangeGround
beforeAll(async () => {
  ground = await exchangeGround(inject('bffEnvironment'))
})
afterAll(() => ground.stop())
beforeEach(() => ground.reset())

const reportsOf = async (who: SignedIn, residentId: string) =>
  (await who.call('listDeathReports', { query: { limit: 100 } })).items.filter((report) => report.residentId === residentId)

describe('a row that could not be taken', () => {
  test('is shown hidden, looked at with a purpose, mended and taken', async () => {
    const one = await ground.own()
    const wrong = `${one.idNumber.slice(0, 17)}${one.idNumber.endsWith('1') ? '2' : '1'}`
    await ground.put('disability', { ...rowOf(one, disability), idNumber: wrong })
    await ground.exchange('disability')
    const letter = await ground.letterOf('disability')
    expect(letter.reasons).toMatchObject([{ field: 'idNumber', message: expect.stringContaining('抄错') }])
    expect(JSON.stringify(letter)).not.toContain(wrong)
    expect(letter.fields.find(({ name }) => name === 'idNumber')).toMatchObject({ title: '身份证号', editable: true })
    const params = { letterId: letter.id }
    expect(await ground.steward.call('revealDeadLetter', { params, body: { field: 'idNumber', purpose: 'verify', note: null } })).toEqual({
      value: wrong,
    })
    const replay = (changes: Record<string, string>, rev = letter.rev) =>
      ground.steward.call('replayDeadLetter', { params, body: { rev, changes, why: '对照证件更正' } })
    await expect(replay({})).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.changes.idNumber' }] })
    await expect(replay({ recordId: 'x' })).rejects.toMatchObject({ issues: [{ path: 'body.changes.recordId' }] })
    await expect(replay({ idNumber: one.idNumber }, letter.rev + 1)).rejects.toMatchObject({ code: 'conflict' })
    expect(await replay({ idNumber: one.idNumber })).toMatchObject({ state: 'replayed', note: '对照证件更正' })
    expect((await ground.known(one.residentId)).get('disabilityGrade')).toMatchObject({ value: 'second' })
    await expect(replay({ idNumber: one.idNumber })).rejects.toMatchObject({ code: 'wrong_state' })
    // The source sends its mistake again: it is known and wakes nobody.
    expect(await ground.exchange('disability')).toMatchObject({ state: 'done', agrees: true })
    expect(await ground.openLetters('disability')).toEqual([])
    const auditor = await staff(ground.app, ['auditor'])
    const { items: looks } = await auditor.call('searchAudit', { body: { action: 'letter.reveal', limit: 10 } })
    expect(looks).toMatchObject([{ reason: '核实信息：idNumber' }])
  })

  test('is kept when the number is someone’s but the name is another’s; written otherwise, the same name is the same', async () => {
    const [one, other] = [await ground.own(), await person(ground.steward, ground.grid, { name: '阿依·古丽' })]
    await ground.put('disability', rowOf({ ...one, name: '李四' }, disability), rowOf({ ...other, name: ' 阿依 古丽' }, disability))
    expect(await ground.exchange('disability')).toMatchObject({ applied: 1, dead: 1 })
    expect((await ground.known(one.residentId)).has('disabilityGrade')).toBe(false)
    expect((await ground.known(other.residentId)).has('disabilityGrade')).toBe(true)
    const letter = await ground.letterOf('disability')
    expect(letter.reasons).toMatchObject([{ field: 'name', message: expect.stringContaining('姓名和居民登记不一样') }])
    const replay = (changes: Record<string, string>) =>
      ground.steward.call('replayDeadLetter', { params: { letterId: letter.id }, body: { rev: letter.rev, changes, why: '电话核对' } })
    await expect(replay({})).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.changes.name' }] })
    expect(await replay({ name: one.name })).toMatchObject({ state: 'replayed' })
    expect((await ground.known(one.residentId)).has('disabilityGrade')).toBe(true)
  })

  test('comes right by itself when the source sends it mended; of someone unknown, when they are registered', async () => {
    const one = await ground.own()
    await ground.put('disability', rowOf(one, { ...disability, grade: '7' }))
    await ground.exchange('disability')
    expect(await ground.openLetters('disability')).toHaveLength(1)
    await ground.put('disability', rowOf(one, disability))
    await ground.exchange('disability')
    expect(await ground.openLetters('disability')).toEqual([])
    const unknown = { name: '后来人', idNumber: freshIdNumber() }
    await ground.put('care', rowOf(unknown, { level: '1', assessedOn: '2026-09-01', expiresOn: '2027-08-31' }))
    await ground.exchange('care')
    const letter = await ground.letterOf('care')
    expect(letter.reasons).toMatchObject([{ field: 'idNumber', message: expect.stringContaining('先登记居民') }])
    const facts = { ...unknown, phone: null, birthDate: null, sex: null, registeredAddress: null }
    const { id } = await ground.steward.call('createResident', {
      body: { householdId: one.householdId, relation: 'parent', from: '2022-01-01', facts, source: 'visit' },
      idempotencyKey: key(),
    })
    await ground.steward.call('replayDeadLetter', {
      params: { letterId: letter.id },
      body: { rev: letter.rev, changes: {}, why: '已经登记' },
    })
    expect((await ground.known(id)).get('careLevel')).toMatchObject({ value: 'mild' })
  })
})

describe('a reported death', () => {
  const reported = async (who: TestPerson, diedOn: string, change: object = {}) => {
    await ground.put('deaths', rowOf(who, { diedOn, ...change }))
    await ground.exchange('deaths')
  }
  const decide = (who: SignedIn, report: { id: string; rev: number }, verdict: 'confirmed' | 'dismissed') =>
    who.call('decideDeathReport', { params: { reportId: report.id }, body: { rev: report.rev, verdict, note: '上门看过' } })
  const one = async (who: SignedIn, residentId: string) => {
    const [report] = await reportsOf(who, residentId)
    if (!report) throw new Error('a report is there')
    return report
  }
  const stateOf = async (residentId: string) => (await ground.steward.call('getResident', { params: { residentId } })).state

  test('changes nothing until someone looked; confirmed, it counts and others are told', async () => {
    const who = await ground.own()
    await reported(who, '2026-09-30')
    expect(await stateOf(who.residentId)).toBe('present')
    expect((await ground.known(who.residentId)).has('vitalStatus')).toBe(false)
    const report = await one(ground.worker, who.residentId)
    const marked = async () => (await ground.worker.call('getResident', { params: { residentId: who.residentId } })).reportedDead
    expect(await marked()).toEqual({ reportId: report.id, diedOn: '2026-09-30', reportedAt: expect.any(String) })
    expect(report).toMatchObject({ state: 'open', diedOn: '2026-09-30', nameMasked: '王*明' })
    expect(await decide(ground.worker, report, 'confirmed')).toMatchObject({ state: 'confirmed' })
    expect(await marked()).toBeNull()
    expect(await stateOf(who.residentId)).toBe('deceased')
    expect((await ground.known(who.residentId)).get('deathDate')).toMatchObject({ value: '2026-09-30' })
    await expect(decide(ground.worker, report, 'dismissed')).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await ground.steward.call('listExchangeSources')).pushes.waiting).toBe(1)
    await ground.control('behaviour', { api: 'error_500' })
    await ground.app.app.people.exchange.pushes.work()
    expect((await ground.steward.call('listExchangeSources')).pushes).toMatchObject({ waiting: 1, sent: 0 })
    await ground.control('behaviour')
    await ground.hurry()
    await ground.app.app.people.exchange.pushes.work()
    const { changes } = (await (await fetch(`${ground.standIns.urls.hub}/_control/changes`)).json()) as { changes: unknown[] }
    expect(changes).toMatchObject([{ kind: 'death_confirmed', idNumber: who.idNumber, on: '2026-09-30' }])
  })

  test('dismissed, the same word does not come back, but another date does; withdrawn it ends', async () => {
    const who = await ground.own()
    await reported(who, '2026-09-01')
    await decide(ground.worker, await one(ground.worker, who.residentId), 'dismissed')
    await reported(who, '2026-09-01')
    expect(await one(ground.worker, who.residentId)).toMatchObject({ state: 'dismissed' })
    await reported(who, '2026-09-02')
    expect(await one(ground.worker, who.residentId)).toMatchObject({ state: 'open', diedOn: '2026-09-02' })
    await ground.put('deaths', rowOf(who, { diedOn: '2026-09-02', op: 'cancel' }))
    await ground.steward.call('startExchange', { params: { sourceId: 'deaths' }, body: { kind: 'incremental' }, idempotencyKey: key() })
    await ground.app.app.people.exchange.engine.work()
    expect(await one(ground.worker, who.residentId)).toMatchObject({ state: 'withdrawn' })
    expect(await stateOf(who.residentId)).toBe('present')
  })

  test('is settled by a worker who registers it; a move away is told too', async () => {
    const [gone, moved] = [await ground.own(), await ground.own()]
    await reported(gone, '2026-09-15')
    const change = (residentId: string, to: 'deceased' | 'moved_out') =>
      ground.worker.call('changeResidentState', { params: { residentId }, body: { rev: 0, to, on: '2026-09-15', why: '家属告知' } })
    await change(gone.residentId, 'deceased')
    await change(moved.residentId, 'moved_out')
    expect(await one(ground.worker, gone.residentId)).toMatchObject({ state: 'confirmed' })
    await ground.app.app.people.exchange.pushes.work()
    const { changes } = (await (await fetch(`${ground.standIns.urls.hub}/_control/changes`)).json()) as { changes: { kind: string }[] }
    expect(changes.map(({ kind }) => kind).sort()).toEqual(['death_confirmed', 'moved_out'])
  })

  test('goes where the person lives now: the street they left is shown nothing of it', async () => {
    const who = await ground.own()
    await reported(who, '2026-09-20')
    const [left, joined] = [
      await staff(ground.app, ['street'], null, [ground.grid.streets[0]]),
      await staff(ground.app, ['street'], null, [ground.grid.streets[1]]),
    ]
    const shown = async () => [(await reportsOf(left, who.residentId)).length, (await reportsOf(joined, who.residentId)).length]
    expect(await shown()).toEqual([1, 0])
    const home = await person(ground.steward, ground.grid, { grid: 3 })
    await ground.steward.call('moveResident', {
      params: { residentId: who.residentId },
      body: { rev: 0, householdId: home.householdId, relation: 'other', from: '2026-09-01', why: '搬到别的街道' },
      idempotencyKey: key(),
    })
    expect(await shown()).toEqual([0, 1])
  })
})
