import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { residentState } from '../people/resident.ts'
import { plainText } from '../people/terms.ts'
import { month, tagPayout } from './payout.ts'
import { speaker, spokenBody, spokenRecord } from './spoken.ts'
import { remedy, wordsOf } from './terms.ts'

const recoveryParams = z.strictObject({ recoveryId: id })
const rev = z.number().int().min(0)
const positiveFen = fen.min(1, '金额要大于 0')

/** `set_off`: against what the same benefit pays next. `pay_back`: the person transfers it to the bureau. `waive`: not claimed. */
export const recoveryWay = z.enum(['set_off', 'pay_back', 'waive'])
export type RecoveryWay = z.output<typeof recoveryWay>

/**
 * Where it is. `notice`: the person was told and may speak; or nobody is to be heard. `heard`: they spoke. `entering`: decided,
 * being entered into the books. `open`: decided, and not all of it is settled. `settled`: all of it is. `dropped`: not claimed after all;
 * of what was to be waived: it is not given up, and may be claimed yet.
 */
export const recoveryState = z.enum(['notice', 'heard', 'entering', 'open', 'settled', 'dropped'])
export type RecoveryState = z.output<typeof recoveryState>

const monthShare = z.strictObject({ month, fen })

/** To the fen: what was proposed is what was set off, paid back, waived and is open. */
export const recoveryBalance = z.strictObject({
  fen,
  setOffFen: fen,
  paidBackFen: fen,
  waivedFen: fen,
  openFen: fen,
  /** Of what is open: set off in a payment that the bank has not answered. */
  onItsWayFen: fen,
})
export type RecoveryBalance = z.output<typeof recoveryBalance>

const recoveryDecision = z.strictObject({
  /** False: it is not taken back. */
  confirmed: z.boolean(),
  words: z.string(),
  /** Of somebody who died: who was told. */
  toldTo: z.string().nullable(),
  decidedAt: instant,
  remedies: z.array(remedy),
})

/** What was paid too much for one benefit: what is meant and why, what the person said, what was decided, what is open. */
export const recovery = z.strictObject({
  id,
  awardId: id,
  title: z.string(),
  way: recoveryWay,
  state: recoveryState,
  months: z.array(monthShare),
  fen,
  words: z.string(),
  noticedAt: instant,
  /** Until when the person is heard; null when nothing is taken, or they died. */
  hearUntil: calendarDate.nullable(),
  said: z.string().nullable(),
  saidAt: instant.nullable(),
  decision: recoveryDecision.nullable(),
  /** Null before it is decided, and where it was not taken: then nothing is owed. */
  balance: recoveryBalance.nullable(),
  /** The most that is set off of one payment, in percent of it; and whether the bureau has not confirmed that number. */
  setOffPercent: z.number().int(),
  setOffIllustrative: z.boolean(),
  rev: z.number().int(),
  maySpeak: z.boolean(),
})
export type Recovery = z.output<typeof recovery>

/** Money that came, or the rest that is given up: written down by one, confirmed by another. */
export const repayment = z.strictObject({
  kind: z.enum(['received', 'waived']),
  fen,
  on: calendarDate,
  /** The bank's number of the transfer, or why the rest is given up. */
  reference: z.string(),
  recordedBy: z.string(),
  state: z.enum(['waiting', 'confirmed', 'refused']),
  decidedBy: z.string().nullable(),
  words: z.string().nullable(),
})
export type Repayment = z.output<typeof repayment>

export const recoveryRow = z.strictObject({
  id,
  title: z.string(),
  personMasked: z.string(),
  communityName: z.string(),
  way: recoveryWay,
  state: recoveryState,
  fen,
  openFen: fen,
  hearUntil: calendarDate.nullable(),
  noticedAt: instant,
})
export type RecoveryRow = z.output<typeof recoveryRow>

export const deskRecovery = z.strictObject({
  ...recovery.omit({ maySpeak: true }).shape,
  personMasked: z.string(),
  communityName: z.string(),
  personState: residentState,
  proposedBy: z.string(),
  decidedBy: z.string().nullable(),
  /** Whoever died is not heard: the decision says who was told. */
  needsToldTo: z.boolean(),
  repayments: z.array(repayment),
  speakers: z.array(speaker),
  /** Words that were written down for somebody. */
  spoken: z.array(spokenRecord),
  may: z.strictObject({ decide: z.boolean(), record: z.boolean(), confirm: z.boolean(), recordSpoken: z.boolean() }),
  mayNotBecause: z.string().nullable(),
})
export type DeskRecovery = z.output<typeof deskRecovery>

/** A benefit of which more arrived than was due by the newest decision. */
export const overpaidRow = z.strictObject({
  awardId: id,
  title: z.string(),
  personMasked: z.string(),
  communityName: z.string(),
  personState: residentState,
  months: z.array(monthShare),
  fen,
  /** Whether the benefit still pays: only then can something be set off. */
  stillPays: z.boolean(),
  /** What is being decided about it already. */
  recoveryId: id.nullable(),
})
export type OverpaidRow = z.output<typeof overpaidRow>

