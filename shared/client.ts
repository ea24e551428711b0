import type { CallInput, OperationSpec, ResponseOf } from './contracts/operation.ts'
import type { ErrorCode, FieldIssue, Problem } from './errors.ts'

/** What a client needs to know of an operation at run time; the mini-program gets it generated, without zod. */
export interface RouteConstant {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
}

/** One request as a transport (fetch, wx.request, my.request) sends it. */
export interface WireRequest {
  method: RouteConstant['method']
  /** Path and query, beginning with `/`. */
  url: string
  headers: Record<string, string>
  body?: string | Uint8Array
}
export interface WireResponse {
  status: number
  header(name: string): string | null
  /** Parsed JSON for JSON answers, bytes for files, undefined for 204. */
  data: unknown
}
export type Transport = (request: WireRequest) => Promise<WireResponse>

/** A failed call: `offline` when nothing came back, else what the problem document said. */
export class ApiError extends Error {
  readonly kind: 'offline' | 'problem'
  readonly status: number
  readonly code: ErrorCode | 'offline'
  readonly issues: FieldIssue[]
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(kind: 'offline' | 'problem', status: number, problem: Partial<Problem>, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title ?? '网络不通，请检查网络后再试')
    this.name = 'ApiError'
    this.kind = kind
    this.status = status
    this.code = kind === 'offline' ? 'offline' : (problem.code ?? 'internal')
    this.issues = problem.issues ?? []
    this.requestId = problem.requestId
    this.retryAfterSeconds = retryAfterSeconds
  }
}

type AnyInput = {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  contentType?: string
  idempotencyKey?: string
}

/** Path with its parameters and query filled in. */
export function fillPath(path: string, input: AnyInput): string {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''))
  const query = Object.entries(input.query ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return query ? `${filled}?${query}` : filled
}

/**
 * A client typed by the contracts: `call('createGift', { body, idempotencyKey })`.
 * @throws ApiError for anything but the operation's success answer
 */
export function createClient<C extends Record<string, OperationSpec>>(
  routes: Record<keyof C & string, RouteConstant>,
  transport: Transport,
  authorization: () => Promise<string | null> | string | null,
) {
  return async function call<N extends keyof C & string>(
    name: N,
    ...args: Record<string, never> extends CallInput<C[N]> ? [input?: CallInput<C[N]>] : [input: CallInput<C[N]>]
  ): Promise<ResponseOf<C[N]>> {
    const input = (args[0] ?? {}) as AnyInput
    const route = routes[name]
    const token = await authorization()
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (token) headers.Authorization = `Bearer ${token}`
    if (input.idempotencyKey) headers['Idempotency-Key'] = input.idempotencyKey
    let body: string | Uint8Array | undefined
    if (input.body instanceof Uint8Array) {
      headers['Content-Type'] = input.contentType ?? 'application/octet-stream'
      body = input.body
    } else if (input.body !== undefined) {
      headers['Content-Type'] = 'application/json'
      body = JSON.stringify(input.body)
    }
    const response = await transport({ method: route.method, url: fillPath(route.path, input), headers, body })
    if (response.status >= 200 && response.status < 300) return response.data as ResponseOf<C[N]>
    const retryAfter = Number(response.header('Retry-After') ?? Number.NaN)
    throw new ApiError(
      'problem',
      response.status,
      (response.data ?? {}) as Partial<Problem>,
      Number.isFinite(retryAfter) ? retryAfter : undefined,
    )
  }
}
