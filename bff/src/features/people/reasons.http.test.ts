import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { key, type SignedIn, staff } from '../../../testing/actors.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { backedUpContents, foundIn, serverFiles } from '../../../testing/clear-text.ts'
import { disability, type ExchangeGround, exchangeGround, rowOf } from '../../../testing/exchange.ts'
import { accepted, uploaded, workImports } from '../../../testing/imports.ts'
import { freshIdNumber, person, type TestPerson } from '../../../testing/people.ts'
import { createLog } from '../../platform/log/index.ts'

/** What a clerk typed as a reason: it names somebody, as clerks do. */
const typed = {
  update: '缃叶说号码写错了',
  move: '岚岫一家换房子',
  reveal: '琥珀要核对证件',
  merge: '黛蓝两条是一个人',
  dismiss: '茜草不是同一人',
  death: '藕荷的女儿证实了',
  letterLook: '竹青的证件看不清',
  letter: '月白已带证件来过',
  place: '酡颜住的楼并过来',
  closing: '秋香那户搬空了',
  shift: '绛紫腰伤住院',
  undo: '苍葭的名单导错了',
  request: '檀香要管全区',
  requestAnswer: '檀香的任命看过了',
  wish: '给胭脂寄年报',
  wishAnswer: '胭脂同意收信',
  search: '靛青的事查一下',
} as const
/** In clear on purpose, in the same places: shows that whoever looks would find. */
const control = `duizhao${Math.random().toString(36).slice(2, 12)}`
const began = Date.now() - 5_000
let ground: ExchangeGround
let street: SignedIn
let auditor: SignedIn
let logged = ''
beforeAll(async () => {
  const output = new PassThrough()
  output.on('data', (chunk: Buffer) => {
    logged += chunk.toString('utf8')
  })
  ground = await exchangeGround(inject('bffEnvironment'), { log: createLog('trace', output) })
  street = await staff(ground.app, ['street'], null, [ground.grid.streets[0]])
  auditor = await staff(ground.app, ['auditor'])
  await ground.reset()
})
afterAll(() => ground.stop())

/** The same person in two households, and the case of it. */
async function twins() {
  const first = await person(street, ground.grid)
  const home = await person(ground.steward, ground.grid, { grid: 3 })
  await ground.steward.call('createResident', {
    body: {
      householdId: home.householdId,
      relation: 'other',
      from: '2022-01-01',
      facts: { name: first.name, idNumber: null, phone: first.phone, birthDate: '1949-06-15', sex: 'female', registeredAddress: null },
      source: 'visit',
    },
    idempotencyKey: key(),
  })
  const { items } = await ground.steward.call('listDuplicates', { query: { limit: 100 } })
  const found = items.find(({ records }) => records.some(({ id }) => id === first.residentId))
  if (!found) throw new Error('the two were noticed')
  return { first, found }
}

async function ofRegisters(one: TestPerson): Promise<void> {
  await ground.put('deaths', rowOf(one, { diedOn: '2026-09-30' }))
  await ground.exchange('deaths')
  const [report] = (await ground.steward.call('listDeathReports', { query: { limit: 100 } })).items
  await ground.steward.call('decideDeathReport', {
    params: { reportId: report?.id ?? '' },
    body: { rev: report?.rev ?? 0, verdict: 'dismissed', note: typed.death },
  })
  const [again] = (await ground.steward.call('listDeathReports', { query: { limit: 100 } })).items
  expect(again?.note).toBe(typed.death)
  await ground.put('disability', { ...rowOf(one, disability), idNumber: '330102199902300011' })
  await ground.exchange('disability')
  const { id, rev } = await ground.letterOf('disability')
  const params = { letterId: id }
  await ground.steward.call('revealDeadLetter', { params, body: { field: 'idNumber', purpose: 'other', note: typed.letterLook } })
  const letter = await ground.steward.call('discardDeadLetter', { params, body: { rev, why: typed.letter } })
  expect(letter.note).toBe(typed.letter)
}

async function ofPlaces(): Promise<void> {
  const { steward, grid } = ground
  const today = dayFromToday(0)
  const placeId = grid.buildings[2]
  await steward.call('changePlace', {
    params: { placeId },
    body: { rev: 0, name: '演示苑改名楼', validFrom: today, reason: typed.place },
    idempotencyKey: key(),
  })
  const flat = grid.flats[2]?.[1] ?? ''
  await steward.call('closePlace', { params: { placeId: flat }, body: { rev: 0, validTo: today, reason: typed.closing } })
  const { versions } = await steward.call('getPlace', { params: { placeId }, query: {} })
  expect(versions.map(({ reason }) => reason)).toEqual([typed.place, '初始导入'])
  const from = dayFromToday(3)
  const body = { placeId: grid.grids[0], workerId: ground.worker.accountId, from, to: from, days: 'every_day' as const }
  await street.call('planShifts', { body: { ...body, startsAt: '08:30', endsAt: '17:30' }, idempotencyKey: key() })
  const roster = await street.call('getRoster', { params: { placeId: grid.grids[0] }, query: { from, days: 1 } })
  const turn = roster.grids[0]?.shifts[0]
  await street.call('cancelShift', { params: { shiftId: turn?.id ?? '' }, body: { rev: turn?.rev ?? 0, why: typed.shift } })
  const home = await person(street, grid)
  const { code } = await street.call('getHousehold', { params: { householdId: home.householdId } })
  const csv = `户号,姓名,身份证号,与户主关系,入住日期\n${code},百灵,${freshIdNumber('1934-03-18')},子女,2024-03-01\n`
  const job = await accepted(ground.app, steward, await uploaded(ground.app, steward, 'resident', csv))
  expect(job.state).toBe('done')
  await steward.call('undoImport', { params: { importId: job.id }, body: { rev: job.rev, why: typed.undo } })
  await workImports(ground.app)
}

