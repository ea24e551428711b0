import { ruleFacts } from '../facts.ts'
import { outcomeOf } from '../policy/cases.ts'
import type { Catalogue } from '../policy/definition.ts'
import { onlyWith } from '../policy/order.ts'
import { readCatalogue } from '../policy/read.ts'
import type { PolicyStatus } from '../rule/language.ts'
import type { RuleIssue } from '../rule/reader.ts'
import { assemble, casesOf, type KnownCase } from './assemble.ts'
import { caseFactFaults } from './case-facts.ts'
import { contentSchemas, keyOf, type PublicationKind, type Published } from './content.ts'
import { type LintNote, lintOf } from './lint.ts'

export interface CaseOutcome {
  status: PolicyStatus | null
  low: number
  high: number
}

/** What came of one case. */
export interface CaseResult {
  policy: string
  policyTitle: string
  name: string
  on: string
  /** Written in the draft itself, or published earlier. */
  of: 'draft' | 'published'
  /** Its place in the draft. */
  index: number | null
  wanted: CaseOutcome
  found: CaseOutcome
  passes: boolean
}

/** What a draft would make of the catalogue, and everything that stands in its way. */
export interface Examination {
  /** As it would be published; null while it can't be read. */
  published: Published | null
  /** The catalogue with it; null while there is none. */
  catalogue: Catalogue | null
  faults: readonly RuleIssue[]
  notes: readonly LintNote[]
  /** All cases of the draft, and those published earlier that no longer come out as written. */
  cases: readonly CaseResult[]
  /** How many cases of earlier publications were tried. */
  tried: number
  /** Nothing stands in its way. */
  ready: boolean
}

/**
 * Tries a draft against everything that is published: read, run and looked through, without publishing it.
 * @param published all that is published, oldest first
 * @param of key of what it is a new version of; null for something new
 * @param today calendar date in Asia/Shanghai
 */
export function examine(
  published: readonly Published[],
  { kind, key: of, content }: { kind: PublicationKind; key: string | null; content: unknown },
  today: string,
): Examination {
  const frame = contentSchemas[kind].safeParse(content)
  const nothing = { published: null, catalogue: null, notes: [], cases: [], tried: 0, ready: false }
  if (!frame.success) return { ...nothing, faults: frameFaults(frame.error) }
  const key = keyOf(frame.data)
  const number = Math.max(0, ...published.filter((one) => one.kind === kind && one.key === key).map((one) => one.number)) + 1
  const draft = { kind, key, number, content: frame.data } as Published
  const all = [...published, draft]
  const written = assemble(all)
  const read = readCatalogue(written, ruleFacts)
  const faults = [
    ...keyFaults(draft, of),
    ...ownFaults(draft, published),
    ...(read.ok ? [] : read.issues.map((issue) => placed(issue, written, draft))),
  ]
  if (!read.ok) return { ...nothing, published: draft, faults }
  const known = casesOf(all)
  const parts = new Map<string, Catalogue>()
  const partWith = (id: string) => {
    const part = parts.get(id) ?? onlyWith(read.value, id)
    parts.set(id, part)
    return part
  }
  const results = known.map((one) => resultOf(partWith(one.policy), one, draft))
  const notes = lintOf({ catalogue: read.value, draft, published, today })
  const cases = results.filter(({ of, passes }) => of === 'draft' || !passes)
  return {
    published: draft,
    catalogue: read.value,
    faults,
    notes,
    cases,
    tried: results.length,
    ready: faults.length === 0 && cases.every(({ passes }) => passes) && notes.every(({ level }) => level !== 'error'),
  }
}

function frameFaults(error: {
  issues: readonly { path: readonly PropertyKey[]; message: string; code?: string; keys?: readonly string[] }[]
}): RuleIssue[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
    if (issue.code === 'unrecognized_keys') return (issue.keys ?? []).map((key) => ({ path: [...path, key], reason: '没有这一项，请去掉' }))
    return [{ path, reason: /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : '没有填，或格式不对' }]
  })
}

