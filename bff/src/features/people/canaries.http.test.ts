import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { backedUpContents, foundIn, serverFiles } from '../../../testing/clear-text.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { accepted, uploaded } from '../../../testing/imports.ts'
import { freshIdNumber, member, person, rawDump } from '../../../testing/people.ts'
import { resident } from '../../../testing/persons.ts'
import { createLog } from '../../platform/log/index.ts'

let app: TestApp
let grid: TestGrid
let street: SignedIn
let logged = ''
beforeAll(async () => {
  const output = new PassThrough()
  output.on('data', (chunk: Buffer) => {
    logged += chunk.toString('utf8')
  })
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, log: createLog('trace', output) })
  grid = await testGrid(app)
  street = await staff(app, ['street'], null, [grid.streets[0]])
})
afterAll(() => app.close())

/** Every collection of the database: one added later is looked through too. */
async function everything(): Promise<string> {
  const names = (await app.db.collectionNames()).filter((name) => name !== 'places')
  expect(names).toEqual(expect.arrayContaining(['residents', 'households', 'audit_log', 'idempotency_keys', 'reveals']))
  return rawDump(app, names)
}

test('a raw dump of the database and the log show no ID number, phone, address or name', async () => {
  const someone = await person(street, grid, { name: '金丝雀演示' })
  const other = await member(street, someone.householdId, { name: '夜莺演示', relation: 'spouse' })
  const { residentId } = someone
  await street.call('updateResident', {
    params: { residentId },
    body: { rev: 0, facts: { name: '画眉演示', phone: other.phone }, why: '更正' },
  })
  for (const text of [someone.idNumber, other.phone, '画眉演示', 'hmys', '演示苑1幢101室'])
    await street.call('searchResidents', { body: { text } })
  for (const field of ['name', 'idNumber', 'phone', 'address', 'registeredAddress'] as const)
    await street.call('revealResident', { params: { residentId }, body: { field, purpose: 'verify', note: null } })
  // Failures are where logs talk most.
  await expect(
    street.call('updateResident', {
      params: { residentId },
      body: { rev: 0, facts: { name: '鹦鹉演示', idNumber: someone.idNumber.slice(0, 17) }, why: '更正' },
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' })
  const canaries = {
    idNumber: someone.idNumber,
    idNumberWithoutEnds: someone.idNumber.slice(4, 16),
    phone: someone.phone,
    newPhone: other.phone,
    name: '金丝雀演示',
    newName: '画眉演示',
    otherName: '夜莺演示',
    pinyin: 'huameiyanshi',
    firstLetters: 'hmys',
    refusedName: '鹦鹉演示',
    registeredAddress: '77 号',
    registeredDoor: '808 室',
    flat: '演示苑1幢101室',
    building: '演示苑1幢',
    flatId: grid.flats[0]?.[0] ?? '',
  }
  const dump = await everything()
  expect(dump.length).toBeGreaterThan(5_000)
  expect(dump).toContain(residentId)
  await expect.poll(() => logged.includes('"operation":"searchResidents"')).toBe(true)
  for (const [name, canary] of Object.entries(canaries)) {
    expect(canary.length, name).toBeGreaterThan(2)
    expect(dump.includes(canary), `${name} in the database`).toBe(false)
    expect(
      dump.includes(
        Buffer.from(canary)
          .toString('base64')
          .replace(/..?=*$/, ''),
      ),
      `${name} in the database, base64`,
    ).toBe(false)
    expect(logged.includes(canary), `${name} in the log`).toBe(false)
  }
})

test('the grep bites: what is level 2 is found', async () => {
  await person(street, grid, { birthDate: '1931-07-13' })
  expect(await everything()).toContain('1931-07-13')
})

describe('a person who came in by every door', () => {
  const began = Date.now() - 5_000
  const canaries: Record<string, string> = {}
  /** In clear on purpose, in the same places: shows that whoever looks would find. */
  const control = `kongzhi${Math.random().toString(36).slice(2, 12)}`

  test('goes in by import, registration, facts, authorisation, message and call for help', { timeout: 60_000 }, async () => {
    const home = await person(street, grid, { name: '杜鹃一号', birthDate: '1933-02-17' })
    const elder = await resident(app)
    const daughter = await resident(app)
    const imported = { idNumber: freshIdNumber('1934-03-18'), phone: '19600713452' }
    Object.assign(canaries, {
      registeredName: '杜鹃一号',
      registeredIdNumber: home.idNumber,
      registeredPhone: home.phone,
      importedName: '百灵二号',
      importedIdNumber: imported.idNumber,
      importedPhone: imported.phone,
      badRowName: '云雀三号',
      factNote: '画眉说他一个人过夜',
      elderName: '喜鹊奶奶',
      proxyName: '喜鹊女儿',
      proxyPhone: daughter.phone,
      elderPhone: elder.phone,
      messageTitle: '鹧鸪的事办好了',
      messageBody: '黄鹂路七号的鹧鸪您好',
      consentName: '戴胜先生',
      callWords: '鸬鹚婆婆心口疼',
      callPlace: '120.188131',
    })
    const { code } = await street.call('getHousehold', { params: { householdId: home.householdId } })
    const job = await uploaded(
      app,
      street,
      'resident',
      [
        '户号,姓名,身份证号,与户主关系,联系电话,入住日期,特殊群体',
        `${code},百灵二号,${imported.idNumber},子女,${imported.phone},2024-03-01,`,
        `${code},云雀三号,330102199902300011,子女,,2024-03-01,`,
      ].join('\n'),
      { filename: '百灵二号.csv' },
    )
    await accepted(app, street, job, 'good_rows')
    await street.call('recordObservation', {
      params: { subjectKind: 'person', subjectId: home.residentId, fact: 'livingAlone' },
      body: { value: true, source: 'visit', observedOn: dayFromToday(0), note: '画眉说他一个人过夜' },
      idempotencyKey: key(),
    })
    const textVersion = (await (await guestH5(app)).call('getProxyCatalogue')).text.version
    const { id: proxyId } = await elder.call('inviteProxy', {
      body: {
        ...{ elderName: '喜鹊奶奶', proxyName: '喜鹊女儿', relation: 'child', phone: daughter.phone },
        ...{ scopes: ['gifts'], until: dayFromToday(30), textVersion },
      },
      idempotencyKey: key(),
    })
    const { items } = await daughter.call('listMessages', {})
    expect(items[0]?.title).toBe('喜鹊奶奶请您代办')
    await daughter.call('acceptProxy', { params: { proxyId }, body: { textVersion } })
    await app.app.message.send({
      id: `canary:${proxyId}`,
      to: elder.accountId,
      kind: 'notice',
      title: '鹧鸪的事办好了',
      body: '黄鹂路七号的鹧鸪您好',
      link: null,
      urgency: 'p0',
    })
    expect((await elder.call('listMessages', {})).items[0]).toMatchObject({ title: '鹧鸪的事办好了', body: '黄鹂路七号的鹧鸪您好' })
    for (const one of app.app.message.jobs) await one.run(new AbortController().signal)
    expect(await app.db.collection('message_dispatches').countDocuments()).toBeGreaterThan(0)
    // Asked twice, it is answered from what is kept.
    const again = { body: { holding: 'gifts', field: '捐赠人称呼', wanted: '我叫戴胜先生' }, idempotencyKey: key() }
    const asked = await elder.call('askCorrection', again)
    expect(await elder.call('askCorrection', again)).toEqual(asked)
    const { id: callId } = await elder.call('pressHelp', {
      body: { category: null, place: { lat: 30.262131, lng: 120.188131, accuracyM: 12, datum: 'wgs84' }, pressedAt: null },
      idempotencyKey: key(),
    })
    await elder.call('addToHelp', { params: { callId }, body: { words: '鸬鹚婆婆心口疼', category: null }, idempotencyKey: key() })
    await app.db.collection<{ _id: string; text: string }>('controls').insertOne({ _id: 'one', text: control })
  })

  test('stands in no document of any collection, stored answers among them, and not in the log', async () => {
    const names = await app.db.collectionNames()
    expect(names).toEqual(
      expect.arrayContaining(['messages', 'message_dispatches', 'proxies', 'imports', 'fact_observations', 'data_requests', 'help_calls']),
    )
    for (const name of names) {
      const rows = await app.db.collection(name).find({}, { raw: true }).toArray()
      for (const row of rows) expect(foundIn(row as unknown as Buffer, canaries), name).toEqual([])
    }
    const answers = await app.db
      .collection<{ _id: string; answer: unknown }>('idempotency_keys')
      .find({ state: 'done' } as never)
      .toArray()
    expect(answers.length).toBeGreaterThan(4)
    expect(answers.every(({ answer }) => typeof answer === 'object')).toBe(true)
    expect(foundIn(Buffer.from(logged), canaries)).toEqual([])
  })

  test('stands in no backup that our own command makes', async () => {
    const contents = await backedUpContents(app)
    expect(contents.length).toBeGreaterThan(20)
    expect(
      contents.some((content) => content.includes(control)),
      'the grep bites',
    ).toBe(true)
    for (const content of contents) expect(foundIn(content, canaries)).toEqual([])
  })

  test("stands in none of the database server's files after a checkpoint", { timeout: 60_000 }, async () => {
    let bites = false
    for (const { file, content } of await serverFiles(app, began)) {
      bites ||= content.includes(control)
      expect(foundIn(content, canaries), file).toEqual([])
    }
    expect(bites, 'the grep bites').toBe(true)
  })
})
