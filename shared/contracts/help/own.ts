import * as z from 'zod'
import { file, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import {
  callCategory,
  callDeed,
  callFile,
  callPlace,
  callState,
  helpClass,
  helpLimits,
  lineTicket,
  streamSeconds,
  tagHelp,
} from './terms.ts'

const rev = z.number().int().min(0)
const words = z.string().trim().max(helpLimits.words, `最多 ${helpLimits.words} 个字`)

export const helpCall = z.strictObject({
  id,
  state: callState,
  urgency: helpClass,
  category: callCategory.nullable(),
  /** When the countdown ends; until then it is taken back without anybody being told. */
  countdownUntil: instant,
  pressedAt: instant,
  /** From when everything counts; null in the countdown. */
  raisedAt: instant.nullable(),
  /** Who takes it; null while nobody does. */
  worker: z.strictObject({ name: z.string() }).nullable(),
  /** Where somebody comes to, in words; null when it is not known. */
  where: z.string().nullable(),
  /** What is to be known beside: what could not be used of the press, and that nobody has answered in time. */
  notices: z.array(z.string()),
  /** That nobody took it in time: the phone offers to ring at once. */
  isLate: z.boolean(),
  /** Times it was pressed. */
  presses: z.number().int().min(1),
  /** Called for somebody else. */
  isForOther: z.boolean(),
  /** Goes together with what somebody else reported of the same thing. */
  isTogether: z.boolean(),
  said: z.array(z.strictObject({ at: instant, words: z.string() })),
  /** What whoever called added. */
  files: z.array(callFile),
  steps: z.array(z.strictObject({ at: instant, deed: callDeed, words: z.string() })),
  rating: z.strictObject({ solved: z.boolean(), stars: z.number().int(), words: z.string().nullable() }).nullable(),
  /** Until when it can be rated; null while it can't. */
  rateUntil: instant.nullable(),
  may: z.strictObject({ cancel: z.boolean(), add: z.boolean(), rate: z.boolean() }),
  rev,
})
export type HelpCall = z.output<typeof helpCall>

export const helpCallRow = helpCall.pick({ id: true, state: true, urgency: true, category: true, pressedAt: true, rating: true })
export type HelpCallRow = z.output<typeof helpCallRow>

const params = z.strictObject({ callId: id })
const by = (deed: string) => ({ scope: 'help', deed }) as const

/** For somebody else: next door, in the street. */
const reportBody = z.strictObject({
  category: callCategory.nullable(),
  /** What is the matter, and with whom. */
  words: words.min(2, '请写一下出了什么事，至少 2 个字'),
  /** Where, in words; null where the phone's place is the place. */
  address: z.string().trim().min(2, '请写清楚在哪里').max(100, '最多 100 个字').nullable(),
  /** Where the phone is, when that is where somebody has to come. */
  place: callPlace.nullable(),
})

export const ownHelpContract = {
  reportHelp: operation({
    method: 'POST',
    path: '/api/v1/help-reports',
    summary: '为别人呼叫：邻居、路人有事。马上派人，和本人或设备报的同一件事并在一起',
    tag: tagHelp,
    audience: 'session',
    body: json(reportBody),
    status: 201,
    response: json(helpCall),
    errors: ['invalid_input'],
    idempotency: 'key',
    spared: true,
  }),
  pressHelp: operation({
    method: 'POST',
    path: '/api/v1/help-calls',
    summary: '一键呼：按下就有人来。什么都不用填；已有一次呼叫没办完的，记在同一次里',
    tag: tagHelp,
    audience: 'session',
    body: json(
      z.strictObject({
        /** Null: a press alone, the most urgent there is. One that there is no more is told and taken for none: the call is made. */
        category: z.string().nullable(),
        place: callPlace.nullable(),
        /** By the phone's clock; one without network sends later. Null when it is sent as it is pressed. */
        pressedAt: instant.nullable(),
      }),
    ),
    status: 201,
    response: json(helpCall),
    errors: [],
    idempotency: 'key',
    spared: true,
    actingFor: by('替您按了一键呼'),
  }),
  listMyHelpCalls: operation({
    method: 'GET',
    path: '/api/v1/help-calls',
    summary: '我的呼叫',
    tag: tagHelp,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(helpCallRow)),
    errors: [],
    idempotency: 'natural',
    actingFor: by('看一键呼的记录'),
  }),
  getHelpCall: operation({
    method: 'GET',
    path: '/api/v1/help-calls/:callId',
    summary: '一次呼叫：谁来、到哪一步了',
    tag: tagHelp,
    audience: 'session',
    params,
    status: 200,
    response: json(helpCall),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: by('看一键呼的进展'),
  }),
  watchHelpCall: operation({
    method: 'GET',
    path: '/api/v1/help-calls/:callId/stream',
    summary: '一次呼叫的变化，实时推送（SSE）：open 表示重新读，call 表示它变了',
    tag: tagHelp,
    audience: 'session',
    params,
    query: streamSeconds,
    status: 200,
    response: file('text/event-stream'),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: by('看一键呼的进展'),
  }),
  openHelpLine: operation({
    method: 'POST',
    path: '/api/v1/help-calls/:callId/line',
    summary: '小程序用：领一张票，连上 /api/v1/live（WebSocket）后先把票发过来，就能实时收到这次呼叫的变化',
    tag: tagHelp,
    audience: 'session',
    params,
    status: 200,
    response: json(lineTicket),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: by('看一键呼的进展'),
  }),
  cancelHelp: operation({
    method: 'POST',
    path: '/api/v1/help-calls/:callId/cancel',
    summary: '不用来了。倒计时里取消不打扰任何人；之后取消的，紧急呼叫仍会有人回电',
    tag: tagHelp,
    audience: 'session',
    params,
    status: 200,
    response: json(helpCall),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
    actingFor: by('取消了一键呼'),
  }),
  addToHelp: operation({
    method: 'POST',
    path: '/api/v1/help-calls/:callId/words',
    summary: '补充说明：出了什么事、在哪里',
    tag: tagHelp,
    audience: 'session',
    params,
    body: json(z.strictObject({ words: words.min(1, '请写一点说明'), category: callCategory.nullable() })),
    status: 200,
    response: json(helpCall),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'key',
    actingFor: by('补充了一键呼的说明'),
  }),
  rateHelp: operation({
    method: 'POST',
    path: '/api/v1/help-calls/:callId/rating',
    summary: '评价：解决了没有、几颗星。没解决的重新办',
    tag: tagHelp,
    audience: 'session',
    params,
    body: json(
      z.strictObject({
        rev,
        solved: z.boolean(),
        stars: z.number().int().min(1, '请选 1 到 5 颗星').max(5, '请选 1 到 5 颗星'),
        words: words.nullable(),
      }),
    ),
    status: 200,
    response: json(helpCall),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
    actingFor: by('评价了一键呼'),
  }),
}
