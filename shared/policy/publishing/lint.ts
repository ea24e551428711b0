import { type FactName, factSpec } from '../../contracts/people/facts/catalogue.ts'
import type { ObservationSource } from '../../contracts/people/facts/value.ts'
import { INCOME_FACT } from '../facts.ts'
import type { Catalogue, Policy, PolicyVersion } from '../policy/definition.ts'
import { parametersOn } from '../policy/parameters.ts'
import { rulesOf } from '../policy/versions.ts'
import { factsIn, parametersIn } from '../rule/nodes.ts'
import type { RuleIssue } from '../rule/reader.ts'
import { walkAmount } from '../rule/walk.ts'
import { boundsOf, deadEnds, unusedSteps } from './bounds.ts'
import { effectiveFromOf, type Published } from './content.ts'

/** Something a careful colleague would say about a draft. An error stands in the way; a warning is for the reviewer to weigh. */
export interface LintNote {
  level: 'error' | 'warning'
  path: RuleIssue['path']
  words: string
}

interface Around {
  /** With the draft in it. */
  catalogue: Catalogue
  draft: Published
  /** Without it. */
  published: readonly Published[]
  today: string
}

const MOST_MEMBERS = 20

/** Looks a draft through that can be read and decided with. */
export function lintOf(around: Around): readonly LintNote[] {
  const { draft, catalogue } = around
  const policy = draft.kind === 'policy' ? catalogue.policies.find(({ id }) => id === draft.key) : undefined
  const version = policy?.versions.find(({ number }) => number === draft.number)
  return [
    ...confirmation(draft),
    ...dates(around),
    ...(policy && version ? ruleNotes(policy, version, catalogue) : []),
    ...(draft.kind === 'parameter' ? amountsWith(draft.key, draft.content.value.from, catalogue) : []),
  ]
}

/** An amount is confirmed only by the words of a numbered document. */
function confirmation(draft: Published): LintNote[] {
  if (draft.kind === 'higherOf') return []
  const { illustrative, sources, confidence } =
    draft.kind === 'policy' ? draft.content.version : { ...draft.content.value, sources: [draft.content.value.source] }
  if (illustrative === true) return []
  const confirms = confidence === 'text' && sources.some(({ number, article, quotation }) => number && article && quotation)
  if (confirms) return []
  const path = draft.kind === 'policy' ? ['version', 'illustrative'] : ['value', 'illustrative']
  return [{ level: 'error', path, words: '要去掉“参考”，依据里须有文号、条款和原文摘录，并且“看过原文”；没有就先标为“参考”' }]
}

function dates({ draft, published, today }: Around): LintNote[] {
  const from = effectiveFromOf(draft)
  if (from === null) return []
  const path = draft.kind === 'policy' ? ['version', 'effectiveFrom'] : ['value', 'from']
  const same = published.findLast((one) => one.kind === draft.kind && one.key === draft.key && effectiveFromOf(one) === from)
  const later = published.filter((one) => one.kind === draft.kind && one.key === draft.key && (effectiveFromOf(one) ?? '') > from)
  return [
    ...(same
      ? [
          {
            level: 'warning' as const,
            path,
            words: `和第 ${same.number} 版同一天开始：公布后从这天起以这一版为准，第 ${same.number} 版留作历史`,
          },
        ]
      : []),
    ...(later.length > 0
      ? [
          {
            level: 'warning' as const,
            path,
            words: `到 ${effectiveFromOf(later[0] as Published)} 就换成已经公布的后一版；后面的也要改，请另外起草`,
          },
        ]
      : []),
    ...(from < today ? [{ level: 'warning' as const, path, words: `从过去的日子（${from}）算起：已经发的，要补差或核对` }] : []),
  ]
}

function ruleNotes(policy: Policy, version: PolicyVersion, catalogue: Catalogue): LintNote[] {
  const at = ['version']
  const asked = new Map(
    rulesOf(version)
      .flatMap(factsIn)
      .map((fact) => [fact.name, fact] as const),
  )
  const unfed = [...asked.values()].filter(({ name }) => !isFed(factSpec(name as FactName).authority))
  const bounds = boundsOf(version.who.map(({ when }) => when))
  return [
    ...unfed.map(
      ({ title }): LintNote => ({ level: 'warning', path: [...at, 'who'], words: `“${title}”没有部门的数据来源，只能由本人说或上门看` }),
    ),
    ...incomeNotes(version, catalogue, asked),
    ...deadEnds(version.who).map(
      ({ index, words }): LintNote => ({ level: 'error', path: [...at, 'who', ...(index === null ? [] : [index])], words }),
    ),
    ...(version.amount
      ? unusedSteps(version.amount, bounds).map((words): LintNote => ({ level: 'warning', path: [...at, 'amount'], words }))
      : []),
    ...amountNotes(policy, version, catalogue).map((note) => ({ ...note, path: [...at, 'amount'] })),
  ]
}

/** What is left out of an income must be money, and the income must count at all. */
function incomeNotes({ disregardIncome }: PolicyVersion, { policies }: Catalogue, asked: ReadonlyMap<string, unknown>): LintNote[] {
  if (disregardIncome.length === 0) return []
  const path = ['version', 'disregardIncome']
  if (!asked.has(INCOME_FACT)) return [{ level: 'error', path, words: '条件和金额都不看家庭收入，不用写不算收入的补贴' }]
  return policies
    .filter(({ id, benefit }) => disregardIncome.includes(id) && benefit !== 'cash')
    .map(({ title }): LintNote => ({ level: 'error', path, words: `“${title}”发的不是现金，本来就不算收入` }))
}

const byHand: readonly ObservationSource[] = ['declared', 'visit', 'document', 'import']

/** Whether a department tells a fact, so that not everyone has to be asked. */
export const isFed = (authority: readonly (readonly ObservationSource[])[]): boolean =>
  authority.flat().some((source) => !byHand.includes(source))

/** The least and most an amount can come to, whoever it is; what is too large to be exact was refused when it was read. */
function amountNotes(policy: Policy, { amount, effectiveFrom, minus }: PolicyVersion, catalogue: Catalogue): Omit<LintNote, 'path'>[] {
  if (!amount) return []
  const members = Array.from({ length: MOST_MEMBERS }, () => ({}))
  const day = { date: effectiveFrom, parameters: parametersOn(catalogue.parameters, effectiveFrom) }
  const { low, high } = walkAmount(amount, { person: {}, household: {}, members }, day)
  if (high <= 0) return [{ level: 'error', words: `“${policy.title}”的金额总是 0 或更少` }]
  return low < 0 && minus.length === 0 ? [{ level: 'warning', words: `“${policy.title}”的金额可能算成负数，会按 0 处理` }] : []
}

/** What a new value of a parameter makes of the policies that read it. */
function amountsWith(key: string, from: string, catalogue: Catalogue): LintNote[] {
  return catalogue.policies.flatMap((policy) =>
    policy.versions
      .filter(({ effectiveTo }) => effectiveTo === null || effectiveTo >= from)
      .filter((version) => rulesOf(version).flatMap(parametersIn).includes(key))
      .flatMap((version) =>
        amountNotes(policy, { ...version, effectiveFrom: version.effectiveFrom > from ? version.effectiveFrom : from }, catalogue),
      )
      .map((note) => ({ ...note, path: ['value', 'value'] })),
  )
}
