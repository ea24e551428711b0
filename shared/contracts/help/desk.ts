import * as z from 'zod'
import { file, id, instant, json, operation, page } from '../operation.ts'
import {
  callCategory,
  callDeed,
  callFile,
  callPlace,
  callSource,
  callState,
  helpClass,
  helpLimits,
  helpRung,
  lineTicket,
  rescue,
  streamSeconds,
  tagHelpDesk,
} from './terms.ts'

const rev = z.number().int().min(0)
const why = z.string().trim().min(2, '请写明原因，至少 2 个字').max(helpLimits.words, `最多 ${helpLimits.words} 个字`)

/** What somebody waits for. */
const promise = z.enum(['acknowledge', 'on_site', 'resolve', 'call_back', 'rate', 'check_in'])

export const deskCallRow = z.strictObject({
  id,
  state: callState,
  urgency: helpClass,
  category: callCategory.nullable(),
  callerMasked: z.string().nullable(),
  gridName: z.string().nullable(),
  communityName: z.string().nullable(),
  raisedAt: instant.nullable(),
  /** What runs out next, and when; null when no clock runs. */
  nextDue: z.strictObject({ what: promise, at: instant }).nullable(),
  isLate: z.boolean(),
  workerName: z.string().nullable(),
  /** Who had taken it and gave it back, and answers for it until another takes it; null otherwise. */
  keeperName: z.string().nullable(),
  isMine: z.boolean(),
  /** Who is asked to take it over from whoever has it, who answers for it until then; null when nobody is. */
  handover: z.strictObject({ name: z.string(), isMine: z.boolean() }).nullable(),
  /** Taken back by whoever called, who is still to be rung. */
  owesCallback: z.boolean(),
  /** Given to professional rescue, and what became of it is still to be written down. */
  owesFeedback: z.boolean(),
  /** Whoever goes there should not be alone with it. */
  isRisky: z.boolean(),
  presses: z.number().int().min(1),
})
export type DeskCallRow = z.output<typeof deskCallRow>

export const deskCall = z.strictObject({
  ...deskCallRow.shape,
  where: z.strictObject({
    /** The home as it is registered, in words. */
    address: z.string().nullable(),
    /** WGS 84. */
    place: z.strictObject({ lat: z.number(), lng: z.number(), accuracyM: z.number() }).nullable(),
    /** The same in the datum of Chinese maps. */
    gcj02: z.strictObject({ lat: z.number(), lng: z.number() }).nullable(),
    because: z.enum(['fix', 'home', 'unknown']),
  }),
  /** How it was told; `callId`: a report of its own that was taken together with this one. */
  sources: z.array(z.strictObject({ kind: callSource, at: instant, callId: id.nullable() })),
  /** Open reports that may be about the same thing: the desk decides. */
  likely: z.array(
    z.strictObject({
      id,
      callerMasked: z.string().nullable(),
      kinds: z.array(callSource),
      gridName: z.string().nullable(),
      raisedAt: instant.nullable(),
      state: callState,
    }),
  ),
  /** The one it goes with; null for most. */
  mergedInto: id.nullable(),
  said: z.array(z.strictObject({ at: instant, words: z.string() })),
  /** Voices and photos: of whoever called, and of those who went there. */
  files: z.array(z.strictObject({ ...callFile.shape, of: z.enum(['caller', 'before', 'after']), by: z.string() })),
  /** Who was told, and by which rung. */
  told: z.array(z.strictObject({ name: z.string(), rung: helpRung })),
  steps: z.array(z.strictObject({ at: instant, by: z.string(), deed: callDeed, why: z.string().nullable() })),
  /** Why it went to whom. */
  chosen: z.array(z.strictObject({ at: instant, words: z.string() })),
  /** The times promised are ours: the bureau has yet to confirm them. */
  illustrative: z.boolean(),
  clocks: z.array(
    z.strictObject({
      what: promise,
      dueAt: instant,
      state: z.enum(['running', 'met', 'missed']),
    }),
  ),
  transferredTo: rescue.nullable(),
  result: z.string().nullable(),
  rating: z.strictObject({ solved: z.boolean(), stars: z.number().int(), words: z.string().nullable() }).nullable(),
  may: z.strictObject({
    acknowledge: z.boolean(),
    refuse: z.boolean(),
    setOut: z.boolean(),
    arrive: z.boolean(),
    resolve: z.boolean(),
    lower: z.boolean(),
    photograph: z.boolean(),
    callBack: z.boolean(),
    transfer: z.boolean(),
    feedback: z.boolean(),
    markRisky: z.boolean(),
    /** Says that all is well, or that it is not. */
    checkIn: z.boolean(),
    merge: z.boolean(),
    unmerge: z.boolean(),
    handOver: z.boolean(),
    keep: z.boolean(),
    takeOver: z.boolean(),
    turnDown: z.boolean(),
  }),
  rev,
})
export type DeskCall = z.output<typeof deskCall>

/** The counts of a reader's part of the district. */
export const callCounts = z.strictObject({
  waiting: z.number().int(),
  underWay: z.number().int(),
  late: z.number().int(),
})

/** Somebody who may take a call over, and what they are to it. */
export const colleague = z.strictObject({
  id,
  name: z.string(),
  because: z.enum(['grid', 'near', 'assigned', 'community', 'street', 'district']),
})
export type Colleague = z.output<typeof colleague>

