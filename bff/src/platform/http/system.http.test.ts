import { contracts } from '@minsheng/shared/contracts/index'
import type { OperationSpec } from '@minsheng/shared/contracts/operation'
import { errorTable } from '@minsheng/shared/errors'
import { Validator } from '@seriousme/openapi-schema-validator'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
})
afterAll(() => app.close())

const get = (path: string) => fetch(`${app.url}${path}`)

describe('is it alive, can it serve', () => {
  test('both say yes while all is well', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'alive' })
    await expect.poll(async () => (await get('/readyz')).status, { timeout: 15_000 }).toBe(200)
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' })
  })

  test('without its database it is alive and not ready, and says why', async () => {
    const lonely = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
    await lonely.db.drop()
    await lonely.db.close()
    expect((await fetch(`${lonely.url}/healthz`)).status).toBe(200)
    const ready = await fetch(`${lonely.url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toEqual({ status: 'not ready', reason: 'database' })
    await lonely.stop().catch(() => undefined)
  })

  test('metrics count by operation and status, without an address, account or path in any label', async () => {
    await get('/api/v1/projects')
    await get('/api/v1/projects/no_such_project')
    await get('/api/v1/invented/13800138000')
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(/minsheng_http_request_seconds_count\{operation="listProjects",status="200"\} [1-9]/)
    expect(text).toMatch(/minsheng_http_request_seconds_count\{operation="getProject",status="404"\} [1-9]/)
    expect(text).not.toMatch(/no_such_project|13800138000|127\.0\.0\.1/)
  })
})

describe('/openapi.json', () => {
  interface Operation {
    operationId: string
    security: unknown[]
    parameters?: { name: string; in: string }[]
    requestBody?: unknown
    responses: Record<string, { content?: Record<string, unknown>; description: string }>
  }
  let document: { openapi: string; servers: { url: string }[]; paths: Record<string, Record<string, Operation>> }
  beforeAll(async () => {
    document = (await (await get('/openapi.json')).json()) as typeof document
  })
  const operations = Object.entries(contracts) as [string, OperationSpec][]
  const documented = (operation: OperationSpec) =>
    document.paths[operation.path.replace(/:([A-Za-z]+)/g, '{$1}')]?.[operation.method.toLowerCase()]

  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document))
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(document.servers).toEqual([{ url: app.url }])
  })

  test('holds every operation and no other', () => {
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId))
    expect(ids.sort()).toEqual(operations.map(([name]) => name).sort())
  })

  test.each(operations)('%s is told with its success, its failures, its key and who may call it', (name, operation) => {
    const told = documented(operation)
    expect(told?.operationId).toBe(name)
    expect(told?.responses[operation.status]).toBeDefined()
    for (const code of operation.errors) expect(told?.responses[errorTable[code].status]?.description).toContain(code)
    expect(told?.security).toEqual(operation.audience === 'public' ? [] : [{ bearer: [] }])
    expect(told?.parameters?.some((parameter) => parameter.name === 'Idempotency-Key') ?? false).toBe(operation.idempotency === 'key')
    for (const parameter of operation.path.matchAll(/:([A-Za-z]+)/g))
      expect(told?.parameters).toContainEqual(expect.objectContaining({ name: parameter[1], in: 'path' }))
    expect(told?.requestBody !== undefined).toBe(operation.body !== undefined)
    for (const [status, response] of Object.entries(told?.responses ?? {}))
      if (Number(status) >= 400) expect(Object.keys(response.content ?? {})).toEqual(['application/problem+json'])
  })
})

describe('/docs', () => {
  test('is drawn in a browser under the policy, nothing blocked, every operation on it', async () => {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
    try {
      const page = await browser.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('response', (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
      })
      await page.goto(`${app.url}/docs`)
      await page.waitForSelector('.opblock', { timeout: 20_000 })
      // A long reference is drawn as far as it is looked at: down the page, each operation has to come up once.
      const drawn = new Set<string>()
      const wanted = Object.keys(contracts).length
      for (let screens = 0; screens < 400 && drawn.size < wanted; screens += 1) {
        for (const id of await page.locator('.opblock').evaluateAll((blocks) => blocks.map((block) => block.id))) drawn.add(id)
        await page.mouse.wheel(0, 600)
        await page.waitForTimeout(50)
      }
      expect(drawn.size).toBe(wanted)
      expect(complaints).toEqual([])
    } finally {
      await browser.close()
    }
  }, 60_000)
})
