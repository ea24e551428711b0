import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../../operation.ts'
import { revealPurpose } from '../resident.ts'
import { tagFacts } from '../terms.ts'
import { factNames } from './catalogue.ts'
import { observationSource, subjectKind } from './value.ts'

export const factName = z.enum(factNames)
/** A value on the wire; which of these it may be is the catalogue's to say. */
export const factValue = z.union([z.string().max(40), z.number(), z.boolean(), z.array(z.string().max(40)).max(20)])

/**
 * `unknown`: nobody ever said; `expired`: what was said is no longer good; `known`: nobody disagrees; `conflict`: sources
 * disagree and nobody decided; `settled`: they disagree and a person decided.
 */
export const factState = z.enum(['unknown', 'expired', 'known', 'conflict', 'settled'])
export type FactState = z.output<typeof factState>

export const factWord = z.strictObject({
  observationId: id,
  source: observationSource,
  /** In words; null where it is masked until someone gives a purpose. */
  words: z.string().nullable(),
  observedAt: instant,
  recordedAt: instant,
  expiresAt: instant.nullable(),
  confidence: z.number().int().min(0).max(100),
})
export type FactWord = z.output<typeof factWord>

export const factRow = z.strictObject({
  fact: factName,
  title: z.string(),
  state: factState,
  /** Masked facts are told only with a purpose. */
  masked: z.boolean(),
  /** What counts now; null when nothing does. */
  current: factWord.nullable(),
  /** What other sources say at the same time, when they disagree. */
  others: z.array(factWord),
})
export type FactRow = z.output<typeof factRow>

export const factSheet = z.strictObject({
  subjectKind,
  subjectId: id,
  /** As it was at this instant … */
  at: instant,
  /** … and as far as it was known at this one. */
  knownAt: instant,
  rows: z.array(factRow),
  rev: z.number().int(),
  mayWrite: z.boolean(),
  mayDecide: z.boolean(),
})
export type FactSheet = z.output<typeof factSheet>

export const observationRow = z.strictObject({
  ...factWord.shape,
  /** `current`: it counts; `heard`: it is good but another counts; `superseded`: its source said something newer. */
  standing: z.enum(['current', 'heard', 'superseded', 'expired']),
  note: z.string().nullable(),
  byYou: z.boolean(),
})
export type ObservationRow = z.output<typeof observationRow>

export const resolutionRow = z.strictObject({
  at: instant,
  observationId: id,
  reason: z.string(),
  /** Whether it still decides; a newer word of the same or a higher authority opens the question again. */
  holds: z.boolean(),
})

export const factHistory = z.strictObject({
  fact: factName,
  /** Newest first. */
  observations: z.array(observationRow),
  resolutions: z.array(resolutionRow),
})
export type FactHistory = z.output<typeof factHistory>

export const factConflict = z.strictObject({
  id,
  subjectKind,
  subjectId: id,
  /** `王*明`, or the household's number. */
  subjectName: z.string(),
  communityName: z.string(),
  gridName: z.string(),
  since: instant,
  row: factRow,
  rev: z.number().int(),
})
export type FactConflict = z.output<typeof factConflict>

const subjectParams = z.strictObject({ subjectKind, subjectId: id })
const factParams = z.strictObject({ subjectKind, subjectId: id, fact: factName })
const base = '/api/v1/admin/fact-subjects/:subjectKind/:subjectId/facts'

/** Sources a worker may name by hand; the others speak for themselves through the data hub. */
export const handSource = observationSource.extract(['visit', 'declared', 'document'])

export const factsContract = {
  listFacts: operation({
    method: 'GET',
    path: base,
    summary: '一个人或一户的全部事实：现在是什么，谁说的，到哪天为止；可以看过去某一天',
    tag: tagFacts,
    audience: 'staff',
    params: subjectParams,
    query: z.strictObject({ at: instant.optional(), knownAt: instant.optional() }),
    status: 200,
    response: json(factSheet),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  getFactHistory: operation({
    method: 'GET',
    path: `${base}/:fact/observations`,
    summary: '一项事实的来龙去脉：谁在什么时候说过什么，谁核定过',
    tag: tagFacts,
    audience: 'staff',
    params: factParams,
    status: 200,
    response: json(factHistory),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  recordObservation: operation({
    method: 'POST',
    path: `${base}/:fact/observations`,
    summary: '记下一次走访、申报或证件看到的情况；以前的记录不会被覆盖',
    tag: tagFacts,
    audience: 'staff',
    params: factParams,
    body: json(
      z.strictObject({
        value: factValue,
        source: handSource,
        observedOn: calendarDate,
        /** The last day it is good; left out: the fact's own rule. */
        expiresOn: calendarDate.nullable().optional(),
        confidence: z.number().int().min(0, '可信程度从 0 到 100').max(100, '可信程度从 0 到 100').optional(),
        note: z.string().trim().min(2, '请写明怎么了解到的').max(200),
      }),
    ),
    status: 201,
    response: json(factSheet),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'key',
  }),
  revealFact: operation({
    method: 'POST',
    path: `${base}/:fact/reveals`,
    summary: '查看一项遮住的事实：写明用途，会留下记录',
    tag: tagFacts,
    audience: 'staff',
    params: factParams,
    body: json(z.strictObject({ purpose: revealPurpose, note: z.string().trim().max(120).nullable() })),
    status: 200,
    response: json(
      z.strictObject({ values: z.array(z.strictObject({ observationId: id, words: z.string(), note: z.string().nullable() })) }),
    ),
    errors: ['not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  resolveFact: operation({
    method: 'POST',
    path: `${base}/:fact/resolutions`,
    summary: '几个来源说法不一时，核定以哪一个为准，写明理由',
    tag: tagFacts,
    audience: 'staff',
    params: factParams,
    body: json(
      z.strictObject({ rev: z.number().int().min(0), observationId: id, reason: z.string().trim().min(2, '请写明怎么核实的').max(200) }),
    ),
    status: 201,
    response: json(factSheet),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'key',
  }),
  listFactConflicts: operation({
    method: 'GET',
    path: '/api/v1/admin/fact-conflicts',
    summary: '说法不一、等人核定的事实',
    tag: tagFacts,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, fact: factName.optional() }),
    status: 200,
    response: json(page(factConflict)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
}