async function ofTheHouse(): Promise<void> {
  const [administrator, officer] = [await staff(ground.app, ['administrator']), await staff(ground.app, ['security_officer'])]
  const position = { roles: ['auditor' as const], charityId: null, placeIds: [] }
  await administrator.call('changeStaffPosition', {
    params: { staffId: ground.worker.accountId },
    body: { position, reason: typed.request },
  })
  const [request] = (await administrator.call('listRoleRequests', { query: { limit: 10 } })).items
  expect(request?.reason).toBe(typed.request)
  const decided = await officer.call('decideRoleRequest', {
    params: { requestId: request?.id ?? '' },
    body: { approve: false, note: typed.requestAnswer },
  })
  expect(decided).toMatchObject({ reason: typed.request, note: typed.requestAnswer })
  const day = dayFromToday(0)
  const body = { table: 'audit' as const, charityId: null, campaignId: null, from: day, to: day, reason: typed.wish }
  const { id, rev } = await auditor.call('createExportRequest', { body, idempotencyKey: key() })
  const params = { exportRequestId: id }
  const answered = await officer.call('decideExportRequest', { params, body: { rev, approve: true, note: typed.wishAnswer } })
  expect(answered).toMatchObject({ reason: typed.wish, note: typed.wishAnswer })
}

test('reasons are typed in every place that asks for one, and whoever may see the record reads them', { timeout: 60_000 }, async () => {
  const one = await person(street, ground.grid)
  const params = { residentId: one.residentId }
  await street.call('updateResident', { params, body: { rev: 0, facts: { phone: '19900001234' }, why: typed.update } })
  await street.call('revealResident', { params, body: { field: 'phone', purpose: 'other', note: typed.reveal } })
  await street.call('moveHousehold', {
    params: { householdId: one.householdId },
    body: { rev: 0, placeId: ground.grid.flats[1]?.[0] ?? '', from: '2024-06-01', why: typed.move },
  })
  expect((await street.call('getResident', { params })).history.map(({ why }) => why)).toContain(typed.update)
  const household = await street.call('getHousehold', { params: { householdId: one.householdId } })
  expect(household.history.map(({ why }) => why)).toContain(`迁居：${typed.move}`)
  for (const [note, verdict] of [
    [typed.merge, 'mergeDuplicate'],
    [typed.dismiss, 'dismissDuplicate'],
  ] as const) {
    const { first, found } = await twins()
    const body = { rev: found.rev, keepId: first.residentId, note }
    const at = { duplicateId: found.id }
    const done =
      verdict === 'mergeDuplicate'
        ? await ground.steward.call(verdict, { params: at, body })
        : await ground.steward.call(verdict, { params: at, body: { rev: found.rev, note } })
    expect(done.note).toBe(note)
  }
  await ofRegisters(await ground.own())
  await ofPlaces()
  await ofTheHouse()
  expect((await auditor.call('searchAudit', { body: { purpose: '月白', limit: 10 } })).items).toEqual([])
  await auditor.call('searchAudit', { body: { purpose: typed.search, limit: 10 } })
  const { items } = await auditor.call('searchAudit', { body: { purpose: '竹青', limit: 10 } })
  expect(items).toMatchObject([{ action: 'letter.reveal', reason: `其他：idNumber，${typed.letterLook}` }])
  await ground.app.app.audit.seal()
  await auditor.call('verifyAuditChain', {})
  await ground.app.app.audit.verified()
  expect((await auditor.call('getAuditChain', {})).verification).toMatchObject({ holds: true, damages: [] })
  await ground.app.db.collection<{ _id: string; text: string }>('controls').insertOne({ _id: 'one', text: control })
})

test('none of them stands in a document of any collection, nor in the log', async () => {
  const names = await ground.app.db.collectionNames()
  expect(names).toEqual(expect.arrayContaining(['audit_log', 'places', 'reveals', 'role_requests', 'shifts']))
  for (const name of names) {
    const rows = await ground.app.db.collection(name).find({}, { raw: true }).toArray()
    for (const row of rows) expect(foundIn(row as unknown as Buffer, typed), name).toEqual([])
  }
  await expect.poll(() => logged.includes('"operation":"searchAudit"')).toBe(true)
  expect(foundIn(Buffer.from(logged), typed)).toEqual([])
})

test('none of them stands in a backup', async () => {
  const contents = await backedUpContents(ground.app)
  expect(
    contents.some((content) => content.includes(control)),
    'the grep bites',
  ).toBe(true)
  for (const content of contents) expect(foundIn(content, typed)).toEqual([])
})

test("none of them stands in the database server's files", { timeout: 60_000 }, async () => {
  let bites = false
  for (const { file, content } of await serverFiles(ground.app, began)) {
    bites ||= content.includes(control)
    expect(foundIn(content, typed), file).toEqual([])
  }
  expect(bites, 'the grep bites').toBe(true)
})
