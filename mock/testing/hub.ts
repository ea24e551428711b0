import { createHub, type HubOptions } from '../hub/server.ts'
import { listen, type RunningServer } from '../server/listen.ts'
import { type HeldClock, heldClock } from './held-clock.ts'

/** What the hub and its callers agreed on. */
export const HUB_KEYS = {
  gateway: { accessKey: 'ak', secretKey: 'gateway-secret' },
  sharing: { appKey: 'app', appSecret: 'app-secret' },
  mgop: { accessKey: 'mk', appId: '330102' },
} as const

interface TestHub {
  clock: HeldClock
  /** Known once it was started. */
  readonly url: string
  start(): Promise<void>
  reset(): Promise<void>
  stop(): Promise<void>
  control(path: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }>
}

/** A stand-in of the hub on a real socket, on 24 November 2026, 09:02:03 in Shanghai; with a part of its own where one is named. */
export function testHub(parts: Partial<HubOptions> = {}): TestHub {
  const clock = heldClock('2026-11-24T01:02:03.000Z')
  let server: RunningServer | undefined
  const post = (path: string, body?: string) =>
    fetch(`${server?.url}/_control/${path}`, { method: 'POST', ...(body === undefined ? {} : { body }) })
  return {
    clock,
    get url() {
      return server?.url ?? ''
    },
    async start() {
      const hub = createHub({ ...HUB_KEYS, sharing: { ...HUB_KEYS.sharing, registers: new Map() }, clock, ...parts })
      server = await listen(hub.callback(), '127.0.0.1', 0)
    },
    async reset() {
      await post('reset')
    },
    async stop() {
      await server?.close()
    },
    async control(path, body) {
      const response = await post(path, JSON.stringify(body))
      const text = await response.text()
      return { status: response.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
    },
  }
}
