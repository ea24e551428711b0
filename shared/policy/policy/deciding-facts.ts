import { factsIn, nodesIn, policiesIn, type RuleNode } from '../rule/nodes.ts'
import type { Catalogue, Policy, PolicyVersion } from './definition.ts'
import { versionOn } from './versions.ts'

/** Names of the facts on which it hangs whether someone may be given a policy, and how much. */
export interface DecidingFacts {
  /** Of the person themself, and of the household. */
  own: ReadonlySet<string>
  /** Of everyone who lives with them. */
  ofAll: ReadonlySet<string>
}

const isOfMembers = ({ kind }: RuleNode) =>
  kind === 'someMember' || kind === 'everyMember' || kind === 'countMembers' || kind === 'perMember'

/**
 * Which facts have a say in what a policy is to someone: its own, and those of every policy it asks about, is ruled out by,
 * tops up or is weighed against, however far. Also what says that one is received already, for that opens and closes others.
 * Amounts count only where they are given, taken off, or weighed.
 */
export function factsDeciding(catalogue: Catalogue, policyId: string, date: string): DecidingFacts {
  const own = new Set<string>()
  const ofAll = new Set<string>()
  const seen = new Set<string>()

  function read({ subject }: Policy, rule: RuleNode): void {
    const isOfAll = subject === 'household' || [...nodesIn(rule)].some(isOfMembers)
    for (const { name } of factsIn(rule)) (isOfAll ? ofAll : own).add(name)
  }

  function visit(id: string, needsAmount: boolean): void {
    const policy = catalogue.policies.find((one) => one.id === id)
    const version = policy && versionOn(policy, date)
    const group = catalogue.higherOf.filter(({ policies }) => policies.includes(id)).flatMap(({ policies }) => policies)
    const weighsAmount = needsAmount || group.length > 0
    const step = `${id}|${weighsAmount}`
    if (!version || seen.has(step)) return
    seen.add(step)
    const rules = [...version.who.map(({ when }) => when), ...(version.held ? [version.held] : [])]
    for (const rule of rules) read(policy, rule)
    if (weighsAmount && version.amount) read(policy, version.amount)
    for (const other of statusesAsked(version, rules)) visit(other, false)
    if (weighsAmount) for (const other of version.minus) visit(other, true)
    for (const other of group) visit(other, true)
  }

  visit(policyId, true)
  return { own, ofAll }
}

const statusesAsked = ({ excludedBy }: PolicyVersion, rules: readonly RuleNode[]): readonly string[] => [
  ...rules.flatMap(policiesIn),
  ...excludedBy,
]
