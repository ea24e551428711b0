import type { Context } from 'koa'
import * as z from 'zod'
import { never } from './trouble.ts'

const times = z.number().int().min(0).max(1_000).default(0)
/** The part of a wish that this file fulfils. */
export const countedTroubles = {
  /** So many requests are answered 500, with something that is no JSON, or never. */
  errors: times,
  garbage: times,
  timeouts: times,
  /** So many requests are told that their signature is wrong. */
  refuseSignatures: times,
} as const
type Counts = Record<keyof typeof countedTroubles, number>

/** What a test wished for of a service whose callers sign, until as many requests met it as were named. */
export function createCountedTroubles<T extends Counts>(wish: z.ZodType<T>) {
  let now = wish.parse({})
  function spend(name: keyof Counts): boolean {
    if (now[name] === 0) return false
    now = { ...now, [name]: now[name] - 1 }
    return true
  }
  return {
    now: () => now,
    set(input: T): T {
      now = input
      return input
    },
    reset(): void {
      now = wish.parse({})
    },
    /** True when the request is answered by a trouble, or was left until its caller gave up. */
    async spoil(ctx: Context): Promise<boolean> {
      if (spend('timeouts')) await never(ctx)
      else if (spend('errors')) ctx.status = 500
      else if (spend('garbage')) ctx.body = '<html><body>502 Bad Gateway</body></html>'
      else return false
      return true
    },
    /** Whether this request's signature is to be called wrong, whatever it is. */
    refusesSignature: () => spend('refuseSignatures'),
  }
}
