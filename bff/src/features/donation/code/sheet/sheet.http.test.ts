import { unzipSync } from 'fflate'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../../testing/app.ts'
import { dayFromToday } from '../../../../../testing/bodies.ts'
import { type District, district } from '../../../../../testing/district.ts'
import { readPdf } from '../../../../../testing/pdf-text.ts'
import { streetAt } from '../../../../../testing/street.ts'
import { type StubServer, stubServer } from '../../../../../testing/stub-server.ts'

let app: TestApp
let wechat: StubServer
let place: District
let editor: SignedIn
let figure: Buffer
let errcode: number | null = null
beforeAll(async () => {
  figure = await sharp({ create: { width: 960, height: 960, channels: 3, background: 'white' } })
    .jpeg()
    .toBuffer()
  wechat = await stubServer((request, response) => {
    if (request.url?.startsWith('/cgi-bin/stable_token'))
      return void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"access_token":"t","expires_in":7200}')
    if (errcode !== null)
      return void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ errcode, errmsg: 'x' }))
    response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(figure)
  })
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { WECHAT_API_BASE: wechat.url } })
  place = await district(app)
  editor = await staff(app, ['charity_editor'], place.charityId)
})
afterAll(async () => {
  await app.close()
  await wechat.close()
})

const get = (url: string, by = editor) => send(app.url, { method: 'GET', url, headers: { Authorization: `Bearer ${by.token}` } })
const sheet = (query: string, codeId = place.codeId) => get(`/api/v1/admin/codes/${codeId}/sheet?${query}`)
const sheets = (query: string) => get(`/api/v1/admin/code-sheets?${query}`)
const asked = () => wechat.requests.filter(({ url }) => url.startsWith('/wxa/')).length
async function readCode(png: Buffer) {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data
}

describe('one sheet', () => {
  test.each([
    ['format=pdf&paper=A4', 'application/pdf', '%PDF'],
    ['format=svg&paper=A6', 'image/svg+xml', '<svg'],
    ['', 'application/pdf', '%PDF'],
  ])('“%s” comes as %s with a name to save it under', async (query, type, beginning) => {
    const answer = await sheet(query)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain(type)
    expect((answer.data as Buffer).subarray(0, 4).toString('latin1')).toBe(beginning)
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain('公益码张贴单-')
  })

  test('the code on it is the signed link', async () => {
    const { link } = await editor.call('getCode', { params: { codeId: place.codeId } })
    expect(await readCode((await sheet('format=png&paper=A6')).data as Buffer)).toBe(link)
  })

  test('a revoked code and an expired one are no longer printed; a paused one is', async () => {
    const of = await district(app, { code: { expiresOn: dayFromToday(-1) } })
    const theirs = await staff(app, ['charity_owner'], of.charityId)
    const answer = await get(`/api/v1/admin/codes/${of.codeId}/sheet?format=svg`, theirs)
    expect(answer).toMatchObject({ status: 409, data: { code: 'wrong_state', detail: expect.stringContaining('重新生成') } })
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const { codeId } = await streetAt(app, place, owner).code()
    await owner.call('changeCodeState', { params: { codeId }, body: { rev: 0, to: 'paused', reason: '装修' } })
    expect((await sheet('format=svg', codeId)).status).toBe(200)
    await owner.call('changeCodeState', { params: { codeId }, body: { rev: 1, to: 'revoked', reason: '遗失' } })
    expect((await sheet('format=svg', codeId)).status).toBe(409)
  })

  test('what is not on offer is refused beside its field', async () => {
    expect(await sheet('paper=A3')).toMatchObject({ status: 400, data: { issues: [{ path: 'query.paper' }] } })
    expect((await sheet('format=svg', 'AAAAAAAAAAAA')).status).toBe(404)
  })
})

describe("WeChat's own code", () => {
  test('is asked for once, however often and by how many it is printed', async () => {
    const before = asked()
    const answers = await Promise.all(Array.from({ length: 4 }, () => sheet('format=svg&wxacode=yes')))
    for (const answer of answers) expect(answer.status).toBe(200)
    await sheet('format=pdf&paper=A6&wxacode=yes')
    await editor.call('getCodeImage', { params: { codeId: place.codeId }, query: { format: 'wxacode' } })
    expect(asked() - before).toBe(1)
    expect(String(answers[0]?.data)).toContain('data:image/jpeg;base64,')
  })

  test('refused by WeChat, the clerk reads why and what to do, and the next try asks again', async () => {
    const { codeId } = await streetAt(app, place, await staff(app, ['charity_owner'], place.charityId)).code()
    errcode = 45009
    expect(await sheet('format=svg&wxacode=yes', codeId)).toMatchObject({
      status: 503,
      data: { detail: expect.stringContaining('过一分钟再试') },
    })
    expect((await sheet('format=svg', codeId)).status).toBe(200)
    errcode = null
    expect((await sheet('format=svg&wxacode=yes', codeId)).status).toBe(200)
  })
})

