import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { HEARTBEAT_MS, type Line, MOST_WAITING_BYTES } from './line.ts'

/** Answers a request to change to another protocol, as node's server hands it over. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export const LIVE_PATH = '/api/v1/live'
/** Why a socket was closed, for the phone: a fresh ticket helps, or coming again later does. @remarks RFC 6455, 7.4 */
export const closeCodes = { over: 1000, goingAway: 1001, later: 1013, ticket: 4401 } as const

const GREETING_MS = 5_000
const MOST_GREETING_BYTES = 4_096
/** Of those who have not said who they are. */
const MOST_STRANGERS = 1_000

interface Parts {
  /** Takes a line for whoever holds this ticket. @returns false when the ticket is none */
  admit: (ticket: string, line: Line) => boolean
  mostMs: number
  greetingMs?: number
}

function ticketIn(message: unknown): string | null {
  try {
    const greeting: unknown = JSON.parse(String(message))
    const ticket = typeof greeting === 'object' && greeting !== null && 'ticket' in greeting ? greeting.ticket : null
    return typeof ticket === 'string' ? ticket : null
  } catch {
    return null
  }
}

/** A line over a socket: one message of JSON for each event, a beat that the phone's program sees, and an end in time. */
function lineOf(socket: WebSocket, mostMs: number): Line {
  let answered = true
  const write = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return
    // Cut, not closed: what waits would have to be read before a farewell.
    if (socket.bufferedAmount > MOST_WAITING_BYTES) socket.terminate()
    else socket.send(text)
  }
  const beat = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
    write('{"event":"beat"}')
  }, HEARTBEAT_MS)
  const over = setTimeout(() => socket.close(closeCodes.over), mostMs)
  socket.on('pong', () => {
    answered = true
  })
  socket.once('close', () => {
    clearInterval(beat)
    clearTimeout(over)
  })
  return {
    send: (event, data) => write(`{"event":${JSON.stringify(event)},"data":${data}}`),
    end: () => socket.close(closeCodes.goingAway),
    onEnd: (done) => void socket.once('close', done),
  }
}

/** Lines over WebSockets, for mini-programs. Whoever does not show a ticket at once is let go; nothing else is taken from them. */
export function createLiveSockets({ admit, mostMs, greetingMs = GREETING_MS }: Parts) {
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_GREETING_BYTES, perMessageDeflate: false, clientTracking: false })
  const strangers = new Set<WebSocket>()

  function greet(socket: WebSocket): void {
    strangers.add(socket)
    const tired = setTimeout(() => socket.terminate(), greetingMs)
    const known = () => {
      clearTimeout(tired)
      strangers.delete(socket)
    }
    // A broken frame or one too long closes the socket; there is nobody to tell.
    socket.on('error', () => undefined)
    socket.once('close', known)
    socket.once('message', (message) => {
      known()
      const ticket = ticketIn(message)
      if (ticket === null || !admit(ticket, lineOf(socket, mostMs))) socket.close(closeCodes.ticket)
    })
  }
  function refuse(socket: Duplex, status: string): void {
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  const upgrade: Upgrade = (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    // No query: a token in an address would stand in the logs of every proxy.
    if (request.url !== LIVE_PATH) return refuse(socket, '404 Not Found')
    if (strangers.size >= MOST_STRANGERS) return refuse(socket, '503 Service Unavailable')
    server.handleUpgrade(request, socket, head, greet)
  }
  return {
    upgrade,
    stop() {
      for (const socket of strangers) socket.terminate()
    },
  }
}
