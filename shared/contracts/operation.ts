import * as z from 'zod'
import type { ErrorCode } from '../errors.ts'
import type { ActingFor } from './acting.ts'

/** What travels in a body: JSON checked by a schema, raw bytes, or nothing. */
export type Media =
  | { kind: 'json'; schema: z.ZodType }
  | { kind: 'raw'; contentTypes: readonly string[]; maxBytes: number }
  | { kind: 'file'; contentType: string }
  | { kind: 'empty' }

export function json<S extends z.ZodType>(schema: S): { kind: 'json'; schema: S } {
  return { kind: 'json', schema }
}
export function raw(contentTypes: readonly string[], maxBytes: number) {
  return { kind: 'raw', contentTypes, maxBytes } as const
}
export function file(contentType: string) {
  return { kind: 'file', contentType } as const
}
export const empty = { kind: 'empty' } as const

/**
 * Who may try the operation at all: anyone, a visitor with a session, staff, or whoever is signed in of the two.
 * The fine decision is the route's `allow`.
 */
export type Audience = 'public' | 'session' | 'staff' | 'any_session'

/** One operation of the API, declared once: the Koa route, the typed clients and OpenAPI come from it. */
export interface OperationSpec {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Koa style: `/api/v1/gifts/:giftId`. */
  path: `/api/v1/${string}`
  summary: string
  tag: string
  audience: Audience
  params?: z.ZodObject
  query?: z.ZodObject
  body?: Media
  /** The one success answer. */
  status: 200 | 201 | 202 | 204
  response: Media
  errors: readonly ErrorCode[]
  /** `key`: the client must send `Idempotency-Key`. `natural`: repeating it is harmless by itself. */
  idempotency: 'key' | 'natural'
  /** A life may hang on it: however many requests came from an address, this one is not refused for it. */
  spared?: true
  /** That it may be done in another's name; absent: by oneself alone. */
  actingFor?: ActingFor
  /** That a child's guardian may do it for them though nobody else acts for anyone in it; what it is called afterwards. */
  guardian?: { deed: string }
}

export function operation<const O extends OperationSpec>(spec: O): O {
  return spec
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined
type Given<T> = T extends z.ZodType ? z.input<T> : undefined
type MediaIn<M> = M extends { kind: 'json'; schema: infer S } ? Given<S> : M extends { kind: 'raw' } ? Uint8Array : undefined
type MediaParsed<M> = M extends { kind: 'json'; schema: infer S } ? Parsed<S> : M extends { kind: 'raw' } ? Buffer : undefined
type MediaOut<M> = M extends { kind: 'json'; schema: infer S } ? Parsed<S> : M extends { kind: 'file' } ? Uint8Array : undefined

/** What a handler receives, parsed. */
export interface ParsedInput<O extends OperationSpec> {
  params: Parsed<O['params']>
  query: Parsed<O['query']>
  body: MediaParsed<O['body']>
}

/** What a client passes; parts that the operation does not have are left out. */
export type CallInput<O extends OperationSpec> = (O['params'] extends z.ZodType ? { params: Given<O['params']> } : unknown) &
  (O['query'] extends z.ZodType ? { query?: Given<O['query']> } : unknown) &
  (O['body'] extends Media ? { body: MediaIn<O['body']> } : unknown) &
  (O['body'] extends { kind: 'raw' } ? { contentType: string } : unknown) &
  (O['idempotency'] extends 'key' ? { idempotencyKey: string } : unknown)

export type ResponseOf<O extends OperationSpec> = MediaOut<O['response']>

/** What a handler returns for JSON answers (before the outgoing check). */
export type HandlerResult<O extends OperationSpec> = O['response'] extends { kind: 'json'; schema: infer S }
  ? Given<S>
  : O['response'] extends { kind: 'file' }
    ? FileAnswer
    : undefined

/** A file answer: bytes or a stream, and the name the browser saves it under. */
export interface FileAnswer {
  content: Buffer | NodeJS.ReadableStream
  contentType?: string
  filename?: string
  cacheControl?: string
  /** May be shown by pages of another origin: WeChat's own, where a mini-program lives. */
  anyOrigin?: boolean
}

/** A page of a list: pass `nextCursor` back to get the next; null means there is no more. */
export function page<S extends z.ZodType>(item: S) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** Query part that every list takes. */
export const pageQuery = {
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
}

const idText = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, '编号格式不对')
/** An opaque identifier as used in paths. */
export const id = idText
/** An instant in UTC, ISO 8601. */
export const instant = z.iso.datetime()
/** A calendar date in Asia/Shanghai, yyyy-mm-dd. */
export const calendarDate = z.iso.date()
/** Money in integer fen, never negative. */
export const fen = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
