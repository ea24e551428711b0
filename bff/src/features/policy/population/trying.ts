import type { WhatIfChange } from '@minsheng/shared/contracts/policy'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import { inForce } from '@minsheng/shared/law/parameter'
import type { Catalogue, PolicyParameter } from '@minsheng/shared/policy/policy/definition'
import { effectiveFromOf } from '@minsheng/shared/policy/publishing/content'
import { examine } from '@minsheng/shared/policy/publishing/examine'
import { addDays } from '@minsheng/shared/units/calendar'
import type { Books } from '../publishing/books.ts'
import type { DraftDocument } from '../publishing/domain.ts'
import type { TriedCatalogue } from './counted.ts'

/** What a parameter may be tried with, in its unit: a million yuan, ten times, yes or no. */
const most: Record<PolicyParameter['unit'], { value: number; words: string }> = {
  fen: { value: 100_000_000, words: '最多 1,000,000 元' },
  bps: { value: 100_000, words: '最多 1000%' },
  flag: { value: 1, words: '只能是 0（否）或 1（是）' },
}
/** How far ahead it may be tried. */
const MOST_DAYS = 3 * 366

const refused = (issues: FieldIssue[]) => new AppError('invalid_input', { issues })

/** @throws AppError `invalid_input` when the day is past, or too far ahead */
function dayOf(on: string | undefined, usual: string, today: string): string {
  if (on === undefined) return usual
  if (on < today) throw refused([{ path: 'body.on', message: '要试算今天或以后的日子；过去已经发的不会因此改变' }])
  if (on > addDays(today, MOST_DAYS)) throw refused([{ path: 'body.on', message: '最多试算三年以内的日子' }])
  return on
}

/** A catalogue in which parameters have other values from a day on. @throws AppError `invalid_input` that names each that can't be */
function withValues({ catalogue }: Books, values: readonly { key: string; value: number }[], on: string): Catalogue {
  const issues: FieldIssue[] = []
  values.forEach(({ key, value }, index) => {
    const path = `body.change.values.${index}`
    const parameter = catalogue.parameters.find((one) => one.key === key)
    if (!parameter) issues.push({ path: `${path}.key`, message: `没有叫“${key}”的参数` })
    else if (!inForce(parameter, on)) issues.push({ path: `${path}.key`, message: `“${parameter.title}”在 ${on} 还没有值` })
    else if (value > most[parameter.unit].value)
      issues.push({ path: `${path}.value`, message: `“${parameter.title}”${most[parameter.unit].words}` })
    if (values.findIndex((one) => one.key === key) !== index) issues.push({ path: `${path}.key`, message: '同一个参数写了两次' })
  })
  if (issues.length > 0) throw refused(issues)
  const wanted = new Map(values.map(({ key, value }) => [key, value]))
  const parameters = catalogue.parameters.map((parameter) => {
    const value = wanted.get(parameter.key)
    const now = inForce(parameter, on)
    if (value === undefined || !now) return parameter
    // What is announced for later days stays as it is announced.
    const others = parameter.values.filter(({ from }) => from !== on)
    return { ...parameter, values: [...others, { ...now, from: on, value }].sort((one, other) => (one.from < other.from ? -1 : 1)) }
  })
  return { ...catalogue, parameters }
}

function ofDraft(books: Books, draft: DraftDocument, on: string | undefined, today: string): Omit<TriedCatalogue, 'key'> {
  const found = examine(books.published, { kind: draft.kind, key: draft.key, content: JSON.parse(draft.content) }, today)
  if (!found.catalogue || !found.published || found.faults.length > 0)
    throw refused(found.faults.map(({ path, reason }) => ({ path: ['draft', ...path].map(String).join('.'), message: reason })))
  const { published, catalogue } = found
  const from = effectiveFromOf(published) ?? today
  const groups =
    published.kind === 'higherOf' ? [...books.catalogue.higherOf, ...catalogue.higherOf].flatMap(({ policies }) => [...policies]) : []
  return {
    catalogue,
    parameters: published.kind === 'parameter' ? [published.key] : [],
    policies: published.kind === 'policy' ? [published.key] : groups,
    on: dayOf(on, from > today ? from : today, today),
  }
}

/** What is to be tried, checked. @throws AppError `invalid_input` that names what can't be tried, and where */
export function triedOf(
  books: Books,
  change: Exclude<WhatIfChange, { kind: 'draft' }> | { kind: 'draft'; draft: DraftDocument },
  on: string | undefined,
  today: string,
): TriedCatalogue {
  const head = books.documents.at(-1)?.hash
  if (change.kind === 'draft') {
    const tried = ofDraft(books, change.draft, on, today)
    return { ...tried, key: JSON.stringify([head, tried.on, change.draft._id, change.draft.rev]) }
  }
  const day = dayOf(on, today, today)
  return {
    catalogue: withValues(books, change.values, day),
    parameters: change.values.map(({ key }) => key),
    policies: [],
    on: day,
    key: JSON.stringify([head, day, change.values]),
  }
}