const desk = {
  tag: tagPayout,
  audience: 'staff',
  status: 200,
  response: json(deskRecovery),
  idempotency: 'natural',
  params: recoveryParams,
} as const

export const recoveryContract = {
  listOverpaid: operation({
    method: 'GET',
    path: '/api/v1/admin/overpaid',
    summary: '多发了的待遇：按最新的决定不该发、钱又确实到了账的，哪几个月、多少；一页里可能没有，接着往下翻',
    tag: tagPayout,
    audience: 'staff',
    query: z.strictObject(pageQuery),
    status: 200,
    response: json(page(overpaidRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  listRecoveries: operation({
    method: 'GET',
    path: '/api/v1/admin/recoveries',
    summary: '多发追回：在办的和办过的',
    tag: tagPayout,
    audience: 'staff',
    query: z.strictObject(pageQuery),
    status: 200,
    response: json(page(recoveryRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  proposeRecovery: operation({
    method: 'POST',
    path: '/api/v1/admin/awards/:awardId/recoveries',
    summary: '提出追回多发的，或不追回：先告知本人、听本人说，再由另一个人决定',
    tag: tagPayout,
    audience: 'staff',
    params: z.strictObject({ awardId: id }),
    body: json(
      z.strictObject({
        way: recoveryWay,
        months: z
          .array(z.strictObject({ month, fen: positiveFen }))
          .min(1, '请选哪几个月')
          .max(240),
        words: wordsOf('请写明理由和怎么退，居民会看到'),
      }),
    ),
    status: 201,
    response: json(deskRecovery),
    errors: ['forbidden', 'not_found', 'wrong_state'],
    idempotency: 'key',
  }),
  getRecovery: operation({
    method: 'GET',
    path: '/api/v1/admin/recoveries/:recoveryId',
    summary: '一笔追回：哪几个月、理由、本人说的、决定、已退多少还差多少',
    errors: ['forbidden', 'not_found'],
    ...desk,
  }),
  recordSpokenOnRecovery: operation({
    method: 'POST',
    path: '/api/v1/admin/recoveries/:recoveryId/spoken-words',
    summary: '记下在窗口、电话里或上门听到的话：谁、什么时候、在哪里、怎么核实的身份；由另一人读过再决定',
    tag: tagPayout,
    audience: 'staff',
    params: recoveryParams,
    body: json(z.strictObject(spokenBody)),
    status: 200,
    response: json(deskRecovery),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  decideRecovery: operation({
    method: 'POST',
    path: '/api/v1/admin/recoveries/:recoveryId/decisions',
    summary: '第二个人书面决定追不追回；没有听过本人、时间也没过的，不能决定',
    body: json(
      z.strictObject({
        rev,
        confirm: z.boolean(),
        words: wordsOf('请写明理由，居民会看到'),
        /** Of somebody who died. */
        toldTo: plainText(100).min(2, '请写明告知了谁').optional(),
      }),
    ),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    ...desk,
  }),
  recordRepayment: operation({
    method: 'POST',
    path: '/api/v1/admin/recoveries/:recoveryId/repayments',
    summary: '登记退回的钱到了（日期、银行流水号），或剩下的不再追回；由另一个人核对以后才算',
    body: json(
      z.strictObject({
        rev,
        kind: z.enum(['received', 'waived']),
        fen: positiveFen,
        on: calendarDate,
        reference: plainText(100).min(2, '请写银行流水号；不再追回的，写明原因'),
      }),
    ),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    ...desk,
  }),
  confirmRepayment: operation({
    method: 'POST',
    path: '/api/v1/admin/recoveries/:recoveryId/repayment-decisions',
    summary: '第二个人核对登记的退款：登记的人不能自己核对',
    body: json(
      z.discriminatedUnion('confirm', [
        z.strictObject({ confirm: z.literal(true), rev }),
        z.strictObject({ confirm: z.literal(false), rev, words: wordsOf('请写明哪里不对') }),
      ]),
    ),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    ...desk,
  }),
  listMyRecoveries: operation({
    method: 'GET',
    path: '/api/v1/my-recoveries',
    summary: '多发的待遇：为什么、哪几个月、怎么退，已退多少还差多少',
    tag: tagPayout,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ items: z.array(recovery) })),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '看多发的待遇' },
  }),
  speakOnRecovery: operation({
    method: 'POST',
    path: '/api/v1/my-recoveries/:recoveryId/words',
    summary: '决定追回以前，说说自己的情况；说过或时间过了才能决定',
    tag: tagPayout,
    audience: 'session',
    params: recoveryParams,
    body: json(z.strictObject({ rev, words: wordsOf('请写明您的情况，至少 2 个字') })),
    status: 200,
    response: json(recovery),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '对多发追回说了情况' },
  }),
}
