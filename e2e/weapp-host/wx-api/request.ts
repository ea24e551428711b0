import http from 'node:http'
import https from 'node:https'
import { text, WxFailure } from './call.ts'
import type { RequestRecord, WxHost } from './host.ts'

interface RawAnswer {
  status: number
  headers: Record<string, string>
  cookies: string[]
  body: Buffer
}

const methods = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT'])
const atOnce = 10
const defaultCompiledBase = 'http://127.0.0.1:3000'

export function exchange(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string | Buffer | undefined,
  timeout: number,
  signal: AbortSignal,
  hops = 0,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const transport = url.protocol === 'https:' ? https : http
    const request = transport.request(url, { method, headers, signal, timeout }, (response) => {
      const location = response.headers.location
      if (location && response.statusCode && response.statusCode >= 301 && response.statusCode <= 308 && hops < 5) {
        response.resume()
        const again = response.statusCode === 307 || response.statusCode === 308 ? method : 'GET'
        resolve(exchange(new URL(location, url), again, headers, again === method ? body : undefined, timeout, signal, hops + 1))
        return
      }
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const answerHeaders: Record<string, string> = {}
        for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
          const name = response.rawHeaders[at] ?? ''
          const value = response.rawHeaders[at + 1] ?? ''
          answerHeaders[name] = answerHeaders[name] === undefined ? value : `${answerHeaders[name]},${value}`
        }
        resolve({
          status: response.statusCode ?? 0,
          headers: answerHeaders,
          cookies: response.headers['set-cookie'] ?? [],
          body: Buffer.concat(chunks),
        })
      })
    })
    request.on('timeout', () => request.destroy(new Error('timeout')))
    request.on('error', reject)
    request.end(body)
  })
}

function contentType(headers: Record<string, string>): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
}

const formEncoded = (data: object) =>
  Object.entries(data)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&')

function encodeBody(data: unknown, headers: Record<string, string>): string | Buffer | undefined {
  if (data === undefined || data === null) return undefined
  if (typeof data === 'string') return data
  if (Object.prototype.toString.call(data) === '[object ArrayBuffer]') return Buffer.from(data as ArrayBuffer)
  if (contentType(headers).includes('application/x-www-form-urlencoded')) return formEncoded(data)
  return JSON.stringify(data)
}

/** Where the program's own address leads in this test; null for any other host. */
export function ownAddress(host: WxHost, address: string): URL | null {
  const compiled = new URL(host.options.compiledApiBase ?? defaultCompiledBase)
  const target = new URL(host.options.apiBase)
  const url = new URL(address)
  return url.origin === compiled.origin || url.origin === target.origin ? new URL(`${url.pathname}${url.search}`, target) : null
}

export function allowed(host: WxHost, address: string, api = 'wx.request'): URL {
  const url = URL.canParse(address) ? ownAddress(host, address) : null
  if (url) return url
  host.diagnostics.fault('request-domain', api, address)
  throw new WxFailure('url not in domain list', 600002)
}

function decode(answer: RawAnswer, options: Record<string, unknown>): unknown {
  if (options.responseType === 'arraybuffer')
    return answer.body.buffer.slice(answer.body.byteOffset, answer.body.byteOffset + answer.body.byteLength)
  const words = answer.body.toString('utf8')
  if ((options.dataType ?? 'json') !== 'json') return words
  try {
    return JSON.parse(words) as unknown
  } catch {
    return words
  }
}

/** wx.request over real HTTP: ten at once, `success` on any status, `fail` only when nothing came back. */
export function requestApi(host: WxHost) {
  let running = 0
  const waiting: (() => void)[] = []
  const turn = () =>
    new Promise<void>((resolve) => {
      if (running < atOnce) {
        running += 1
        resolve()
      } else waiting.push(resolve)
    })
  const release = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  const perform = async (options: Record<string, unknown>, signal: AbortSignal) => {
    const method = (text(options, 'method') || 'GET').toUpperCase()
    if (!methods.has(method)) throw new WxFailure(`method "${method}" is not supported`)
    const url = allowed(host, text(options, 'url'))
    const headers: Record<string, string> = {}
    for (const [name, value] of Object.entries(typeof options.header === 'object' && options.header !== null ? options.header : {})) {
      if (value !== undefined && name.toLowerCase() !== 'referer') headers[name] = String(value)
    }
    if (!contentType(headers)) headers['content-type'] = 'application/json'
    const inQuery = (method === 'GET' || method === 'HEAD') && typeof options.data === 'object' && options.data !== null
    if (inQuery) url.search = [url.search.slice(1), formEncoded(options.data as object)].filter(Boolean).join('&')
    const body = method === 'GET' || method === 'HEAD' ? undefined : encodeBody(options.data, headers)
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body))
    const record: RequestRecord = {
      method,
      url: url.href,
      status: null,
      error: null,
      requestHeaders: headers,
      requestBody: typeof body === 'string' ? body : null,
      responseBody: null,
      milliseconds: 0,
    }
    host.requests.push(record)
    if (host.phone.network === 'none') {
      record.error = 'net::ERR_INTERNET_DISCONNECTED'
      throw new WxFailure(record.error, 600001)
    }
    await turn()
    const begun = performance.now()
    try {
      const answer = await exchange(url, method, headers, body, Number(options.timeout) || 60_000, signal)
      record.status = answer.status
      if (options.responseType !== 'arraybuffer') record.responseBody = answer.body.toString('utf8')
      return { statusCode: answer.status, header: answer.headers, cookies: answer.cookies, data: decode(answer, options) }
    } catch (reason) {
      record.error = reason instanceof Error ? reason.message : String(reason)
      throw new WxFailure(signal.aborted ? 'abort' : record.error, 600001)
    } finally {
      record.milliseconds = Math.round(performance.now() - begun)
      release()
    }
  }

  return (options: Record<string, unknown> = {}) => {
    const abort = new AbortController()
    const headersListeners = new Set<(event: unknown) => void>()
    const hear = (callback: unknown, answer: unknown) => {
      if (typeof callback === 'function') host.realm.guard('wx.request callback', () => (callback as (answer: unknown) => void)(answer))
    }
    void perform(options, abort.signal)
      .then(
        (answer) => ({ ok: true, answer: host.realm.import({ errMsg: 'request:ok', ...answer }) as Record<string, unknown> }),
        (reason: WxFailure) => ({
          ok: false,
          answer: host.realm.import({ errMsg: `request:fail ${reason.message}`, errno: reason.errno }) as Record<string, unknown>,
        }),
      )
      .then(({ ok, answer }) =>
        setImmediate(() => {
          if (ok)
            for (const listener of headersListeners)
              hear(listener, host.realm.import({ header: answer.header, statusCode: answer.statusCode }))
          hear(ok ? options.success : options.fail, answer)
          hear(options.complete, answer)
        }),
      )
    return {
      abort: () => abort.abort(),
      onHeadersReceived: (listener: (event: unknown) => void) => headersListeners.add(listener),
      offHeadersReceived: (listener: (event: unknown) => void) => headersListeners.delete(listener),
      onChunkReceived: () => undefined,
      offChunkReceived: () => undefined,
    }
  }
}
