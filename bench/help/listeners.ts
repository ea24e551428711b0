import { Agent, get } from 'node:http'
import { WebSocket } from 'ws'

export interface Heard {
  /** When the choice of whom to send reached the first screen, by call: epoch milliseconds. */
  at: ReadonlyMap<string, number>
  /** The same for every screen that heard of it. */
  all: readonly { id: string; at: number; by: 'sse' | 'ws' }[]
  close(): void
}

/** It counts and somebody is chosen by its first change, which is what a worker acts on. */
const CHOSEN_REV = 1
const AT_ONCE = 50

interface Told {
  event: string
  data?: { id?: string; rev?: number }
}

/** So many workers who look at their screens, every other one by a socket. @returns once every one of them is connected */
export async function listen(base: string, tokens: readonly string[]): Promise<Heard> {
  const at = new Map<string, number>()
  const all: { id: string; at: number; by: 'sse' | 'ws' }[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const open: (() => void)[] = []
  let isOver = false
  /** Lines end every ten minutes, and phones come again. */
  const again = (connect: () => Promise<void>) => {
    if (!isOver) connect().catch(() => undefined)
  }

  function hear(by: 'sse' | 'ws', { event, data }: Told, opened: () => void): void {
    if (event === 'open') opened()
    if (event !== 'call' || !data?.id || data.rev === undefined || data.rev < CHOSEN_REV) return
    const now = performance.timeOrigin + performance.now()
    // Each screen hears of every change; the first that tells of the choice is what counts.
    if (data.rev === CHOSEN_REV) all.push({ id: data.id, at: now, by })
    if (!at.has(data.id)) at.set(data.id, now)
  }

  const byStream = (token: string) =>
    new Promise<void>((resolve, reject) => {
      const request = get(`${base}/api/v1/desk/help-stream?seconds=600`, { agent, headers: { Authorization: `Bearer ${token}` } })
      open.push(() => request.destroy())
      request.on('error', (error) => reject(error))
      request.on('response', (response) => {
        if (response.statusCode !== 200) return reject(new Error(`the stream answered ${response.statusCode}`))
        response.setEncoding('utf8')
        response.on('end', () => again(() => byStream(token)))
        let kept = ''
        response.on('data', (text: string) => {
          const parts = (kept + text).split('\n\n')
          kept = parts.pop() ?? ''
          for (const part of parts) {
            const [, event, data] = /^event: (.+)\ndata: (.+)$/m.exec(part) ?? []
            if (event && data) hear('sse', { event, data: JSON.parse(data) as Told['data'] & object }, resolve)
          }
        })
      })
    })

  async function bySocket(token: string): Promise<void> {
    const answer = await fetch(`${base}/api/v1/desk/help-line`, { method: 'POST', headers: { Authorization: `Bearer ${token}` } })
    if (!answer.ok) throw new Error(`a ticket was answered with ${answer.status}`)
    const { ticket, path } = (await answer.json()) as { ticket: string; path: string }
    const socket = new WebSocket(`${base.replace(/^http/, 'ws')}${path}`, { perMessageDeflate: false })
    open.push(() => socket.terminate())
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('close', () => again(() => bySocket(token)))
      socket.on('open', () => socket.send(JSON.stringify({ ticket })))
      socket.on('message', (text) => hear('ws', JSON.parse(String(text)) as Told, resolve))
    })
  }

  for (let from = 0; from < tokens.length; from += AT_ONCE)
    await Promise.all(tokens.slice(from, from + AT_ONCE).map((token, index) => (index % 2 === 0 ? byStream(token) : bySocket(token))))
  return {
    at,
    all,
    close: () => {
      isOver = true
      for (const end of open) end()
      agent.destroy()
    },
  }
}
