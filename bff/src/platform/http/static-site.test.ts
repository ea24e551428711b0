import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { staticSite } from './static-site.ts'

const root = mkdtempSync(join(tmpdir(), 'site-'))
const PAGE = `<!doctype html><title>首页</title>${'<p>邻里互助</p>'.repeat(200)}`
const CHUNK = `export const words = ${JSON.stringify('公益码'.repeat(800))}`
let port: number
let stop: () => void

beforeAll(async () => {
  mkdirSync(join(root, 'site/js'), { recursive: true })
  mkdirSync(join(root, 'site/assets'), { recursive: true })
  mkdirSync(join(root, 'site/chunk'), { recursive: true })
  writeFileSync(join(root, 'secret'), 'secret beside the site')
  writeFileSync(join(root, 'site/index.html'), PAGE)
  writeFileSync(join(root, 'site/js/app.0a1b2c3d.js'), CHUNK)
  writeFileSync(join(root, 'site/js/app.0a1b2c3d.js.map'), '{"sources":[]}')
  writeFileSync(join(root, 'site/assets/index-hXmAbD8A.js'), CHUNK)
  writeFileSync(join(root, 'site/chunk/packages-donation.js'), CHUNK)
  const files = { '/pages/home/index': ['/js/app.0a1b2c3d.js', '/css/gone.0a1b2c3d.css'], '/pages/gone/index': ['/js/gone.0a1b2c3d.js'] }
  writeFileSync(join(root, 'site/pages.json'), JSON.stringify(files))
  writeFileSync(join(root, 'site/mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  symlinkSync(join(root, 'secret'), join(root, 'site/linked.txt'))
  const app = new Koa()
  app.use(staticSite(join(root, 'site'), '/admin')).use(staticSite(join(root, 'site'), ''))
  const server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  stop = () => server.close()
})
afterAll(() => {
  stop()
  rmSync(root, { recursive: true })
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** The path goes out exactly as written: fetch would tidy it up first. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }))
    })
      .on('error', reject)
      .end()
  })
}

describe('nothing outside the site can be named', () => {
  test.each([
    '/../secret',
    '/..%2fsecret',
    '/%2e%2e/secret',
    '/js/../../secret',
    '/js/..%2f..%2fsecret',
    '/..%5csecret',
    '/....//secret',
    '//secret',
    '/admin/../../secret',
    '/admin/..%2f..%2fsecret',
    '/linked.txt',
    '/%00secret',
    '/%ff',
    '/%',
    `${'/..'.repeat(20)}/etc/passwd`,
    `${'/%2e%2e'.repeat(20)}/etc/passwd`,
  ])('%s', async (path) => {
    const { status, body } = await get(path)
    expect([200, 404]).toContain(status)
    expect(body.toString('utf8')).not.toMatch(/secret beside|root:/)
    if (status === 200) expect(body.toString('utf8')).toBe(PAGE)
  })
})

describe('pages', () => {
  test.each([
    '/',
    '/index.html',
    '/packages/donation/thanks/index',
    '/admin',
    '/admin/',
    '/admin/campaigns/cmp_1',
    '/没有这一页'.split('').map(encodeURIComponent).join('').replace('%2F', '/'),
  ])('%s is the page itself, never kept without asking', async (path) => {
    const { status, headers, body } = await get(path)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['cache-control']).toBe('no-cache')
    expect(body.toString('utf8')).toBe(PAGE)
  })

  test.each(['/missing.js', '/js/app.ffffffff.js', '/favicon.ico', '/admin/missing.css', '/js/app.0a1b2c3d.js.map'])(
    '%s is not a page',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  test('a name that only begins like the base is not under it', async () => {
    expect((await get('/administrator.js')).status).toBe(404)
  })

  test('only reading is served', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(404)
    const head = await get('/', {}, 'HEAD')
    expect(head.status).toBe(200)
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(PAGE)))
    expect(head.body).toHaveLength(0)
  })
})

describe('files of one page', () => {
  test('are told of with the page, as far as they are there', async () => {
    const { headers, body } = await get('/pages/home/index')
    expect(headers.link).toBe('</js/app.0a1b2c3d.js>; rel=preload; as=script')
    expect(body.toString('utf8')).toBe(PAGE)
    expect((await get('/pages/home/index', { 'If-None-Match': String(headers.etag) })).headers.link).toBe(headers.link)
  })

  test.each(['/', '/pages/gone/index', '/js/app.0a1b2c3d.js', '/pages/home'])('%s tells of none', async (path) => {
    expect((await get(path)).headers.link).toBeUndefined()
  })

  test('the list itself is not served', async () => {
    expect((await get('/pages.json')).status).toBe(404)
  })
})

describe('caching', () => {
  test.each(['/js/app.0a1b2c3d.js', '/assets/index-hXmAbD8A.js', '/admin/assets/index-hXmAbD8A.js'])(
    '%s changes its name with its content, so it is kept',
    async (path) => {
      expect((await get(path)).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    },
  )

  test.each(['/chunk/packages-donation.js', '/mark.svg'])('%s does not, so it is asked about', async (path) => {
    expect((await get(path)).headers['cache-control']).toBe('no-cache')
  })

  test('an unchanged file is 304 without a body, another tag is the file', async () => {
    const { headers } = await get('/')
    const tag = String(headers.etag)
    const again = await get('/', { 'If-None-Match': tag })
    expect(again.status).toBe(304)
    expect(again.body).toHaveLength(0)
    expect((await get('/', { 'If-None-Match': 'W/"another"' })).status).toBe(200)
  })
})

describe('compression', () => {
  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ] as const)('Accept-Encoding: %s → %s', async (accepts, encoding, unpack) => {
    const { headers, body } = await get('/js/app.0a1b2c3d.js', { 'Accept-Encoding': accepts })
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers.vary).toContain('Accept-Encoding')
    expect(unpack(body).toString('utf8')).toBe(CHUNK)
    expect(body.length).toBeLessThan(CHUNK.length / 10)
  })

  test('who accepts none gets the file as it is', async () => {
    const { headers, body } = await get('/js/app.0a1b2c3d.js')
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString('utf8')).toBe(CHUNK)
  })
})
