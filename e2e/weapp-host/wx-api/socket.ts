import { WebSocket } from 'ws'
import { callbackApi, text, WxFailure } from './call.ts'
import type { WxHost } from './host.ts'
import { ownAddress } from './request.ts'

/** WeChat lets a program have so many at once. */
const MOST = 5
const MAKING = /^ws/

/** wx.connectSocket over a real WebSocket, to the program's own server and no other. */
export function socketApi(host: WxHost): Record<string, unknown> {
  const { realm } = host
  const api = (name: string, run: (options: Record<string, unknown>) => unknown) => callbackApi(realm, name, run)

  function addressOf(url: string): URL | null {
    if (!MAKING.test(url) || !URL.canParse(url)) return null
    const target = ownAddress(host, url.replace(MAKING, 'http'))
    return target && new URL(target.href.replace(/^http/, 'ws'))
  }

  function connectSocket(options: Record<string, unknown> = {}) {
    const listeners = { open: new Set(), message: new Set(), error: new Set(), close: new Set() } as Record<
      'open' | 'message' | 'error' | 'close',
      Set<(event: unknown) => void>
    >
    const tell = (name: keyof typeof listeners, event: object) => {
      for (const listener of [...listeners[name]]) realm.guard(`SocketTask.${name}`, () => listener(realm.import(event)))
    }
    const address = addressOf(text(options, 'url'))
    if (!address) host.diagnostics.fault('request-domain', 'wx.connectSocket', text(options, 'url'))
    const refusal = !address ? 'url not in domain list' : host.sockets.size >= MOST ? 'connect too many' : null
    const isCut = host.phone.network === 'none'
    const socket = address && refusal === null && !isCut ? new WebSocket(address) : null
    if (socket) {
      host.sockets.add(socket)
      socket.on('open', () => tell('open', { header: {} }))
      socket.on('message', (data, isBinary) => tell('message', { data: isBinary ? data : String(data) }))
      socket.on('error', (error) => tell('error', { errMsg: error.message }))
      socket.on('close', (code, reason) => {
        host.sockets.delete(socket)
        tell('close', { code, reason: String(reason) })
      })
    } else
      setImmediate(() => {
        tell('error', { errMsg: refusal ?? 'net::ERR_INTERNET_DISCONNECTED' })
        tell('close', { code: 1006, reason: 'abnormal closure' })
      })
    const listen = (name: keyof typeof listeners) => (listener: (event: unknown) => void) => void listeners[name].add(listener)
    void api('connectSocket', () => {
      if (refusal) throw new WxFailure(refusal)
    })({ success: options.success ?? (() => undefined), fail: options.fail, complete: options.complete })
    return realm.import({
      onOpen: listen('open'),
      onMessage: listen('message'),
      onError: listen('error'),
      onClose: listen('close'),
      send: api('send', ({ data }) => {
        if (socket?.readyState !== WebSocket.OPEN) throw new WxFailure('SocketTask.readyState is not OPEN')
        socket.send(String(data))
      }),
      close: api('close', ({ code }) => {
        socket?.close(typeof code === 'number' ? code : 1000)
      }),
    })
  }
  return { connectSocket }
}
