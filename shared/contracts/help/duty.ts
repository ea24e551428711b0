import * as z from 'zod'
import { id, instant, json, operation } from '../operation.ts'
import { callPlace, callState, helpClass, tagHelpDesk } from './terms.ts'

const dutyLocation = z.enum(['agreed', 'declined'])

export const myDuty = z.strictObject({
  state: z.enum(['on', 'off']),
  /** Since when, and when it ends by itself; null while off duty. */
  since: instant.nullable(),
  until: instant.nullable(),
  /** Whether the place may be used during this turn; null while off duty. */
  location: dutyLocation.nullable(),
  /** When the phone last told its place; null when it is forgotten. */
  fixAt: instant.nullable(),
  /** Calls that are in one's hands. */
  inHand: z.array(z.strictObject({ id, urgency: helpClass, state: callState })),
  /** What is agreed to, as it is now. */
  consent: z.strictObject({ version: z.string(), lines: z.array(z.string()) }),
  /** The times of it are ours: the bureau has yet to confirm them. */
  illustrative: z.boolean(),
})
export type MyDuty = z.output<typeof myDuty>

const base = { tag: tagHelpDesk, audience: 'staff', status: 200, response: json(myDuty), idempotency: 'natural' } as const

export const helpDutyContract = {
  getMyDuty: operation({
    ...base,
    method: 'GET',
    path: '/api/v1/desk/help-duty',
    summary: '我在不在班、位置用不用、手里还有哪些呼叫',
    errors: [],
  }),
  startDuty: operation({
    ...base,
    method: 'POST',
    path: '/api/v1/desk/help-duty/start',
    summary: '上班；位置可以同意用，也可以不同意。已经在班的，改用不用位置',
    body: json(z.strictObject({ location: dutyLocation, textVersion: z.string().min(1).max(20) })),
    errors: ['conflict'],
  }),
  endDuty: operation({
    ...base,
    method: 'POST',
    path: '/api/v1/desk/help-duty/end',
    summary: '下班：位置马上删掉。手里还有呼叫的，先交给别人，或者说明下班后继续办',
    body: json(z.strictObject({ keep: z.boolean() })),
    errors: ['conflict', 'wrong_state'],
  }),
  tellPlace: operation({
    ...base,
    method: 'POST',
    path: '/api/v1/desk/help-duty/place',
    summary: '手机现在的位置：只在上班、而且同意的时候收',
    body: json(z.strictObject({ place: callPlace })),
    errors: ['wrong_state'],
  }),
}
