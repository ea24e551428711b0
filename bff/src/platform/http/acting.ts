import type { OperationSpec } from '@minsheng/shared/contracts/operation'
import type { Actor, Visitor } from '../auth/actor.ts'

/** What someone asks to do in another's name. */
export interface ActingRequest {
  actor: Actor
  /** The authorisation, as the caller names it. */
  proxyId: string
  operation: OperationSpec
  /** The operation's name in the contracts. */
  name: string
  requestId: string
}

/** Something under way in another's name. */
export interface ActingDeed {
  /** The one acted for, with the one who acts beside it. */
  actor: Visitor
  /** @throws AppError `proxy_ended` when a reading was worked out while the authorisation ended: it is not told then */
  settle(outcome: 'done' | 'refused'): Promise<void>
}

/**
 * Decides whether it may be done, now, and puts it on record.
 * @throws AppError `proxy_ended` | `proxy_not_allowed`
 */
export type Acting = (asked: ActingRequest) => Promise<ActingDeed>
