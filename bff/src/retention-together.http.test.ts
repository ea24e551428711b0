import { addDays, addMonths, startOfDay } from '@minsheng/shared/units/calendar'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { key, signedInAgain } from '../testing/actors.ts'
import { accepted, undone, uploaded } from '../testing/imports.ts'
import { freshIdNumber, member, person, rawDump } from '../testing/people.ts'
import { type RetentionGround, retentionGround } from '../testing/retention.ts'

let ground: RetentionGround
beforeAll(async () => {
  ground = await retentionGround(inject('bffEnvironment'))
})
afterAll(() => ground.app.close())

describe('what hangs together', () => {
  test('an authorisation goes with what was done under it; an agreement of another day stays', async () => {
    await ground.rows('proxies').insertOne({ _id: 'keep_p', channel: 'online', endedAt: new Date('2020-01-01'), until: '2020-01-01' })
    await ground.rows('proxy_deeds').insertMany([
      { _id: 'keep_d1', proxyId: 'keep_p' },
      { _id: 'keep_d2', proxyId: 'keep_q' },
    ])
    const part = ground.retention.parts.find(({ collection }) => collection === 'proxies')
    await part?.end(ground.clock.now(), 100)
    expect(await ground.ids('proxy_deeds')).toEqual(['keep_d2'])
  })

  test('agreement that was given again after it was withdrawn is kept whole', async () => {
    const of = { accountId: 'again', residentId: null, kind: 'resident_link' }
    await ground.rows('consents').insertMany([
      { _id: 'keep_w', ...of, what: 'withdrawn', createdAt: new Date('2020-01-01') },
      { _id: 'keep_z', ...of, what: 'given', createdAt: new Date('2020-02-01') },
    ])
    const part = ground.retention.parts.find(({ collection }) => collection === 'consents')
    await part?.end(ground.clock.now(), 100)
    expect(await ground.ids('consents')).toEqual(expect.arrayContaining(['keep_w', 'keep_z']))
  })

  test('a photo goes with its consent, or after a week when no consent names it', async () => {
    const at = (days: number) => new Date(ground.clock.now().getTime() - days * 86_400_000)
    await ground.rows('consent_photos').insertMany([
      { _id: 'keep_photo_old', createdAt: at(8) },
      { _id: 'keep_photo_new', createdAt: at(6) },
      { _id: 'keep_photo_used', createdAt: at(400) },
      { _id: 'keep_photo_over', createdAt: at(1_500) },
    ])
    await ground.rows('offline_consents').insertMany([
      { _id: 'keep_used', state: 'confirmed', decidedAt: at(400), until: addDays(ground.today(), 1), photoId: 'keep_photo_used' },
      { _id: 'keep_gone', state: 'confirmed', decidedAt: at(1_500), until: addDays(ground.today(), -1_200), photoId: 'keep_photo_over' },
    ])
    await ground.retention.end()
    expect(await ground.ids('consent_photos')).toEqual(['keep_photo_new', 'keep_photo_used'])
    expect(await ground.ids('offline_consents')).not.toContain('keep_gone')
  })

  test('a photo of a paper goes with its application, or after a week when none names it', async () => {
    const at = (days: number) => new Date(ground.clock.now().getTime() - days * 86_400_000)
    await ground.rows('application_photos').insertMany([
      { _id: 'keep_paper_old', createdAt: at(9) },
      { _id: 'keep_paper_new', createdAt: at(6) },
      { _id: 'keep_paper_used', createdAt: at(400) },
      { _id: 'keep_paper_over', createdAt: at(1_500) },
    ])
    const application = (_id: string, state: string, days: number, photoId: string) => ({
      _id,
      state,
      isObjected: false,
      history: [{ at: at(days) }],
      materials: [{ name: '残疾证', photoIds: [photoId] }],
    })
    await ground
      .rows('policy_applications')
      .insertMany([
        application('keep_granted', 'approved', 1_500, 'keep_paper_used'),
        application('keep_refused', 'refused', 1_500, 'keep_paper_over'),
      ])
    await ground.retention.end()
    expect(await ground.ids('application_photos')).toEqual(['keep_paper_new', 'keep_paper_used'])
    expect(await ground.ids('policy_applications')).toEqual(['keep_granted'])
  })
})

test('rows of an import go on the day on which it can be undone no more; the import stays', async () => {
  const header = '户号,姓名,身份证号,与户主关系,联系电话,迁入日期,特殊群体\n'
  const home = await person(ground.street, ground.grid, {})
  const code = (await ground.street.call('getHousehold', { params: { householdId: home.householdId } })).code
  const job = await uploaded(ground.app, ground.street, 'resident', `${header}${code},甲小一,${freshIdNumber()},子女,,2024-03-01,\n`)
  const done = await accepted(ground.app, ground.street, job)
  expect(done.done.made).toBe(1)
  const left = () => ground.rows('import_rows').countDocuments({ importId: job.id } as never)
  ground.clock.advance(30 * 86_400_000 - 1_000)
  await ground.retention.end()
  expect(await left()).toBe(1)
  ground.clock.advance(2_000)
  await ground.retention.end()
  expect(await left()).toBe(0)
  const later = await signedInAgain(ground.app, ground.street)
  const after = await later.call('getImport', { params: { importId: job.id } })
  expect(after).toMatchObject({ state: 'done', undoUntil: null })
  await expect(undone(ground.app, later, after)).rejects.toMatchObject({ code: 'wrong_state' })
})

