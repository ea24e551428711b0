import { describe, expect, test } from 'vitest'
import { guestH5, staff } from '../../../../testing/actors.ts'
import { helpGround } from '../../../../testing/help-ground.ts'

const { app, clock, grid, desk, called, press, fire, seenBy, kept } = helpGround()

interface Answer {
  status: number
  type: string
  text: string
}
async function ask(path: string, form?: Record<string, string>): Promise<Answer> {
  const answer = await fetch(`${app().url}/open311/v2/${path}`, form ? { method: 'POST', body: new URLSearchParams(form) } : {})
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() }
}
async function json<T = Record<string, unknown>[]>(path: string, form?: Record<string, string>) {
  const { status, type, text } = await ask(path, form)
  expect(type).toContain('application/json')
  return { status, data: JSON.parse(text) as T }
}
const issue = async (name = '城市管理平台') => desk().office.call('issueApiKey', { body: { name } })
const pothole = { service_code: 'repair', 'attribute[which]': 'public', lat: '30.22', long: '120.18', description: '路灯不亮了' }

describe('what is offered', () => {
  test('discovery names the contact, the key service, a change in the past and every endpoint with its formats', async () => {
    const { status, data } = await json<{ changeset: string; endpoints: object[] }>('discovery.json')
    expect(status).toBe(200)
    expect(Date.parse(data.changeset)).toBeLessThanOrEqual(Date.now())
    expect(data).toMatchObject({ contact: expect.any(String), key_service: expect.any(String) })
    expect(data.endpoints).toEqual([
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${app().url}/open311/v2`,
        changeset: data.changeset,
        type: 'test',
        formats: ['text/xml', 'application/json'],
      },
    ])
    const xml = await ask('discovery.xml')
    expect([xml.status, xml.type]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(xml.text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<discovery><changeset>/)
    expect(xml.text).toContain('<formats><format>text/xml</format><format>application/json</format></formats>')
  })

  test('services, and what one has to be told; never what is about a life', async () => {
    const { data } = await json('services.json?jurisdiction_id=shangcheng.hangzhou.gov.cn')
    expect(data.map(({ service_code }) => service_code)).toEqual(['utility', 'repair', 'errand', 'question', 'other'])
    expect(data[0]).toEqual({
      service_code: 'utility',
      service_name: '停水停电停气',
      description: expect.any(String),
      metadata: true,
      type: 'realtime',
      keywords: '水,电,气',
      group: '水电气',
    })
    const one = await json<{ attributes: object[] }>('services/repair.json')
    expect(one.data).toMatchObject({ service_code: 'repair', attributes: [{ variable: true, code: 'which', datatype: 'singlevaluelist' }] })
    const xml = (await ask('services/repair.xml')).text
    expect(xml).toMatch(/<service_definition><service_code>repair<\/service_code><attributes><attribute><variable>true<\/variable>/)
    expect(xml).toContain('<values><value><key>public</key><name>')
    expect((await ask('services.xml')).text).toMatch(/<services><service><service_code>utility<\/service_code>/)
  })

  test.each([
    ['services/illness.xml', 404, 'service_code not found'],
    ['services.xml?jurisdiction_id=elsewhere.gov', 404, 'jurisdiction_id not found'],
    ['nothing.xml', 404, 'not found'],
    ['requests/hlp_none.xml', 404, 'service_request_id not found'],
    ['requests.xml?start_date=yesterday', 400, 'start_date should be'],
    ['requests.xml?start_date=2026-01-01T00:00:00Z&amp=1&end_date=2026-11-01T00:00:00Z', 400, '90 days apart'],
    ['tokens/none.xml', 404, 'token not found'],
  ])('%s is refused as the specification has it', async (path, status, words) => {
    const xml = await ask(path)
    expect(xml.status).toBe(status)
    expect(xml.text).toContain(`<errors><error><code>${status}</code><description>`)
    expect(xml.text).toContain(words)
    expect(await json(path.replace('.xml', '.json'))).toMatchObject({ status, data: [{ code: status, description: expect.any(String) }] })
  })

  test('without an ending there is nothing', async () => {
    expect((await ask('services')).status).toBe(404)
  })
})

describe('what is filed', () => {
  test('with a key a request is made and reaches whoever goes, with its words; in public it is what and about where', async () => {
    const { key } = await issue()
    const { status, data } = await json('requests.json', { ...pothole, api_key: key, phone: '13800001234', first_name: '<b>小明</b>' })
    expect(status).toBe(201)
    const id = String(data[0]?.service_request_id)
    // Not yet: it can't be seen before it counts.
    expect((await ask(`requests/${id}.json`)).status).toBe(404)
    expect((await json(`tokens/${id}.json`)).data).toEqual([{ service_request_id: id, token: id }])
    clock.advance(5_000)
    await fire()
    const seen = await seenBy(desk().worker, id)
    expect(seen).toMatchObject({ category: 'repair', urgency: 'p2', said: [{ words: expect.stringContaining('路灯不亮了') }] })
    const one = await json(`requests/${id}.json`)
    expect(one.data).toMatchObject([
      {
        service_request_id: id,
        status: 'open',
        service_code: 'repair',
        service_name: '报修',
        lat: 30.22,
        long: 120.18,
        address: '东坡路第一网格',
        requested_datetime: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
      },
    ])
    const xml = (await ask(`requests/${id}.xml`)).text
    expect(xml).toMatch(/<service_requests><request><service_request_id>hlp_/)
    expect(xml).toContain('<description/>')
    for (const text of [xml, JSON.stringify(one.data)]) for (const word of ['路灯', '13800001234', '小明']) expect(text).not.toContain(word)
    const { rev } = await desk().worker.call('acknowledgeHelp', { params: { callId: id }, body: { rev: seen.rev } })
    await desk().worker.call('resolveHelp', { params: { callId: id }, body: { rev, result: '换了灯泡' } })
    expect((await json(`requests.json?service_request_id=${id}&status=closed`)).data).toHaveLength(1)
    expect((await json(`requests.json?service_request_id=${id}&status=open`)).data).toEqual([])
    const updates = await json(`servicerequestupdates.json?service_request_id=${id}`)
    expect(updates.data.map(({ status: state }) => state)).toEqual(['OPEN', 'OPEN', 'OPEN', 'CLOSED'])
    expect((await ask(`servicerequestupdates.xml?service_request_id=${id}`)).text).toContain(
      '<service_requests_updates><request_update><update_id>',
    )
  })

  test('what is missing is said, all of it at once; nothing is made', async () => {
    const { key } = await issue()
    const before = await app().db.collection('help_calls').countDocuments({})
    const tries: [Record<string, string>, number, string[]][] = [
      [{ api_key: key }, 400, ['service_code required']],
      [{ api_key: key, service_code: 'illness' }, 404, ['service_code not found']],
      [{ api_key: key, service_code: 'repair' }, 400, ['lat and long, or address_string required', 'which required']],
      [{ ...pothole, api_key: key, 'attribute[which]': 'moon' }, 400, ['which should be one of public, home']],
      [{ ...pothole, api_key: key, lat: '999' }, 400, ['lat and long should both be degrees in WGS 84']],
      [{ ...pothole, api_key: key, description: 'x'.repeat(4_001) }, 400, ['description: at most 4000 characters']],
      [pothole, 403, ['api_key required']],
      [{ ...pothole, api_key: 'o3_wrong' }, 403, ['api_key not valid']],
    ]
    for (const [form, status, descriptions] of tries)
      expect(await json('requests.json', form)).toEqual({
        status,
        data: descriptions.map((description) => ({ code: status, description })),
      })
    expect((await ask('requests.xml', pothole)).text).toContain(
      '<errors><error><code>403</code><description>api_key required</description></error></errors>',
    )
    expect(await app().db.collection('help_calls').countDocuments({})).toBe(before)
  })

  test('a key withdrawn is good for nothing from then on, and none is kept as it is', async () => {
    const { id, key } = await issue('某某单位')
    expect(JSON.stringify(await app().db.collection('open311_keys').find({}).toArray())).not.toContain(key)
    expect((await json('requests.json', { ...pothole, api_key: key })).status).toBe(201)
    await desk().office.call('withdrawApiKey', { params: { keyId: id } })
    expect((await json('requests.json', { ...pothole, api_key: key })).status).toBe(403)
    const { items } = await desk().office.call('listApiKeys')
    expect(items.find((row) => row.id === id)).toMatchObject({
      name: '某某单位',
      withdrawnAt: expect.any(String),
      usedAt: expect.any(String),
    })
    const worker = await staff(app(), ['grid_worker'], null, [grid().grids[0]])
    await expect(worker.call('issueApiKey', { body: { name: '某某单位' } })).rejects.toMatchObject({ status: 403 })
    await expect(desk().office.call('issueApiKey', { body: { name: ' ' } })).rejects.toMatchObject({ issues: [{ path: 'body.name' }] })
  })

  test('what is new is added by the key it came with, and by no other', async () => {
    const [mine, other] = [await issue(), await issue()]
    const id = String((await json('requests.json', { ...pothole, api_key: mine.key })).data[0]?.service_request_id)
    const update = { service_request_id: id, update_id: '7', description: '又坏了一盏' }
    expect((await json('servicerequestupdates.json', { ...update, api_key: other.key })).status).toBe(404)
    expect((await json('servicerequestupdates.json', { api_key: mine.key })).data).toHaveLength(3)
    expect(await json('servicerequestupdates.json', { ...update, api_key: mine.key })).toEqual({ status: 201, data: [{ update_id: '7' }] })
    expect((await kept(id))?.history.at(-1)?.deed).toBe('add')
  })

  test('one key files so many an hour and is told when to come again', async () => {
    const { key } = await issue()
    const form = { ...pothole, api_key: key, lat: '' }
    for (let n = 0; n < 60; n += 1) await ask('requests.json', form)
    const answer = await fetch(`${app().url}/open311/v2/requests.json`, { method: 'POST', body: new URLSearchParams(form) })
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

test('nobody learns of a call about a life, nor of one that was, nor of one without a category', async () => {
  const me = await guestH5(app())
  const { callId } = await called(me)
  const { rev } = await desk().worker.call('acknowledgeHelp', {
    params: { callId },
    body: { rev: (await seenBy(desk().worker, callId)).rev },
  })
  await me.call('addToHelp', { params: { callId }, body: { words: '水管坏了', category: 'repair' }, idempotencyKey: crypto.randomUUID() })
  const now = (await seenBy(desk().worker, callId)).rev
  expect(now).toBeGreaterThan(rev)
  await desk().worker.call('lowerHelp', { params: { callId }, body: { rev: now, urgency: 'p2', why: '只是水管坏了' } })
  const everyday = await press(await guestH5(app()), { category: 'errand' })
  clock.advance(5_000)
  await fire()
  const { data } = await json('requests.json')
  const ids = data.map(({ service_request_id }) => service_request_id)
  expect(ids).toContain(everyday.id)
  expect(ids).not.toContain(callId)
  expect((await ask(`requests/${callId}.json`)).status).toBe(404)
  expect((await ask(`tokens/${callId}.json`)).status).toBe(404)
})
