import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient, type WireResponse } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSystem, startSystem } from '../../scripts/system/system.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ports = { bff: 0, phone: 0, wechat: 0, pay: 0, sms: 0, mongo: 0 }
const PROJECT = 'cmp_meals'

let dataDir: string
let system: RunningSystem

const start = () => startSystem({ root, dataDir, ports, mongodbUri: undefined, cacheSizeGb: 0.25, log: () => undefined })

function client(token: string | null) {
  const base = system.bff
  return createClient<Contracts>(
    contracts,
    async (request): Promise<WireResponse> => {
      const response = await fetch(`${base}${request.url}`, {
        method: request.method,
        headers: request.headers,
        body: request.body as string,
        signal: AbortSignal.timeout(20_000),
      })
      const text = await response.text()
      return { status: response.status, header: (name) => response.headers.get(name), data: text ? JSON.parse(text) : undefined }
    },
    () => token,
  )
}

async function visitor(label: string) {
  const session = await client(null)('openGuestSession', { body: { channel: 'weapp', code: `${label}:${randomUUID()}` } })
  return client(session.accessToken)
}

async function payAtCashier(payment: { kind: string }): Promise<boolean> {
  const { kind: _, ...parameters } = payment
  const response = await fetch(`${system.standIns.pay}/cashier/jsapi`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(parameters),
  })
  return ((await response.json()) as { errMsg: string }).errMsg === 'requestPayment:ok'
}

const pidIn = (...path: string[]) =>
  Number(
    readFileSync(join(dataDir, ...path), 'utf8')
      .trim()
      .split(/\s/)[0],
  )

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'minsheng-durability-'))
  system = await start()
})
afterAll(async () => {
  await system.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('kill -9 of BFF and mongod', () => {
  test('what was acknowledged is there after the next start, once each, and paid orders are posted', { timeout: 120_000 }, async () => {
    const label = `d${randomUUID().slice(0, 8)}`
    const donor = await visitor(label)
    const acknowledged: string[] = []
    const paidAtWechat: string[] = []
    let killed = false
    async function give(): Promise<void> {
      while (!killed) {
        try {
          const { gift, payment } = await donor('createGift', {
            body: { projectId: PROJECT, codeId: null, amountFen: 101, anonymous: true, donorName: null },
            idempotencyKey: randomUUID(),
          })
          acknowledged.push(gift.id)
          if (await payAtCashier(payment)) paidAtWechat.push(gift.id)
        } catch (error) {
          if (!killed && !(error instanceof Error && 'code' in error && error.code === 'too_many_requests')) throw error
          return
        }
      }
    }
    const giving = Promise.allSettled([give(), give(), give()])
    let over = false
    void giving.then(() => {
      over = true
    })
    while (acknowledged.length < 12 && !over) await new Promise((resolve) => setTimeout(resolve, 10))
    killed = true
    process.kill(pidIn('run', 'bff.pid'), 'SIGKILL')
    process.kill(pidIn('mongo', 'mongod.pid'), 'SIGKILL')
    const outcomes = await giving
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toEqual([])
    await system.stop().catch(() => undefined)
    system = await start()

    const back = await visitor(label)
    const end = Date.now() + 60_000
    let states = new Map<string, string>()
    do {
      const { items } = await back('listMyGifts', { query: { limit: 100 } })
      states = new Map(items.map((gift) => [gift.id, gift.state]))
      await new Promise((resolve) => setTimeout(resolve, 200))
    } while (paidAtWechat.some((id) => states.get(id) !== 'paid') && Date.now() < end)

    expect(acknowledged.filter((id) => !states.has(id))).toEqual([])
    expect(paidAtWechat.length).toBeGreaterThan(0)
    expect(paidAtWechat.filter((id) => states.get(id) !== 'paid')).toEqual([])
    const { totals } = await back('getProject', { params: { projectId: PROJECT } })
    const paid = [...states.values()].filter((state) => state === 'paid').length
    expect(totals).toMatchObject({ raisedFen: paid * 101, giftCount: paid })
  })
})