describe('a person who left', () => {
  test('is nameless three years later, with everything known about them; who lives here is untouched', async () => {
    const clerkThen = await signedInAgain(ground.app, ground.street)
    const gone = await person(clerkThen, ground.grid, { name: '离开了', flat: 1 })
    const here = await member(clerkThen, gone.householdId, { name: '还在的', relation: 'spouse' })
    await ground.app.app.people.facts.recordObservations([
      {
        subject: { kind: 'person', id: gone.residentId },
        fact: 'employment',
        value: 'retired',
        source: 'visit',
        observedAt: ground.clock.now(),
        recordedBy: 'test',
      },
    ])
    const before = await clerkThen.call('getResident', { params: { residentId: gone.residentId } })
    await clerkThen.call('changeResidentState', {
      params: { residentId: gone.residentId },
      body: { rev: before.rev, to: 'moved_out', on: ground.today(), why: '迁往外地' },
    })
    const typed = [`keep_look_${gone.residentId}`, `keep_case_${gone.residentId}`]
    const looked = { residentId: gone.residentId, at: new Date(ground.clock.now().getTime() + 400 * 86_400_000), purpose: 'other' }
    await ground.rows('reveals').insertOne({ _id: typed[0] ?? '', ...looked, note: '离开了的女儿来问' })
    await ground.rows('resident_duplicates').insertOne({
      _id: typed[1] ?? '',
      residentIds: [gone.residentId, here.residentId],
      state: 'different',
      decided: { by: 'stf', at: ground.clock.now(), note: '离开了是另一个人' },
      history: [{ at: ground.clock.now(), by: 'stf', to: 'different', note: '离开了是另一个人' }],
    })
    const facts = () => ground.rows('fact_observations').countDocuments({ subjectKey: `person.${gone.residentId}` } as never)
    expect(await facts()).toBe(1)
    const part = ground.retention.parts.find(({ collection }) => collection === 'residents')
    const due = startOfDay(addDays(addMonths(ground.today(), 36), 1)).getTime()
    ground.clock.advance(due - ground.clock.now().getTime() - 1_000)
    expect(await part?.count(ground.clock.now())).toBe(0)
    ground.clock.advance(2_000)
    expect((await ground.retention.due()).find(({ collection }) => collection === 'residents')).toMatchObject({ due: 1, ended: 0 })
    expect(await facts()).toBe(1)
    expect((await ground.retention.end())?.find(({ collection }) => collection === 'residents')).toMatchObject({ due: 1, ended: 1 })

    const record = await ground.rows('residents').findOne({ _id: gone.residentId })
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
      path: [ground.grid.district, ground.grid.streets[0]],
      birthDate: expect.stringMatching(/-01-01$/),
    })
    expect(await facts()).toBe(0)
    // That somebody looked, and judged, stays; what they typed does not.
    expect(await ground.rows('reveals').findOne({ _id: typed[0] ?? '' })).toMatchObject({ purpose: 'other', note: null })
    expect(await ground.rows('resident_duplicates').findOne({ _id: typed[1] ?? '' })).toMatchObject({
      state: 'different',
      decided: { by: 'stf', note: '' },
      history: [{ to: 'different', note: '' }],
    })
    const clerk = await signedInAgain(ground.app, ground.street)
    expect((await clerk.call('searchResidents', { body: { text: '离开' } })).items).toEqual([])
    expect((await clerk.call('searchResidents', { body: { text: gone.idNumber } })).items).toEqual([])
    const still = await clerk.call('getResident', { params: { residentId: here.residentId } })
    expect(still).toMatchObject({ state: 'present' })
    await expect(
      clerk.call('changeResidentState', {
        params: { residentId: gone.residentId },
        body: { rev: (record?.rev as number) ?? 0, to: 'present', on: ground.today(), why: '回来了' },
      }),
    ).rejects.toMatchObject({ status: 409 })
    const audited = await ground
      .rows('audit_log')
      .find({ action: 'retention.end' } as never)
      .toArray()
    expect(audited.map(({ subject }) => subject)).toContain('residents: 1')
    expect(await rawDump(ground.app, ['residents'])).not.toContain(gone.idNumber)
    await clerk.call('createResident', {
      body: {
        householdId: gone.householdId,
        relation: 'child',
        from: ground.today(),
        facts: { name: '又来了', idNumber: gone.idNumber, phone: null, birthDate: null, sex: null, registeredAddress: null },
        source: 'visit',
      },
      idempotencyKey: key(),
    })
  })
})

test('two processes at once: one of them ends, the other leaves it', async () => {
  const other = ground.createJob()
  await ground.rows('reveals').insertMany(Array.from({ length: 500 }, (_, at) => ({ _id: `keep_r${at}`, at: new Date('2001-01-01') })))
  const ends = await Promise.all([ground.retention.end(), other.end()])
  expect(ends.filter((tallies) => tallies === null)).toHaveLength(1)
  expect((await ground.ids('reveals')).filter((id) => /^keep_r\d/.test(id))).toEqual([])
})
