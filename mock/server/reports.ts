import Router from '@koa/router'
import * as z from 'zod'
import { controlled } from './controlled.ts'

const wish = z.strictObject({
  /** What becomes of what is sent from now on: the word for success, or the operator's code of a failure. */
  result: z
    .string()
    .regex(/^\w{1,40}$/)
    .optional(),
  /** How long that takes. */
  delayMs: z.number().int().min(0).max(86_400_000).default(0),
  /** How the receipt goes: `late` three seconds after, `doubled` twice, `lost` never, `early` at once: for WeChat, before whoever sends has its answer. */
  receipt: z.enum(['normal', 'late', 'doubled', 'lost', 'early']).default('normal'),
  /** Where receipts go; absent: nowhere. */
  url: z.url().optional(),
})

const LATE_MS = 3_000

/** What becomes of messages or calls, and how their receipts behave: `POST /_control/reports`, `{}` ends it. */
export function createReports() {
  let wanted = wish.parse({})
  const waiting = new Set<NodeJS.Timeout>()
  const router = new Router({ prefix: '/_control' })
  controlled(router, '/reports', wish, (input) => {
    wanted = input
    return input
  })

  async function post(url: string, body: unknown): Promise<void> {
    const sent = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
    // Nobody there is as good as lost: the sender can still be asked.
    await fetch(url, { ...sent, signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
  }
  return {
    router,
    wanted: () => wanted,
    /** Sends the receipt in its time, as it is wanted when the message was taken. Waited for, the message is answered after an early one. */
    async announce(body: unknown, query = ''): Promise<void> {
      const { receipt, delayMs } = wanted
      if (wanted.url === undefined || receipt === 'lost') return
      const url = `${wanted.url}${query}`
      if (receipt === 'early') return post(url, body)
      const timer = setTimeout(
        () => {
          waiting.delete(timer)
          void post(url, body)
          if (receipt === 'doubled') void post(url, body)
        },
        delayMs + (receipt === 'late' ? LATE_MS : 0),
      )
      timer.unref()
      waiting.add(timer)
    },
    reset(): void {
      wanted = wish.parse({})
      for (const timer of waiting) clearTimeout(timer)
      waiting.clear()
    },
  }
}
export type Reports = ReturnType<typeof createReports>

/** `2026-06-15 09:05:00` in Asia/Shanghai, as the operators write it. */
export const shanghaiStamp = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
