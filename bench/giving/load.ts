import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { derivedId } from '../../bff/src/platform/crypto/id.ts'
import type { Outside } from './outside.ts'
import type { MeasuredProcess } from './process.ts'

export interface Donor {
  accountId: string
  token: string
}

/** One gift as the load sends it: the order, and the notice that pays it, signed beforehand. */
interface PreparedGift {
  order: { path: string; body: string; headers: Record<string, string> }
  notice: { path: string; body: string; headers: Record<string, string> }
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export function post(url: string, body: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method: 'POST',
      agent,
      headers: { 'Content-Type': 'application/json', ...headers, 'Content-Length': Buffer.byteLength(body) },
    })
    call.setTimeout(30_000, () => call.destroy(new Error(`no answer from ${url}`)))
    call.once('error', reject)
    call.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }))
    })
    call.end(body)
  })
}

/** Opens sessions, each from an address of its own so that no limit per address is met. */
export async function openDonors(url: string, count: number): Promise<Donor[]> {
  const donors: Donor[] = []
  for (let index = 0; index < count; index += 1) {
    const { status, text } = await post(
      `${url}/api/v1/sessions/guest`,
      JSON.stringify({ channel: 'weapp', code: `donor${index}:${randomUUID()}` }),
      { 'X-Forwarded-For': addressOf(index) },
    )
    if (status !== 201 && status !== 200) throw new Error(`no session: ${status} ${text}`)
    const { accessToken, account } = JSON.parse(text) as { accessToken: string; account: { id: string } }
    donors.push({ accountId: account.id, token: accessToken })
  }
  return donors
}

const addressOf = (index: number) => `10.1.${Math.floor(index / 250)}.${(index % 250) + 1}`

export function prepareGifts(
  target: MeasuredProcess,
  program: 'ours' | 'bare',
  outside: Outside,
  donors: readonly Donor[],
  count: number,
): PreparedGift[] {
  return Array.from({ length: count }, (_, index) => {
    const donor = donors[index % donors.length] as Donor
    const [key, amountFen] = [randomUUID(), 100 + index]
    const { body, headers } = outside.notice({
      outTradeNo: derivedId('GY', `${donor.accountId}|${key}`),
      amountFen,
      subMchid: target.subMchid,
    })
    const forwarded = { 'X-Forwarded-For': addressOf(index % donors.length) }
    if (program === 'bare')
      return {
        order: { path: '/gifts', body: JSON.stringify({ accountId: donor.accountId, key, amountFen }), headers: {} },
        notice: { path: '/notices', body, headers },
      }
    return {
      order: {
        path: '/api/v1/gifts',
        body: JSON.stringify({ projectId: target.campaignId, codeId: null, amountFen, anonymous: true, donorName: null }),
        headers: { ...forwarded, Authorization: `Bearer ${donor.token}`, 'Idempotency-Key': key },
      },
      notice: { path: '/api/v1/wechat-pay/transaction-notices', body, headers: { ...headers, 'X-Forwarded-For': '10.9.9.9' } },
    }
  })
}

/** Sends every gift, so many at a time: the order, and when it is answered, its notice. */
export async function giveAll(url: string, gifts: readonly PreparedGift[], lanes: number): Promise<void> {
  let next = 0
  async function lane(): Promise<void> {
    for (let gift = gifts[next++]; gift; gift = gifts[next++]) {
      const ordered = await post(`${url}${gift.order.path}`, gift.order.body, gift.order.headers)
      if (ordered.status !== 201) throw new Error(`order refused: ${ordered.status} ${ordered.text}`)
      const told = await post(`${url}${gift.notice.path}`, gift.notice.body, gift.notice.headers)
      if (told.status !== 204) throw new Error(`notice refused: ${told.status} ${told.text}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  // The contender closes idle connections while the others have their rounds.
  agent.destroy()
}
