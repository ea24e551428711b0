import { json, operation } from '@minsheng/shared/contracts/operation'
import { expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { nothing, route } from './route.ts'

const readThing = operation({
  method: 'GET',
  path: '/api/v1/things/:thingId',
  summary: '测试',
  tag: '测试',
  audience: 'session',
  params: z.strictObject({ thingId: z.string() }),
  status: 200,
  response: json(z.strictObject({ name: z.string() })),
  errors: [],
  idempotency: 'natural',
})
const whole = {
  operation: readThing,
  load: nothing,
  allow: () => true,
  audit: { none: 'a test' },
  run: () => ({ name: '伞' }),
}

/** Checked by tsc: an expectation that no longer fails is itself an error there. Never called. */
export function doesNotCompile() {
  const { allow: _allow, ...withoutAllow } = whole
  const { audit: _audit, ...withoutAudit } = whole
  const { load: _load, ...withoutLoad } = whole
  // @ts-expect-error a route says who may
  route(withoutAllow)
  // @ts-expect-error a route says what the audit keeps
  route(withoutAudit)
  // @ts-expect-error a route says what it loads
  route(withoutLoad)
  // @ts-expect-error keeping nothing needs a reason
  route({ ...whole, audit: {} })
  // @ts-expect-error the answer is the contract's
  route({ ...whole, run: () => ({ nom: '伞' }) })
}

test('a whole route compiles, and its input is typed by the contract', async () => {
  const made = route({
    ...whole,
    run: ({ params }) => {
      expectTypeOf(params).toEqualTypeOf<{ thingId: string }>()
      return { name: params.thingId }
    },
  })
  expect(made.operation).toBe(readThing)
  expectTypeOf<Parameters<typeof route<typeof readThing, object>>[0]['allow']>().not.toBeNullable()
  expectTypeOf<Parameters<typeof route<typeof readThing, object>>[0]['audit']>().not.toBeNullable()
})
