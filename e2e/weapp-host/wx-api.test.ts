import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bootFixture } from './fixtures/fixture.ts'

let program: ReturnType<typeof bootFixture>
let server: http.Server
let address = ''
let open = 0
let mostOpen = 0
let hold = 0
let cashier: unknown = { errMsg: 'requestPayment:ok' }
const cashierCalls: unknown[] = []

beforeAll(async () => {
  server = http.createServer((request, response) => {
    open += 1
    mostOpen = Math.max(mostOpen, open)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      setTimeout(() => {
        open -= 1
        if (request.url === '/cashier/jsapi') {
          cashierCalls.push(JSON.parse(body))
          response.end(JSON.stringify(cashier))
        } else if (request.url === '/bytes') response.end(Buffer.from([1, 2, 255]))
        else if (request.url === '/moved') response.writeHead(302, { Location: '/there' }).end()
        else {
          response.writeHead(request.url?.startsWith('/bad') ? 500 : 200, { 'Content-Type': 'application/json', 'X-Odd-Case': 'kept' })
          response.end(JSON.stringify({ method: request.method, url: request.url, type: request.headers['content-type'], body }))
        }
      }, hold)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
afterEach(() => program?.close())

const start = (options: Parameters<typeof bootFixture>[0] = {}) => {
  program = bootFixture({ apiBase: address, payBase: address, ...options })
}

interface Answer {
  errMsg: string
  statusCode?: number
  header?: Record<string, string>
  data?: unknown
}
const request = (options: Record<string, unknown>) =>
  new Promise<Answer>((resolve) => program.wx.request?.({ success: resolve, fail: resolve, ...options }))
const call = (name: string, options: Record<string, unknown> = {}) =>
  new Promise<Record<string, unknown>>((resolve) => program.wx[name]?.({ ...options, success: resolve, fail: resolve }))

describe('files', () => {
  it('a file is fetched with its headers, kept, and opened in the reader', async () => {
    start()
    const answer = await call('downloadFile', { url: 'http://127.0.0.1:3000/bytes', header: { Authorization: 'Bearer t' } })
    expect(answer).toMatchObject({ errMsg: 'downloadFile:ok', statusCode: 200 })
    expect(await call('openDocument', { filePath: answer.tempFilePath, fileType: 'pdf', showMenu: true })).toMatchObject({
      errMsg: 'openDocument:ok',
    })
    expect(program.host.screen.documents).toEqual([{ fileType: 'pdf', content: Buffer.from([1, 2, 255]), canBeSentOn: true }])
  })

  it('a refusal is kept in a file too; what is not there or not readable does not open', async () => {
    start()
    const refused = await call('downloadFile', { url: 'http://127.0.0.1:3000/bad' })
    expect(refused).toMatchObject({ errMsg: 'downloadFile:ok', statusCode: 500 })
    expect((await call('openDocument', { filePath: 'http://tmp/99', fileType: 'pdf' })).errMsg).toContain('openDocument:fail')
    expect((await call('openDocument', { filePath: refused.tempFilePath, fileType: 'exe' })).errMsg).toContain('openDocument:fail')
    expect(program.host.screen.documents).toEqual([])
  })

  it('a file of another host is refused and recorded', async () => {
    start()
    expect((await call('downloadFile', { url: 'https://example.com/x' })).errMsg).toContain('downloadFile:fail')
    expect(program.diagnostics.faults).toHaveLength(1)
  })
})

describe('wx.request', () => {
  it("sends the program's own address to the test's BFF and keeps the case of headers", async () => {
    start()
    const answer = await request({ url: 'http://127.0.0.1:3000/echo?x=1', data: { y: '中' } })
    expect(answer).toMatchObject({ errMsg: 'request:ok', statusCode: 200, data: { method: 'GET', url: '/echo?x=1&y=%E4%B8%AD' } })
    expect(answer.header?.['X-Odd-Case']).toBe('kept')
  })

  it('succeeds on any status, and sends JSON by default', async () => {
    start()
    const answer = await request({ url: 'http://127.0.0.1:3000/bad', method: 'POST', data: { a: 1 } })
    expect(answer).toMatchObject({ errMsg: 'request:ok', statusCode: 500, data: { type: 'application/json', body: '{"a":1}' } })
    expect(program.host.requests).toMatchObject([{ method: 'POST', status: 500, requestBody: '{"a":1}' }])
  })

  it('gives bytes made in the program, and follows a redirect', async () => {
    start()
    const { data } = await request({ url: `${address}/bytes`, responseType: 'arraybuffer' })
    expect([...new Uint8Array(data as ArrayBuffer)]).toEqual([1, 2, 255])
    expect(data).not.toBeInstanceOf(ArrayBuffer)
    expect(await request({ url: `${address}/moved` })).toMatchObject({ data: { url: '/there' } })
  })

  it('keeps ten connections at once', async () => {
    start()
    hold = 40
    mostOpen = 0
    await Promise.all(Array.from({ length: 25 }, (_, at) => request({ url: `${address}/n${at}` })))
    hold = 0
    expect(mostOpen).toBe(10)
  })

  it.each([
    ['a foreign host', { url: 'https://example.com/x' }, 'request:fail url not in domain list'],
    ['PATCH', { url: 'http://127.0.0.1:3000/x', method: 'PATCH' }, 'request:fail method "PATCH" is not supported'],
  ])('refuses %s', async (_, options, errMsg) => {
    start()
    expect(await request(options)).toMatchObject({ errMsg })
  })

  it('fails when the phone is offline, when the server is gone and when aborted', async () => {
    start()
    program.host.phone.network = 'none'
    expect((await request({ url: `${address}/x` })).errMsg).toContain('request:fail')
    program.host.phone.network = 'wifi'
    hold = 200
    const aborted = new Promise<Answer>((resolve) => {
      const task = program.wx.request?.({ url: `${address}/x`, fail: resolve }) as { abort(): void }
      setTimeout(task.abort, 10)
    })
    expect((await aborted).errMsg).toBe('request:fail abort')
    hold = 0
    program.close()
    start({ apiBase: 'http://127.0.0.1:9' })
    expect((await request({ url: 'http://127.0.0.1:3000/x' })).errMsg).toContain('ECONNREFUSED')
  })
})

describe('storage', () => {
  it('keeps JSON values, answers an empty string for nothing, and outlives the program', () => {
    const storage = new Map<string, string>()
    start({ storage })
    program.wx.setStorageSync?.('k', { list: [1, null], lost: undefined })
    program.close()
    start({ storage })
    expect(program.wx.getStorageSync?.('k')).toEqual({ list: [1, null] })
    expect(program.wx.getStorageSync?.('nothing')).toBe('')
  })

  it('holds 1 MB a key and 10 MB in all', async () => {
    start()
    expect(await call('setStorage', { key: 'big', data: 'x'.repeat(1024 * 1024) })).toMatchObject({
      errMsg: 'setStorage:fail entry size limit reached',
    })
    for (let at = 0; at < 10; at++) program.wx.setStorageSync?.(`k${at}`, 'x'.repeat(1024 * 1000))
    expect(() => program.wx.setStorageSync?.('k11', 'x'.repeat(1024 * 1000))).toThrow('exceed storage max size')
    expect(await call('getStorage', { key: 'nothing' })).toMatchObject({ errMsg: 'getStorage:fail data not found' })
  })
})

describe('what WeChat does for the person', () => {
  const order = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=1', signType: 'RSA', paySign: 's' }

  it('logs in as the labelled person with a fresh code', async () => {
    start({ loginLabel: 'grandma' })
    const [first, second] = [await call('login'), await call('login')]
    expect(first.code).toMatch(/^grandma:[0-9a-f]{16}$/)
    expect(first.code).not.toBe(second.code)
  })

  it("plays the cashier's answer", async () => {
    start({ payment: 'cancel' })
    cashier = { errMsg: 'requestPayment:fail cancel' }
    expect(await call('requestPayment', order)).toMatchObject({ errMsg: 'requestPayment:fail cancel' })
    program.host.phone.payment = 'pay'
    cashier = { errMsg: 'requestPayment:ok' }
    expect(await call('requestPayment', { ...order, appId: 'wx1' })).toMatchObject({ errMsg: 'requestPayment:ok' })
    expect(cashierCalls).toEqual([
      { ...order, action: 'cancel' },
      { ...order, appId: 'wx1', action: 'pay' },
    ])
    expect(await call('requestPayment', { ...order, paySign: '' })).toMatchObject({ errMsg: expect.stringContaining('paySign') as string })
    expect(program.host.screen.payments).toEqual(['cancelled', 'paid', 'failed'])
  })

  it('scans what the test holds before the camera', async () => {
    start({ scanResult: null })
    expect(await call('scanCode')).toMatchObject({ errMsg: 'scanCode:fail cancel' })
    program.host.phone.scanResult = 'https://x/g/1'
    expect(await call('scanCode')).toMatchObject({ result: 'https://x/g/1', errMsg: 'scanCode:ok' })
  })

  it("reports the phone's own font size", () => {
    start({ device: { fontSizeScaleFactor: 1.4 } })
    expect(program.wx.getAppBaseInfo?.()).toMatchObject({ fontSizeScaleFactor: 1.4 })
  })

  it('answers selector queries about what is on the page', async () => {
    start()
    const query = program.wx.createSelectorQuery?.() as {
      select(s: string): { boundingClientRect(): { exec(run: (all: unknown) => void): void } }
    }
    const found = await new Promise((resolve) => query.select('.half').boundingClientRect().exec(resolve))
    expect(found).toMatchObject([{ width: 375, height: 24 }])
  })
})
