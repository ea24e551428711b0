import { inForce } from '../../law/parameter.ts'
import { type Condition, MOST_MEMBERS, type Quantity, type RuleFact, type RuleFacts } from '../rule/language.ts'
import { parametersIn } from '../rule/nodes.ts'
import { type Names, type Parsed, readCondition, readQuantity } from '../rule/parse-condition.ts'
import { type Bounds, mayBeTooWide } from '../rule/range.ts'
import type { RuleIssue } from '../rule/reader.ts'
import type { Catalogue, Policy, PolicyVersion } from './definition.ts'
import { inOrder } from './order.ts'
import { rulesOf } from './versions.ts'
import { writtenCatalogue, writtenPolicy } from './written.ts'

type Path = readonly (string | number)[]

/** Collects the faults of a whole catalogue, each with its place. */
class Faults {
  readonly issues: RuleIssue[] = []

  add(path: Path, reason: string): void {
    this.issues.push({ path, reason })
  }

  take<T>(path: Path, read: Parsed<T>): T | null {
    if (read.ok) return read.value
    for (const issue of read.issues) this.add([...path, ...issue.path], issue.reason)
    return null
  }

  takeFrame(path: Path, error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): void {
    for (const issue of error.issues) {
      this.add([...path, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))], issue.message)
    }
  }
}

/** Of a household no single person's facts are asked, but for those of its members. */
const householdFacts = (facts: RuleFacts): RuleFacts =>
  new Map([...facts].filter(([, fact]: [string, RuleFact]) => fact.subject === 'household'))

/**
 * Reads everything policies are made of; every fault is told with its path: an unknown fact, policy or parameter, a
 * parameter without a value on the first day it is used, versions that overlap, a circle.
 */
export function readCatalogue(written: unknown, facts: RuleFacts): Parsed<Catalogue> {
  const faults = new Faults()
  const frame = writtenCatalogue.safeParse(written)
  if (!frame.success) {
    faults.takeFrame([], frame.error)
    return { ok: false, issues: faults.issues }
  }
  const { parameters, higherOf } = frame.data
  const ids = frame.data.policies.flatMap((one) => (typeof one === 'object' && one !== null && 'id' in one ? [String(one.id)] : []))
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) faults.add(['policies', index, 'id'], `“${id}”已经有了`)
  })
  const names: Names = { facts, parameters: new Set(parameters.map(({ key }) => key)), policies: new Set(ids) }
  const policies = frame.data.policies.flatMap((one, index) => {
    const policy = readPolicy(one, names, faults, ['policies', index])
    return policy ? [policy] : []
  })
  higherOf.forEach((group, index) => {
    for (const id of group.policies) if (!names.policies.has(id)) faults.add(['higherOf', index, 'policies'], `没有叫“${id}”的政策`)
  })
  parameters.forEach(({ key }, index) => {
    if (parameters.findIndex((other) => other.key === key) !== index) faults.add(['parameters', index, 'key'], `“${key}”已经有了`)
  })
  policies.forEach((policy, index) => {
    policy.versions.forEach((version, at) => {
      for (const id of new Set(rulesOf(version).flatMap(parametersIn))) {
        const parameter = parameters.find(({ key }) => key === id)
        if (parameter && !inForce(parameter, version.effectiveFrom)) {
          faults.add(['policies', index, 'versions', at], `参数“${id}”在 ${version.effectiveFrom} 还没有值`)
        }
      }
      if (rulesOf(version).some((rule) => mayBeTooWide(rule, boundsOf(parameters))))
        faults.add(['policies', index, 'versions', at], '算出来的数可能太大，算不准到分（超过 90 万亿元），请把倍数或比例写小一些')
    })
  })
  if (faults.issues.length > 0) return { ok: false, issues: faults.issues }
  const order = inOrder(policies, higherOf)
  if (!order.ok)
    return { ok: false, issues: [{ path: ['policies'], reason: `政策互相依赖，绕成了圈：${order.cycle.policies.join(' → ')}` }] }
  return { ok: true, value: { policies: order.policies, higherOf, parameters } }
}

/** What no amount can be beyond: each parameter over all it ever was or will be. */
const boundsOf = (parameters: Catalogue['parameters']): Bounds => ({
  parameter(id) {
    const values = parameters.find(({ key }) => key === id)?.values.map(({ value }) => value) ?? [0]
    return { low: Math.min(...values), high: Math.max(...values) }
  },
  mostMembers: MOST_MEMBERS,
})

/** What is written of its being given once, and can't be so. */
function onceFaults(
  { onlyOnce, payout }: Pick<PolicyVersion, 'onlyOnce' | 'payout'>,
  subject: Policy['subject'],
  facts: RuleFacts,
): ['per' | 'event', string][] {
  if (onlyOnce === null) return []
  const { per, event } = onlyOnce
  const found: ['per' | 'event', string][] = []
  if (payout !== null && payout.every !== 'once') found.push(['per', '按月、按年发的，不能写“只给一次”'])
  if (per === 'subject' && event !== null) found.push(['event', '一人一次、一户一次的，不用写是哪件事'])
  if (per === 'event' && event === null) found.push(['event', '请写是哪一项情况，每登记一次算一次'])
  if (per === 'event' && event !== null && facts.get(event)?.subject !== subject)
    found.push(['event', subject === 'household' ? `没有按户登记的情况叫“${event}”` : `没有按人登记的情况叫“${event}”`])
  return found
}

function readPolicy(written: unknown, all: Names, faults: Faults, path: Path): Policy | null {
  const frame = writtenPolicy.safeParse(written)
  if (!frame.success) {
    faults.takeFrame(path, frame.error)
    return null
  }
  const names = frame.data.subject === 'household' ? { ...all, facts: householdFacts(all.facts), memberFacts: all.facts } : all
  const before = faults.issues.length
  const versions = frame.data.versions.map((version, index): PolicyVersion => {
    const at = [...path, 'versions', index]
    const { who, amount, held, ...rest } = version
    for (const key of ['excludedBy', 'minus', 'disregardIncome'] as const) {
      for (const id of version[key]) {
        if (!all.policies.has(id)) faults.add([...at, key], `没有叫“${id}”的政策`)
        if (id === frame.data.id) faults.add([...at, key], '不能写自己')
      }
    }
    onceFaults(rest, frame.data.subject, all.facts).forEach(([key, reason]) => {
      faults.add([...at, 'onlyOnce', key], reason)
    })
    if (rest.effectiveTo !== null && rest.effectiveTo < rest.effectiveFrom) faults.add([...at, 'effectiveTo'], '结束日期早于开始日期')
    const condition = (where: Path, of: unknown) => faults.take<Condition>(where, readCondition(of, names))
    return {
      ...rest,
      who: who.flatMap(({ words, when }, place) => {
        const read = condition([...at, 'who', place, 'when'], when)
        return read ? [{ words, when: read }] : []
      }),
      amount: amount === undefined || amount === null ? null : faults.take<Quantity>([...at, 'amount'], readQuantity(amount, names)),
      held: held === undefined || held === null ? null : condition([...at, 'held'], held),
    }
  })
  for (const [index, version] of versions.entries()) {
    const overlaps = versions.some(
      (other, at) =>
        at < index &&
        (other.effectiveTo === null || other.effectiveTo >= version.effectiveFrom) &&
        (version.effectiveTo === null || version.effectiveTo >= other.effectiveFrom),
    )
    if (overlaps) faults.add([...path, 'versions', index, 'effectiveFrom'], '和另一个版本的有效期重叠')
  }
  return faults.issues.length === before ? { ...frame.data, versions } : null
}
