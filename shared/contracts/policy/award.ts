import * as z from 'zod'
import { payoutRhythms } from '../../policy/policy/definition.ts'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { residentState } from '../people/resident.ts'
import { plainText } from '../people/terms.ts'
import { bankCard } from './application.ts'
import { speaker, spokenBody, spokenRecord } from './spoken.ts'
import { computed, remedy, tagApplying, wordsOf } from './terms.ts'

const awardParams = z.strictObject({ awardId: id })
const rev = z.number().int().min(0)

/** `none`: nothing is to change. `notice`: the person was told and may speak. `heard`: they spoke; a second person decides. */
export const changeState = z.enum(['none', 'notice', 'heard'])
export const changeKind = z.enum(['raise', 'reduce', 'stop'])
export type ChangeKind = z.output<typeof changeKind>

/**
 * How a benefit that runs would come out by today's rules and facts. `more`, `less`: another amount. `not`: it is not theirs any
 * more. `unclear`: something is not known, or too old. `gone`: the register says they died or moved away. `payee`: of a
 * household, whoever is paid lives there no more.
 */
export const differsKind = z.enum(['more', 'less', 'not', 'unclear', 'gone', 'payee'])
export type DiffersKind = z.output<typeof differsKind>

const differs = z.strictObject({
  kind: differsKind,
  /** What the rules come to, where it is another amount; else null. */
  toFen: fen.nullable(),
  /** Since which day it is so. */
  since: calendarDate,
})
export type Differs = z.output<typeof differs>

/** A change of a benefit: what is meant and why, what the person said, what was decided. */
export const awardChange = z.strictObject({
  kind: changeKind,
  /** What it would come to; 0 when stopped. */
  toFen: fen,
  /** First month it is meant for, `yyyy-mm`; null: the one after it is decided. */
  fromMonth: z.string().nullable(),
  /** The bureau's reasons, for the person. */
  words: z.string(),
  noticedAt: instant,
  /** Until when the person is heard; null where nothing is taken away, or they died. */
  hearUntil: calendarDate.nullable(),
  said: z.string().nullable(),
  saidAt: instant.nullable(),
  decision: z
    .strictObject({
      /** False: the benefit stays as it is. */
      confirmed: z.boolean(),
      words: z.string(),
      decidedAt: instant,
      /** First month in which it is so, `yyyy-mm`; null when it stays. */
      fromMonth: z.string().nullable(),
      remedies: z.array(remedy),
    })
    .nullable(),
})
export type AwardChange = z.output<typeof awardChange>

/** A benefit that stands, with everything that ever stood of it. */
export const award = z.strictObject({
  id,
  policyId: id,
  title: z.string(),
  ofHousehold: z.boolean(),
  every: z.enum(payoutRhythms).nullable(),
  ceiling: z.boolean(),
  /** The bureau has not confirmed the amounts of the policy yet. */
  illustrative: z.boolean(),
  /** What stands now, in fen of one rhythm. */
  fen,
  firstMonth: z.string(),
  /** Null while no end is decided. */
  lastMonth: z.string().nullable(),
  lines: z.array(z.strictObject({ fromMonth: z.string(), fen, why: z.enum(['granted', 'raised', 'reduced', 'stopped']) })),
  state: changeState,
  /** Newest first. */
  changes: z.array(awardChange),
  rev: z.number().int(),
  maySpeak: z.boolean(),
  /** The card it is paid to, for the person alone; null when it is paid to none. */
  paidTo: z.strictObject({ bank: z.string().nullable(), accountMasked: z.string() }).nullable(),
  /** Of a household: another grown-up of it is paid for all. */
  paidToOther: z.boolean(),
})
export type Award = z.output<typeof award>

export const awardRow = z.strictObject({
  id,
  title: z.string(),
  ofHousehold: z.boolean(),
  personMasked: z.string(),
  communityName: z.string(),
  every: z.enum(payoutRhythms).nullable(),
  ceiling: z.boolean(),
  illustrative: z.boolean(),
  fen,
  firstMonth: z.string(),
  lastMonth: z.string().nullable(),
  state: changeState,
  hearUntil: calendarDate.nullable(),
  /** Otherwise than today's rules; null: as they say. Nothing is changed by it: people look at it and decide. */
  differs: differs.nullable(),
})
export type AwardRow = z.output<typeof awardRow>

