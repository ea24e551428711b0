import type { HandlerResult, OperationSpec, ParsedInput } from '@minsheng/shared/contracts/operation'
import type { Actor } from '../auth/actor.ts'
import type { Log } from '../log/index.ts'

/** What a handler may know of the request besides its parsed input. */
export interface RequestContext {
  requestId: string
  ip: string
  /** Seed for identifiers of what a keyed request makes; undefined for operations without a key. */
  idempotencySeed: string | undefined
  /** Reads and sets the refresh cookie; only identity uses it. */
  cookie(name: string): string | undefined
  setCookie(name: string, value: string | null, maxAgeSeconds: number): void
  /** A request header, for operations whose standard puts facts there. */
  header(name: string): string | undefined
  log: Log
}

export type Input<O extends OperationSpec, A extends Actor = Actor> = ParsedInput<O> & { actor: A; context: RequestContext }

/** What the audit log keeps of an operation, or why it keeps nothing. Required: a route that says neither does not compile. */
export type AuditRule<Loaded, Result> =
  | {
      action: string
      subject: (loaded: Loaded, result: Result | null) => string
      /** What the actor gave as their reason, for operations that ask for one. */
      reason?: (loaded: Loaded) => string
    }
  | { none: string }

/**
 * Binds an operation to what it does. Reads as a sentence: contract → load → allow → audit → run.
 * `load` returning null and `allow` returning false answer alike: not found.
 */
export interface RouteDefinition<O extends OperationSpec, Loaded> {
  operation: O
  load: (input: Input<O>) => Promise<Loaded | null> | Loaded | null
  /** The fine decision: this actor, this thing. */
  allow: (actor: Actor, loaded: Loaded) => boolean
  audit: AuditRule<Loaded, HandlerResult<O>>
  run: (input: Input<O>, loaded: Loaded) => Promise<HandlerResult<O>> | HandlerResult<O>
}

/** A route with its types folded away, as the server keeps it. */
export interface Route {
  operation: OperationSpec
  load(input: Input<OperationSpec>): Promise<unknown>
  allow(actor: Actor, loaded: unknown): boolean
  audit: AuditRule<unknown, unknown>
  run(input: Input<OperationSpec>, loaded: unknown): Promise<unknown>
}

export function route<O extends OperationSpec, Loaded>(definition: RouteDefinition<O, Loaded>): Route {
  const { operation, load, allow, audit, run } = definition
  return {
    operation,
    load: async (input) => load(input as Input<O>),
    allow: (actor, loaded) => allow(actor, loaded as Loaded),
    audit: audit as AuditRule<unknown, unknown>,
    run: async (input, loaded) => run(input as Input<O>, loaded as Loaded),
  }
}

/** For operations that load nothing. */
export const nothing = () => ({})
