import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../testing/actors.ts'
import { heldClock, send, startTestApp, type TestApp } from '../../../testing/app.ts'
import { type District, district } from '../../../testing/district.ts'
import { pastGift } from '../../../testing/gifts.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { person } from '../../../testing/people.ts'
import { sheetRows } from '../../../testing/workbook.ts'

const clock = heldClock()
let app: TestApp
let grid: TestGrid
let place: District
const by = {} as Record<'street' | 'otherStreet' | 'auditor' | 'officer' | 'bureau' | 'owner' | 'finance' | 'otherOwner', SignedIn>
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, clock })
  grid = await testGrid(app)
  place = await district(app)
  by.street = await staff(app, ['street'], null, [grid.streets[0]])
  by.otherStreet = await staff(app, ['street'], null, [grid.streets[1]])
  by.auditor = await staff(app, ['auditor'])
  by.officer = await staff(app, ['security_officer'])
  by.bureau = await staff(app, ['bureau'])
  by.owner = await staff(app, ['charity_owner'], place.charityId)
  by.finance = await staff(app, ['charity_finance'], place.charityId)
  by.otherOwner = await staff(app, ['charity_owner'], (await district(app)).charityId)
})
afterAll(() => app.close())

type Filter = Parameters<SignedIn['call']>[1] extends never ? never : Record<string, unknown>
const search = (filter: Filter, who = by.auditor) => who.call('searchAudit', { body: { limit: 100, ...filter } as never })

