import * as z from 'zod'
import { instant, json, operation } from '../operation.ts'
import { tagPrivacy } from './data.ts'

/** Days in which one may think again before an account is closed; our own promise. */
export const CLOSING_COOLS_DAYS = 7

export const accountClosing = z.strictObject({
  state: z.enum(['open', 'cooling']),
  askedAt: instant.nullable(),
  /** When it is done, unless something is still under way then. */
  dueAt: instant.nullable(),
  coolsDays: z.number().int(),
  /** What is destroyed. */
  gone: z.array(z.string()),
  /** What has to stay, why, and how long; it no longer tells who it was. */
  stays: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  /** What ends with it: monthly gifts, authorisations. */
  ends: z.array(z.string()),
  /** What has to be finished first, such as money on its way back. */
  inTheWay: z.array(z.string()),
})
export type AccountClosing = z.output<typeof accountClosing>

export const closingContract = {
  getAccountClosing: operation({
    method: 'GET',
    path: '/api/v1/my-account/closing',
    summary: '注销账号会怎样：哪些删除、哪些依法保留',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(accountClosing),
    errors: ['phone_needed'],
    idempotency: 'natural',
  }),
  askAccountClosing: operation({
    method: 'POST',
    path: '/api/v1/my-account/closing',
    summary: '申请注销账号，有冷静期',
    tag: tagPrivacy,
    audience: 'session',
    status: 202,
    response: json(accountClosing),
    errors: ['phone_needed', 'check_needed'],
    idempotency: 'natural',
  }),
  cancelAccountClosing: operation({
    method: 'DELETE',
    path: '/api/v1/my-account/closing',
    summary: '不注销了',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(accountClosing),
    errors: ['phone_needed'],
    idempotency: 'natural',
  }),
}
