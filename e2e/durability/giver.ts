import { randomUUID } from 'node:crypto'
import { fsyncSync, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError, createClient, type WireResponse } from '@minsheng/shared/client'
import type { Payment } from '@minsheng/shared/contracts/donation'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import type { Acknowledgement, Wave } from './acknowledgement.ts'

// A program of its own: donors who give in waves, never give up, and write down what they were told.
const [bff, pay, logFile, projectId, donorCount] = process.argv.slice(2)
if (!bff || !pay || !logFile || !projectId || !donorCount) throw new Error('giver BFF PAY LOG PROJECT DONORS')

const log = openSync(logFile, 'a')
function acknowledge(entry: Omit<Acknowledgement, 'at'>): void {
  writeSync(log, `${JSON.stringify({ at: Date.now(), ...entry })}\n`)
  fsyncSync(log)
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) })
  } catch (error) {
    throw new ApiError('offline', 0, { detail: error instanceof Error ? error.message : 'no answer' })
  }
}

function clientOf(token: string | null) {
  return createClient<Contracts>(
    contracts,
    async (request): Promise<WireResponse> => {
      const response = await send(`${bff}${request.url}`, { ...request, body: request.body as string })
      const text = await response.text().catch(() => {
        throw new ApiError('offline', 0, { detail: 'the answer broke off' })
      })
      return { status: response.status, header: (name) => response.headers.get(name), data: text ? JSON.parse(text) : undefined }
    },
    () => token,
  )
}
type Donor = ReturnType<typeof clientOf>

const passing = new Set(['offline', 'internal', 'upstream_unavailable', 'unavailable', 'request_in_flight', 'too_many_requests'])

/** Longer than any restart: a donor still without an answer then is a fault of the run. */
const PATIENCE_MS = 45_000

/** Tries until it gets an answer that is not a passing trouble; a refusal for any other reason is a fault of the run too. */
async function insist<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof ApiError) || !passing.has(error.code) || Date.now() > deadline) throw error
      await sleep(error.code === 'too_many_requests' ? 1_000 : 100)
    }
  }
}

async function payAtCashier(payment: Payment): Promise<void> {
  const { kind: _, ...parameters } = payment
  const response = await send(`${pay}/cashier/jsapi`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(parameters),
  })
  const { errMsg } = (await response.json()) as { errMsg: string }
  if (errMsg !== 'requestPayment:ok') throw new Error(`the cashier did not take the money: ${errMsg}`)
}

async function untilPaid(donor: Donor, giftId: string): Promise<'paid' | 'vanished'> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      const gift = await insist(() => donor('checkGiftPayment', { params: { giftId } }))
      if (gift.state === 'paid') return 'paid'
      if (gift.state !== 'awaiting' || Date.now() > deadline) throw new Error(`gift ${giftId} stays ${gift.state}`)
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_found') return 'vanished'
      throw error
    }
    await sleep(500)
  }
}

async function give(donor: Donor, { wave, keyed }: Wave, amountFen: number): Promise<void> {
  const note = (event: Acknowledgement['event'], giftId: string | null) => acknowledge({ wave, amountFen, event, giftId })
  const onlyKey = randomUUID()
  note('begun', null)
  const { gift, payment } = await insist(() =>
    donor('createGift', {
      body: { projectId: projectId as string, codeId: null, amountFen, anonymous: true, donorName: null },
      idempotencyKey: keyed ? onlyKey : randomUUID(),
    }),
  )
  note('ordered', gift.id)
  await payAtCashier(payment)
  note('paid-at-wechat', gift.id)
  note(await untilPaid(donor, gift.id), gift.id)
}

const donors: Donor[] = []
for (let index = 0; index < Number(donorCount); index += 1) {
  const session = await insist(() =>
    clientOf(null)('openGuestSession', { body: { channel: 'weapp', code: `donor${index}:${randomUUID()}` } }),
  )
  donors.push(clientOf(session.accessToken))
}
process.stdout.write('ready\n')

for await (const line of createInterface({ input: process.stdin })) {
  const wave = JSON.parse(line) as Wave
  await Promise.all(Array.from({ length: wave.gifts }, (_, index) => give(donors[index] as Donor, wave, wave.firstAmountFen + index)))
  process.stdout.write('done\n')
}