export const deskAward = z.strictObject({
  ...award.omit({ maySpeak: true, paidTo: true, paidToOther: true }).shape,
  personMasked: z.string(),
  communityName: z.string(),
  residentId: id,
  /** As the register has it: whoever died is not heard, whoever moved away is. */
  personState: residentState,
  applicationId: id,
  /** What the rules make of it now. */
  now: computed,
  /** Received, though the rules say it should not be: for a person to look at. */
  inDoubt: z.boolean(),
  differs: differs.nullable(),
  /** Who is paid for a household; null where it is one person's own. */
  payee: z
    .strictObject({
      /** Grown-ups of the household who are not paid now. */
      others: z.array(z.strictObject({ residentId: id, nameMasked: z.string() })),
      /** Waits for a second person. */
      proposal: z
        .strictObject({
          nameMasked: z.string(),
          bank: z.string(),
          accountMasked: z.string(),
          words: z.string(),
          byYou: z.boolean(),
        })
        .nullable(),
      mayPropose: z.boolean(),
      mayDecide: z.boolean(),
    })
    .nullable(),
  /** Whose words on the change under way may be written down for them; nobody where nobody is heard. */
  speakers: z.array(speaker),
  /** Words of the change under way that were written down for somebody. */
  spoken: z.array(spokenRecord),
  may: z.strictObject({ notice: z.boolean(), decide: z.boolean(), recordSpoken: z.boolean() }),
  mayNotBecause: z.string().nullable(),
})
export type DeskAward = z.output<typeof deskAward>

const desk = {
  tag: tagApplying,
  audience: 'staff',
  status: 200,
  response: json(deskAward),
  idempotency: 'natural',
  params: awardParams,
} as const

export const awardContract = {
  listMyAwards: operation({
    method: 'GET',
    path: '/api/v1/my-awards',
    summary: '我在享受的待遇：从哪个月起、多少、有没有要变的',
    tag: tagApplying,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ items: z.array(award) })),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '看在享受的待遇' },
  }),
  speakOnChange: operation({
    method: 'POST',
    path: '/api/v1/my-awards/:awardId/words',
    summary: '待遇要降低或停发前，说说自己的情况；说过才能决定',
    tag: tagApplying,
    audience: 'session',
    params: awardParams,
    body: json(z.strictObject({ rev, words: wordsOf('请写明您的情况，至少 2 个字') })),
    status: 200,
    response: json(award),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '对待遇变更说了情况' },
  }),
  listAwards: operation({
    method: 'GET',
    path: '/api/v1/admin/awards',
    summary: '待遇：在发的、正在办变更的，和按今天的规则会不一样的',
    tag: tagApplying,
    audience: 'staff',
    query: z.strictObject({
      ...pageQuery,
      changing: z.enum(['yes']).optional(),
      differs: z.enum(['any', ...differsKind.options]).optional(),
      policyId: id.optional(),
    }),
    status: 200,
    response: json(page(awardRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getAward: operation({
    method: 'GET',
    path: '/api/v1/admin/awards/:awardId',
    summary: '一份待遇：各段金额、按现在的情况应当是多少、变更的经过',
    errors: ['not_found', 'wrong_state'],
    ...desk,
  }),
  giveChangeNotice: operation({
    method: 'POST',
    path: '/api/v1/admin/awards/:awardId/notices',
    summary: '告知要变更：降低或停发的，先听本人说，或等时间过去，再由另一人决定',
    body: json(
      z.strictObject({
        rev,
        kind: changeKind,
        words: wordsOf('请写明理由，居民会看到'),
        /** With earlier effect: what is missing is paid then, what was paid too much is heard and decided apart. Left out: the month after it is decided. */
        fromMonth: z
          .string()
          .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份写成 2026-07 这样')
          .optional(),
      }),
    ),
    errors: ['not_found', 'conflict', 'wrong_state'],
    ...desk,
  }),
  recordSpokenOnChange: operation({
    method: 'POST',
    path: '/api/v1/admin/awards/:awardId/spoken-words',
    summary: '记下在窗口、电话里或上门听到的话：谁、什么时候、在哪里、怎么核实的身份；由另一人读过再决定',
    body: json(z.strictObject(spokenBody)),
    errors: ['not_found', 'conflict', 'wrong_state'],
    ...desk,
  }),
  proposePayee: operation({
    method: 'POST',
    path: '/api/v1/admin/awards/:awardId/payee-proposals',
    summary: '提出换领取人：全家的待遇换由家里另一位成年人领取，写明理由；由另一人决定',
    body: json(
      z.strictObject({
        rev,
        residentId: id,
        bank: plainText(40).min(2, '请填写开户银行，比如“杭州银行湖滨支行”'),
        number: bankCard,
        words: wordsOf('请写明为什么换人领取'),
      }),
    ),
    errors: ['not_found', 'conflict', 'wrong_state'],
    ...desk,
  }),
  decidePayee: operation({
    method: 'POST',
    path: '/api/v1/admin/awards/:awardId/payee-decisions',
    summary: '第二个人决定换不换领取人',
    body: json(z.strictObject({ rev, confirm: z.boolean(), words: wordsOf('请写明理由') })),
    errors: ['not_found', 'forbidden', 'conflict', 'wrong_state'],
    ...desk,
  }),
  decideChange: operation({
    method: 'POST',
    path: '/api/v1/admin/awards/:awardId/change-decisions',
    summary: '第二个人决定变更：没有听过本人、时间也没过的，不能决定',
    body: json(z.strictObject({ rev, confirm: z.boolean(), words: wordsOf('请写明理由，居民会看到') })),
    errors: ['not_found', 'forbidden', 'conflict', 'wrong_state'],
    ...desk,
  }),
}