const params = z.strictObject({ callId: id })
/** When it was done by the phone's clock, where that had no network and sends later; null when it is sent as it is done. */
const doneAt = instant.nullable().default(null)
const step = <const B extends z.ZodObject>(path: string, summary: string, body: B) =>
  operation({
    method: 'POST',
    path: `/api/v1/desk/help-calls/:callId/${path}`,
    summary,
    tag: tagHelpDesk,
    audience: 'staff',
    params,
    body: json(body),
    status: 200,
    response: json(deskCall),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  })

export const helpDeskContract = {
  watchHelpCalls: operation({
    method: 'GET',
    path: '/api/v1/desk/help-stream',
    summary: '呼叫的变化，实时推送（SSE）：open 表示重新读列表，call 表示这一个变了',
    tag: tagHelpDesk,
    audience: 'staff',
    query: streamSeconds,
    status: 200,
    response: file('text/event-stream'),
    errors: [],
    idempotency: 'natural',
  }),
  openDeskLine: operation({
    method: 'POST',
    path: '/api/v1/desk/help-line',
    summary: '小程序用：领一张票，连上 /api/v1/live（WebSocket）后先把票发过来，就能实时收到呼叫的变化',
    tag: tagHelpDesk,
    audience: 'staff',
    status: 200,
    response: json(lineTicket),
    errors: [],
    idempotency: 'natural',
  }),
  listHelpCalls: operation({
    method: 'GET',
    path: '/api/v1/desk/help-calls',
    summary: '要处理的呼叫，最先到期的在前',
    tag: tagHelpDesk,
    audience: 'staff',
    query: z.strictObject({
      cursor: z.string().min(1).max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      /** `open`: not dealt with. `done`: the rest, newest first. */
      show: z.enum(['open', 'done']).default('open'),
    }),
    status: 200,
    response: json(z.strictObject({ ...page(deskCallRow).shape, counts: callCounts })),
    errors: [],
    idempotency: 'natural',
  }),
  getDeskCall: operation({
    method: 'GET',
    path: '/api/v1/desk/help-calls/:callId',
    summary: '一次呼叫：谁、在哪里、派给了谁、为什么',
    tag: tagHelpDesk,
    audience: 'staff',
    params,
    status: 200,
    response: json(deskCall),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  acknowledgeHelp: step('acknowledge', '我来：接下这次呼叫，所有提醒都停', z.strictObject({ rev })),
  refuseHelp: step('refuse', '去不了：写明原因，派给下一个人；没有别人接下之前仍由第一个人负责', z.strictObject({ rev, why })),
  setOutHelp: step('set-out', '已经出发', z.strictObject({ rev, doneAt })),
  arriveHelp: step(
    'arrive',
    '已经到现场；手机知道自己在哪里时，记下离呼叫的地方多远',
    z.strictObject({ rev, doneAt, place: callPlace.nullable().default(null) }),
  ),
  lowerHelp: step('lower', '降低紧急程度，写明原因；只有接下的人能降', z.strictObject({ rev, urgency: helpClass, why })),
  transferHelp: step(
    'transfer',
    '转 110、119、120：写明转给谁、对方的编号；人身安全的要跟到有结果',
    z.strictObject({
      rev,
      to: rescue,
      /** The number they gave; null where they gave none. */
      reference: z.string().trim().min(1).max(40, '最多 40 个字').nullable(),
      why,
    }),
  ),
  feedbackHelp: step('feedback', '专业救援的结果：人怎么样了', z.strictObject({ rev, result: why })),
  markRiskyHelp: step('risky', '去的人可能有危险：写明原因，到场后会问他平不平安', z.strictObject({ rev, why })),
  checkInHelp: step('check-in', '报平安；不平安的，马上通知附近的人和社区', z.strictObject({ rev, isSafe: z.boolean() })),
  mergeHelp: step(
    'merge',
    '是同一件事：并到先来的那一个里，按最急的一级、最早的期限办；哪个来源都不会少',
    z.strictObject({ rev, into: id }),
  ),
  unmergeHelp: step('unmerge', '不是同一件事：把并进来的一个分出去，写明原因，另外派人', z.strictObject({ rev, source: id, why })),
  listColleagues: operation({
    method: 'GET',
    path: '/api/v1/desk/help-calls/:callId/colleagues',
    summary: '可以交给谁：从近到远',
    tag: tagHelpDesk,
    audience: 'staff',
    params,
    status: 200,
    response: json(z.strictObject({ items: z.array(colleague) })),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  handOverHelp: step(
    'hand-over',
    '交给一位同事：他接手之前仍由交的人负责，期限照旧；换一位，前一位就不用接了',
    z.strictObject({ rev, to: id, why }),
  ),
  keepHelp: step('keep', '不交了，还是自己办', z.strictObject({ rev })),
  takeOverHelp: step('take-over', '我接手：从这时起由我负责', z.strictObject({ rev })),
  turnDownHelp: step('turn-down', '接不了：写明原因，仍由原来的同事负责', z.strictObject({ rev, why })),
  resolveHelp: step('resolve', '办好了：写明怎么办的，请居民评价', z.strictObject({ rev, doneAt, result: why })),
  readCallerPhone: operation({
    method: 'POST',
    path: '/api/v1/desk/help-calls/:callId/phone',
    summary: '呼叫人的电话，只为这次呼叫；看过会记下来，居民自己也看得到',
    tag: tagHelpDesk,
    audience: 'staff',
    params,
    status: 200,
    response: json(
      z.strictObject({
        /** Null: they have none, and named nobody who has. */
        phone: z.string().nullable(),
      }),
    ),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
  callBackHelp: step('call-back', '已经回电：写明情况', z.strictObject({ rev, result: why })),
}
