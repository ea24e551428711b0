import * as z from 'zod'
import { calendarDate, id, json, operation } from '../operation.ts'
import { benefit, tagPolicy } from './benefit.ts'

/** A child for whom the reader speaks, and what policies are to that child alone; those of the household stand in the reader's own list. */
export const wardBenefits = z.strictObject({
  id,
  /** `王*明`. */
  nameMasked: z.string(),
  /** The first day on which they decide for themself. */
  fullAgeOn: calendarDate,
  items: z.array(benefit),
  /** Ids of the policies that were said not to be needed. */
  declined: z.array(id),
})
export type WardBenefits = z.output<typeof wardBenefits>

export const childContract = {
  listMyChildren: operation({
    method: 'GET',
    path: '/api/v1/my-children',
    summary: '孩子的幸福清单：登记里看得出您是监护人的孩子，各有哪些政策',
    tag: tagPolicy,
    audience: 'session',
    status: 200,
    response: json(
      z.strictObject({
        children: z.array(wardBenefits),
        /** Children of the home of whom the register does not say who looks after them: a worker is asked. */
        unclear: z.number().int(),
      }),
    ),
    errors: ['too_many_requests', 'unavailable'],
    idempotency: 'natural',
  }),
}
