import { Agent, get } from 'node:http'

export interface Heard {
  /** When the choice of whom to send reached the first screen, by call: epoch milliseconds. */
  at: ReadonlyMap<string, number>
  close(): void
}

/** It counts and somebody is chosen by its first change, which is what a worker acts on. */
const CHOSEN_REV = 1

/** So many workers who look at their screens. @returns once every one of them is connected */
export async function listen(base: string, tokens: readonly string[]): Promise<Heard> {
  const at = new Map<string, number>()
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const open: (() => void)[] = []
  const connect = (token: string) =>
    new Promise<void>((resolve, reject) => {
      const request = get(`${base}/api/v1/desk/help-stream?seconds=600`, { agent, headers: { Authorization: `Bearer ${token}` } })
      open.push(() => request.destroy())
      request.on('error', (error) => reject(error))
      request.on('response', (response) => {
        if (response.statusCode !== 200) return reject(new Error(`the stream answered ${response.statusCode}`))
        response.setEncoding('utf8')
        let kept = ''
        response.on('data', (text: string) => {
          const now = performance.timeOrigin + performance.now()
          const parts = (kept + text).split('\n\n')
          kept = parts.pop() ?? ''
          for (const part of parts) {
            if (part.startsWith('event: open')) resolve()
            const data = /^data: (.+)$/m.exec(part)?.[1]
            if (!part.startsWith('event: call') || !data) continue
            const { id, rev } = JSON.parse(data) as { id: string; rev: number }
            if (rev >= CHOSEN_REV && !at.has(id)) at.set(id, now)
          }
        })
      })
    })
  for (let from = 0; from < tokens.length; from += 50) await Promise.all(tokens.slice(from, from + 50).map(connect))
  return {
    at,
    close: () => {
      for (const end of open) end()
      agent.destroy()
    },
  }
}