/** What is published keeps its name; something new needs one of its own. */
function keyFaults({ kind, key, number }: Published, of: string | null): RuleIssue[] {
  const path = [kind === 'policy' ? 'id' : 'key']
  if (of !== null && of !== key) return [{ path, reason: `编号不能改，要写“${of}”` }]
  return of === null && number > 1 ? [{ path, reason: `“${key}”已经有了：要改它，请从它的页面起草` }] : []
}

/** What is wrong in the draft beyond its rules. */
function ownFaults(draft: Published, published: readonly Published[]): RuleIssue[] {
  const faults: RuleIssue[] = []
  const isPolicy = draft.kind === 'policy'
  const cases = isPolicy ? draft.content.version.cases : draft.content.cases
  const at = isPolicy ? ['version', 'cases'] : ['cases']
  const policies = new Set([...published, draft].filter(({ kind }) => kind === 'policy').map(({ key }) => key))
  cases.forEach((one, index) => {
    faults.push(...caseFactFaults(one).map(({ path, reason }) => ({ path: [...at, index, ...path], reason })))
    if (one.low > one.high) faults.push({ path: [...at, index, 'high'], reason: '最多不能小于最少' })
    if (cases.findIndex(({ name }) => name === one.name) !== index)
      faults.push({ path: [...at, index, 'name'], reason: '例子的名字重复了' })
    if ('policy' in one && !policies.has(String(one.policy)))
      faults.push({ path: [...at, index, 'policy'], reason: `没有叫“${String(one.policy)}”的政策` })
  })
  if (!isPolicy && cases.length === 0) faults.push({ path: ['cases'], reason: '至少写一个例子：改了以后，某个人能领多少' })
  const known = casesOf(published)
  draft.content.retires.forEach((one, index) => {
    if (!known.some(({ policy, case: { name } }) => policy === one.policy && name === one.name))
      faults.push({ path: ['retires', index], reason: `没有叫“${one.name}”的例子` })
  })
  return faults
}

/** A fault of the whole catalogue, told at its place in the draft, or by the name of the other policy it is in. */
function placed({ path, reason }: RuleIssue, written: ReturnType<typeof assemble>, draft: Published): RuleIssue {
  const [list, index, ...rest] = path
  if (list === 'policies' && typeof index === 'number') {
    const policy = written.policies[index]
    if (draft.kind === 'policy' && policy?.id === draft.key) {
      const [versions, at, ...inner] = rest
      const isOwn = versions === 'versions' && typeof at === 'number' && policy.versions[at]?.number === draft.number
      return { path: isOwn ? ['version', ...inner] : rest, reason }
    }
    return { path: [], reason: `“${policy?.title ?? String(index)}”因此不成立：${reason}` }
  }
  if (list === 'parameters' && typeof index === 'number') {
    const parameter = written.parameters[index]
    return draft.kind === 'parameter' && parameter?.key === draft.key
      ? { path: ['value'], reason }
      : { path: [], reason: `“${parameter?.title}”：${reason}` }
  }
  return { path: [], reason }
}

function resultOf(catalogue: Catalogue, { policy: id, from, case: one }: KnownCase, draft: Published): CaseResult {
  const policy = catalogue.policies.find((candidate) => candidate.id === id)
  const found = policy ? outcomeOf(catalogue, policy, one) : { status: null, low: 0, high: 0 }
  const wanted = { status: one.status, low: one.low, high: one.high }
  const isOwn = from.kind === draft.kind && from.key === draft.key && from.number === draft.number
  const own = draft.kind === 'policy' ? draft.content.version.cases : draft.content.cases
  return {
    policy: id,
    policyTitle: policy?.title ?? id,
    name: one.name,
    on: one.on,
    of: isOwn ? 'draft' : 'published',
    index: isOwn ? own.findIndex(({ name }) => name === one.name) : null,
    wanted,
    found,
    passes: found.status === wanted.status && found.low === wanted.low && found.high === wanted.high,
  }
}