describe('many sheets', () => {
  let many: District
  let theirs: SignedIn
  beforeAll(async () => {
    many = await district(app)
    theirs = await staff(app, ['charity_owner'], many.charityId)
    for (let more = 0; more < 3; more += 1) await streetAt(app, many, theirs).code()
  })

  test('of a campaign come as one PDF, a page each', async () => {
    const answer = await get(`/api/v1/admin/code-sheets?campaignId=${many.campaignId}&format=pdf&paper=A6&bleed=yes`, theirs)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect((answer.data as Buffer).toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(4)
    expect(readPdf(answer.data as Buffer).embeddedFonts).toHaveLength(2)
  })

  test.each(['svg', 'png'])('or as a ZIP of %s, each under its own name, each with its own code', async (format) => {
    const answer = await get(`/api/v1/admin/code-sheets?campaignId=${many.campaignId}&format=${format}&paper=A6`, theirs)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    const files = Object.entries(unzipSync(new Uint8Array(answer.data as Buffer)))
    expect(files).toHaveLength(4)
    for (const [name] of files) expect(name).toMatch(new RegExp(`^独居老人午餐-.+-\\d{4}-\\d{4}\\.${format}$`))
    if (format === 'png') expect(new Set(await Promise.all(files.map(([, bytes]) => readCode(Buffer.from(bytes))))).size).toBe(4)
  })

  test('of a venue: only the codes that hang there and are the reader’s', async () => {
    const answer = await get(`/api/v1/admin/code-sheets?venueId=${many.venueId}&paper=A6`, theirs)
    expect((answer.data as Buffer).toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1)
    expect(await sheets(`venueId=${many.venueId}`)).toMatchObject({
      status: 409,
      data: { detail: expect.stringContaining('没有能用的公益码') },
    })
  })

  test('a title that looks like a path names a file in the archive and nothing outside it', async () => {
    const of = await district(app, { campaign: { title: '../../a/b:<c>' } })
    const owner = await staff(app, ['charity_owner'], of.charityId)
    const answer = await get(`/api/v1/admin/code-sheets?campaignId=${of.campaignId}&format=svg&paper=A6`, owner)
    const [name = ''] = Object.keys(unzipSync(new Uint8Array(answer.data as Buffer)))
    expect(name).toMatch(/^_[^\\/:<>]+\.svg$/)
    expect((await get(`/api/v1/admin/codes/${of.codeId}/sheet?format=pdf`, owner)).status).toBe(200)
  })

  test('without saying of what, the clerk is asked', async () => {
    expect(await sheets('format=pdf')).toMatchObject({ status: 400, data: { issues: [{ path: 'query.campaignId' }] } })
  })
})

test('a venue is put on the map in the datum of the map it was read from; changed meanwhile it is a conflict', async () => {
  const body = { name: `点位${key().slice(0, 6)}`, kind: 'shop' as const, community: '演示社区', address: '演示路 9 号' }
  const made = await editor.call('createVenue', {
    body: { ...body, position: { lat: 30.2442, lng: 120.1757, datum: 'gcj02' } },
    idempotencyKey: key(),
  })
  expect(made.position?.lat).toBeCloseTo(30.2466, 3)
  expect(made.position?.lng).toBeCloseTo(120.171, 2)
  const put = (rev: number, position: { lat: number; lng: number; datum: 'wgs84' } | null) =>
    editor.call('placeVenue', { params: { venueId: made.id }, body: { rev, position } })
  expect((await put(0, { lat: 30.25, lng: 120.17, datum: 'wgs84' })).position).toEqual({ lat: 30.25, lng: 120.17 })
  await expect(put(0, null)).rejects.toMatchObject({ status: 409, code: 'conflict' })
  expect((await put(1, null)).position).toBeNull()
  await expect(put(2, { lat: 91, lng: 0, datum: 'wgs84' })).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.position.lat' }] })
})