describe('the record', () => {
  test('someone of another street and someone who does not exist answer alike, and both tries are on record', async () => {
    const someone = await person(by.street, grid)
    const asked = [someone.residentId, 'rsd_nobody']
    const answers = await Promise.all(
      asked.map((residentId) =>
        send(app.url, {
          method: 'GET',
          url: `/api/v1/admin/residents/${residentId}`,
          headers: { Authorization: `Bearer ${by.otherStreet.token}` },
        }),
      ),
    )
    const [one, two] = answers.map(({ status, data }) => ({ status, ...(data as object), requestId: null }))
    expect(one).toEqual(two)
    expect(one?.status).toBe(404)
    const { items } = await search({ who: by.otherStreet.accountId, outcome: 'refused' })
    expect(items.map(({ subject }) => subject).sort()).toEqual([...asked].sort())
    expect(items[0]).toMatchObject({ action: 'resident.read', actionWords: '居民：查看', actorName: '测试人员' })
  })

  test('is found by whom (blind), purpose, action, time; a number that nobody has finds nothing, without saying so', async () => {
    const someone = await person(by.street, grid)
    await by.street.call('revealResident', {
      params: { residentId: someone.residentId },
      body: { field: 'phone', purpose: 'visit', note: null },
    })
    const found = await search({ whom: someone.idNumber, action: 'resident.reveal' })
    expect(found.items).toMatchObject([{ subject: someone.residentId, actorId: by.street.accountId, outcome: 'done' }])
    expect((await search({ whom: someone.phone, action: 'resident.reveal' })).items).toHaveLength(1)
    expect((await search({ whom: '330102194001011234' })).items).toEqual([])
    expect((await search({ action: 'resident.reveal', to: '2020-01-01' })).items).toEqual([])
    // The look itself is on record, without the number that was asked for.
    const { items } = await search({ who: by.auditor.accountId, action: 'audit.search' })
    expect(items.length).toBeGreaterThan(3)
    expect(JSON.stringify(items)).toContain('对谁：***')
    expect(JSON.stringify(items)).not.toContain(someone.idNumber)
    // …in words, not in the names of the program.
    expect(items.map(({ reason }) => reason)).toContain('对谁：***；做了什么：居民：查看隐藏信息')
    expect(items.filter(({ reason }) => /[a-z]+=/.test(reason ?? ''))).toEqual([])
    expect((await search({ purpose: '对谁：', limit: 1 })).nextCursor).not.toBeNull()
  })

  test('pages hold each row once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    for (let i = 0; i < 60; i += 1) {
      const page = await by.auditor.call('searchAudit', { body: { limit: 7, who: by.street.accountId, ...(cursor ? { cursor } : {}) } })
      seen.push(...page.items.map(({ id }) => id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(await app.db.collection('audit_log').countDocuments({ actor: by.street.accountId }))
  })
})

describe('the chain', () => {
  test('its state is shown; verified it holds, bent it says where', async () => {
    await app.app.audit.seal()
    await app.app.audit.anchor()
    await by.officer.call('verifyAuditChain', {})
    await app.app.audit.verified()
    const chain = await by.auditor.call('getAuditChain', {})
    expect(chain.verification).toMatchObject({ state: 'done', holds: true, damages: [] })
    expect(chain.anchor?.seq).toBeLessThanOrEqual(chain.head.seq)
    const { data } = await send(app.url, { method: 'GET', url: '/api/v1/audit-anchors/file', headers: {} })
    expect(JSON.parse(String(data).trim().split('\n').at(-1) ?? '')).toMatchObject({ seq: chain.anchor?.seq, kid: 's1' })
    const seq = chain.head.seq - 2
    const row = await app.db.collection<{ _id: string; actor: string }>('audit_log').findOneAndUpdate({ seq }, { $set: { actor: 'stf_x' } })
    await by.auditor.call('verifyAuditChain', {})
    await app.app.audit.verified()
    expect((await by.officer.call('getAuditChain', {})).verification).toMatchObject({
      holds: false,
      damages: [{ kind: 'edited', kindWords: '被改过', seq }],
    })
    await app.db.collection('audit_log').updateOne({ seq }, { $set: { actor: row?.actor } })
  })
})

describe('taking a table away', () => {
  const wish = { table: 'donors' as const, charityId: null, campaignId: null, from: null, to: null, reason: '给捐赠人寄年报' }
  const ask = (who = by.finance, change: object = {}) =>
    who.call('createExportRequest', { body: { ...wish, ...change }, idempotencyKey: key() })
  const decide = (who: SignedIn, { id, rev }: { id: string; rev: number }, approve = true) =>
    who.call('decideExportRequest', { params: { exportRequestId: id }, body: { rev, approve, note: '同意' } })
  const download = (who: SignedIn, id: string) => who.call('downloadExport', { params: { exportRequestId: id } })

  test('asked by one, agreed to by another, fetched once; who and when stand in every row', async () => {
    await pastGift(app, place, { donorName: '王小明', amountFen: 700 })
    const masked = await by.finance.call('exportWorkbook', { body: wish })
    expect(JSON.stringify(await sheetRows(masked, '捐赠人'))).toContain('王*明')
    const request = await ask()
    expect(request).toMatchObject({ state: 'asked', level: 3, charityId: place.charityId, mayDecide: false, mayDownload: false })
    // Neither oneself, nor another charity's owner; before it is agreed to there is nothing to fetch.
    for (const who of [by.otherOwner, by.finance, by.street])
      await expect(decide(who, request)).rejects.toMatchObject({ status: expect.toSatisfy((is: number) => is === 403 || is === 404) })
    await expect(download(by.finance, request.id)).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await by.owner.call('listExportRequests', { query: {} })).items).toMatchObject([{ id: request.id, mayDecide: true }])
    expect((await by.otherOwner.call('listExportRequests', { query: {} })).items).toEqual([])
    await decide(by.owner, request)
    await expect(decide(by.bureau, request)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(download(by.owner, request.id)).rejects.toMatchObject({ code: 'not_found' })
    // Twice at once: one file.
    const both = await Promise.allSettled([download(by.finance, request.id), download(by.finance, request.id)])
    const files = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(files).toHaveLength(1)
    const { header, rows } = await sheetRows(files[0] as Uint8Array, '捐赠人')
    expect(rows.map((row) => row[header.indexOf('捐赠人')])).toContain('王小明')
    expect(new Set(rows.map((row) => row[header.indexOf('导出编号')]))).toEqual(new Set([request.id]))
    expect(Object.fromEntries((await sheetRows(files[0] as Uint8Array, '说明')).rows)).toMatchObject({
      由谁导出: '测试人员',
      由谁同意: '测试人员',
      导出编号: request.id,
    })
    await expect(download(by.finance, request.id)).rejects.toMatchObject({ code: 'wrong_state' })
    const { items } = await search({ subject: request.id })
    expect(
      items
        .filter(({ outcome }) => outcome === 'done')
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['export-request.ask', 'export-request.decide', 'export-request.download'])
  })

  test('refused, or not used in time, nothing is to be had', async () => {
    const refused = await ask()
    expect(await decide(by.bureau, refused, false)).toMatchObject({ state: 'refused', note: '同意' })
    await expect(download(by.finance, refused.id)).rejects.toMatchObject({ code: 'wrong_state' })
    const unanswered = await ask()
    const agreed = await ask()
    await decide(by.officer, agreed)
    const held = clock.now().getTime()
    clock.advance(24 * 3_600_000)
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const listed = (await owner.call('listExportRequests', { query: {} })).items
    expect(listed.find(({ id }) => id === agreed.id)).toMatchObject({ state: 'lapsed' })
    expect(listed.find(({ id }) => id === unanswered.id)).toMatchObject({ state: 'asked', mayDecide: true })
    clock.advance(6 * 24 * 3_600_000 + 1)
    const late = await staff(app, ['charity_owner'], place.charityId)
    await expect(decide(late, unanswered)).rejects.toMatchObject({ code: 'wrong_state' })
    clock.advance(held - clock.now().getTime())
  })

  test('the record leaves only with the security officer; the same key asks once; a wish must be whole', async () => {
    const idempotencyKey = key()
    const body = { ...wish, table: 'audit' as const, from: '2020-01-01', to: '2030-01-01' }
    const once = await by.auditor.call('createExportRequest', { body, idempotencyKey })
    expect((await by.auditor.call('createExportRequest', { body, idempotencyKey })).id).toBe(once.id)
    await expect(decide(by.bureau, once)).rejects.toMatchObject({ code: 'not_found' })
    await decide(by.officer, once)
    const { header, rows } = await sheetRows(await download(by.auditor, once.id), '审计记录')
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.every((row) => row[header.indexOf('导出编号')] === once.id)).toBe(true)
    await expect(ask(by.auditor, { table: 'audit' })).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.from' }] })
    await expect(ask(by.finance, { reason: '看' })).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.reason' }] })
    await expect(ask(by.street)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(ask(by.finance, { table: 'audit', from: '2026-01-01', to: '2026-01-02' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('unusual looks: every way to see a hidden value counts, whichever feature it is of', async () => {
  const { people, policy, privacy, proxy, donation, identity, message } = app.app
  const actions = [people, policy, privacy, proxy, donation, identity, message]
    .flatMap((feature) => feature.routes)
    .flatMap(({ audit }) => ('action' in audit && audit.action.endsWith('.reveal') ? [audit.action] : []))
  expect(actions).toEqual(expect.arrayContaining(['resident.reveal', 'fact.reveal', 'letter.reveal', 'application.reveal']))
  await app.db.collection('audit_log').insertMany(
    actions.flatMap((action) =>
      Array.from({ length: 15 }, (_, i) => ({
        at: new Date(new Date('2026-11-17T02:00:00Z').getTime() + i * 1_000),
        actor: `stf_${action}`,
        action,
        subject: `one_${i}`,
        outcome: 'done',
        requestId: 'r',
      })),
    ),
  )
  const { items, cutAt } = await by.officer.call('listUnusualLooks', { query: { from: '2026-11-17', to: '2026-11-17' } })
  expect(items.map(({ actorId }) => actorId).sort()).toEqual(actions.map((action) => `stf_${action}`).sort())
  expect(cutAt).toBeNull()
})

test('unusual looks are listed; the catalogue has every field of every declared collection', async () => {
  await app.db.collection('audit_log').insertMany(
    Array.from({ length: 15 }, (_, i) => ({
      at: new Date(new Date('2026-11-23T02:00:00Z').getTime() + i * 1_000),
      actor: by.street.accountId,
      action: 'resident.reveal',
      subject: `rsd_${i}`,
      outcome: 'done',
      requestId: 'r',
    })),
  )
  const { items } = await by.officer.call('listUnusualLooks', { query: { from: '2026-11-20', to: '2026-11-24' } })
  expect(items).toMatchObject([{ kind: 'many_in_short_time', actorId: by.street.accountId, actorName: '测试人员', count: 15 }])
  await expect(by.officer.call('listUnusualLooks', { query: { from: '2026-01-01', to: '2026-11-24' } })).rejects.toMatchObject({
    code: 'invalid_input',
  })
  const fields = (await by.officer.call('listFieldCatalogue', {})).items
  expect(fields.find(({ collection, field }) => collection === 'residents' && field === 'idNumber')).toMatchObject({
    level: 4,
    sealed: true,
    indexed: true,
    maskedExample: '330*************34',
    exportWords: '须另一人同意：安全管理员',
  })
  expect(new Set(fields.map(({ collection }) => collection))).toEqual(expect.objectContaining(new Set(['residents', 'households'])))
})
