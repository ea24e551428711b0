import type { StandInUrls } from '../dev-environment.ts'

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
}

/** Tells the stand-ins where receipts go, as an operator's console does once. */
export async function connectReceipts(bff: string, { sms, voice, wechat }: StandInUrls, pushToken: string): Promise<void> {
  await post(`${wechat}/_control/push-token`, { token: pushToken })
  const addresses = { [sms]: 'sms-receipts', [voice]: 'voice-receipts', [wechat]: 'wechat-events' }
  for (const [base, path] of Object.entries(addresses))
    await post(`${base}/_control/reports`, { url: `${bff}/api/v1/${path}`, delayMs: 1_000 })
}
