import { type FactName, factNames, factSpec } from '@minsheng/shared/contracts/people'
import type {
  DraftFindings,
  ParameterRow,
  PolicyDraftRow,
  PolicyGroupRow,
  PolicyPublication,
  PolicyRow,
  PolicyTerms,
} from '@minsheng/shared/contracts/policy'
import { inForce, sourceWords } from '@minsheng/shared/law/parameter'
import { onlyWith } from '@minsheng/shared/policy/policy/order'
import { isIllustrative } from '@minsheng/shared/policy/policy/parameters'
import { rulesOf, versionAfter, versionOn } from '@minsheng/shared/policy/policy/versions'
import { casesOf } from '@minsheng/shared/policy/publishing/assemble'
import type { CaseOutcome, Examination } from '@minsheng/shared/policy/publishing/examine'
import { differencesOf, rangeWords, readingOf, valueOfParameter } from '@minsheng/shared/policy/publishing/reading'
import { parametersIn } from '@minsheng/shared/policy/rule/nodes'
import { statusWords } from '@minsheng/shared/policy/words/choices'
import { presentList } from '../present.ts'
import type { Books } from './books.ts'
import { type DraftDocument, type PublicationDocument, SYSTEM } from './domain.ts'

type Names = ReadonlyMap<string, string>

const SYSTEM_NAME = '系统自带'
const nameIn = (names: Names, id: string) => (id === SYSTEM ? SYSTEM_NAME : (names.get(id) ?? '工作人员'))

/** The policies as the bureau finds them on a day. */
export function presentPolicies({ published, catalogue }: Books, drafts: readonly DraftDocument[], today: string): PolicyRow[] {
  const cases = casesOf(published)
  return catalogue.policies.map((policy) => {
    const now = versionOn(policy, today)
    const next = versionAfter(policy, today)
    const shown = now ?? next ?? policy.versions[0]
    return {
      policyId: policy.id,
      title: policy.title,
      summary: policy.summary,
      group: policy.group,
      kind: policy.benefit,
      subject: policy.subject,
      inForce: now?.number ?? null,
      inForceFrom: now?.effectiveFrom ?? null,
      nextFrom: next?.effectiveFrom ?? null,
      illustrative: shown !== undefined && isIllustrative(shown, catalogue.parameters, today),
      versions: published.filter(({ kind, key }) => kind === 'policy' && key === policy.id).length,
      cases: cases.filter((one) => one.policy === policy.id).length,
      draftId: drafts.find(({ kind, key }) => kind === 'policy' && key === policy.id)?._id ?? null,
    }
  })
}

/** The figures policies are worked out with, on a day. */
export function presentParameters({ catalogue }: Books, drafts: readonly DraftDocument[], today: string): ParameterRow[] {
  const readers = catalogue.policies.map(({ id, title, versions }) => ({
    id,
    title,
    keys: new Set(versions.flatMap(rulesOf).flatMap(parametersIn)),
  }))
  return catalogue.parameters.map((parameter) => {
    const { key, title, unit, values } = parameter
    const now = inForce(parameter, today)
    const next = values.find(({ from }) => from > today) ?? null
    const source = (now ?? next)?.source
    const reading = readers.filter(({ keys }) => keys.has(key))
    return {
      key,
      title,
      unit,
      now: now && valueOfParameter(now.value, unit),
      nowValue: now?.value ?? null,
      nowFrom: now?.from ?? null,
      next: next && valueOfParameter(next.value, unit),
      nextFrom: next?.from ?? null,
      illustrative: (now ?? next)?.illustrative === true,
      source: source ? sourceWords(source) : '',
      policies: reading.map((reader) => reader.title),
      policyIds: reading.map((reader) => reader.id),
      draftId: drafts.find((draft) => draft.kind === 'parameter' && draft.key === key)?._id ?? null,
    }
  })
}

/** Groups of which only the highest is given, as the newest publication of each says. */
export function presentGroups({ published, catalogue }: Books, drafts: readonly DraftDocument[]): PolicyGroupRow[] {
  const titles = new Map(catalogue.policies.map(({ id, title }) => [id, title]))
  const newest = new Map(published.flatMap((one) => (one.kind === 'higherOf' ? [[one.key, one.content] as const] : [])))
  return [...newest].map(([key, { policies, source }]) => ({
    key,
    policies: policies.map((id) => titles.get(id) ?? id),
    source: sourceWords(source),
    draftId: drafts.find((draft) => draft.kind === 'higherOf' && draft.key === key)?._id ?? null,
  }))
}

/** What rules may name. */
export function presentTerms({ catalogue }: Books): PolicyTerms {
  return {
    facts: factNames.map((name: FactName) => {
      const spec = factSpec(name)
      return {
        name,
        title: spec.title,
        subject: spec.subject,
        type: spec.type,
        options: 'options' in spec ? Object.entries(spec.options).map(([code, words]) => ({ code, words })) : [],
        unit: 'unit' in spec ? spec.unit : null,
      }
    }),
    parameters: catalogue.parameters.map(({ key, title, unit }) => ({ key, title, unit })),
    policies: catalogue.policies.map(({ id, title }) => ({ id, title })),
  }
}

/** Every publication of one thing, the newest first. */
export function presentPublications(
  { documents, published, catalogue }: Books,
  kind: string,
  key: string,
  names: Names,
  today: string,
): PolicyPublication[] {
  const own = documents.flatMap((document, index) => {
    const one = published[index]
    return document.kind === kind && document.key === key && one ? [{ document, one }] : []
  })
  const counting = (from: string | null) => own.findLast(({ document }) => document.effectiveFrom === from)?.document
  const inForceNow = own
    .map(({ document }) => document)
    .filter((document) => counting(document.effectiveFrom) === document && (document.effectiveFrom ?? '') <= today)
    .reduce<PublicationDocument | null>(
      (newest, one) => (!newest || (one.effectiveFrom ?? '') >= (newest.effectiveFrom ?? '') ? one : newest),
      null,
    )
  const standingOf = (document: PublicationDocument): PolicyPublication['standing'] => {
    if (counting(document.effectiveFrom) !== document) return 'replaced'
    if ((document.effectiveFrom ?? '') > today) return 'to_come'
    return document === inForceNow && (document.effectiveTo === null || document.effectiveTo >= today) ? 'in_force' : 'over'
  }
  return [...own].reverse().map(({ document, one }) => ({
    kind: document.kind,
    key: document.key,
    number: document.number,
    title: document.title,
    effectiveFrom: document.effectiveFrom,
    effectiveTo: document.effectiveTo,
    publishedAt: document.publishedAt.toISOString(),
    publishedByName: nameIn(names, document.publishedBy),
    reviewedByName: nameIn(names, document.reviewedBy),
    why: document.why,
    builtIn: document.builtIn !== null,
    standing: standingOf(document),
    illustrative:
      one.kind === 'policy' ? one.content.version.illustrative : one.kind === 'parameter' && one.content.value.illustrative === true,
    hash: document.hash,
    reading: [...readingOf(one, catalogue)],
  }))
}

export function presentDraftRow(draft: DraftDocument, names: Names): PolicyDraftRow {
  return {
    id: draft._id,
    kind: draft.kind,
    key: draft.key,
    title: draft.title,
    fromProduct: draft.builtIn !== undefined,
    state: draft.state,
    why: draft.why,
    authorName: nameIn(names, draft.author),
    submittedByName: draft.submittedBy === null ? null : nameIn(names, draft.submittedBy),
    reviewedByName: draft.reviewedBy === null ? null : nameIn(names, draft.reviewedBy),
    updatedAt: draft.updatedAt.toISOString(),
    rev: draft.rev,
  }
}

const outcomeWords = ({ status, low, high }: CaseOutcome) =>
  status === null ? '这一天没有这项政策' : `${statusWords[status]}${high === 0 ? '' : `，${rangeWords(low, high)}`}`
const pathText = (path: readonly (string | number)[]) => path.map(String).join('.')

/** What an examination found, as people read it. */
export function presentFindings(examination: Examination, { published, catalogue }: Books): DraftFindings {
  const { faults, notes, cases, tried, ready } = examination
  const draft = examination.published
  const around = examination.catalogue ?? catalogue
  const reading = draft ? readingOf(draft, around) : []
  const before = draft && published.findLast((one) => one.kind === draft.kind && one.key === draft.key)
  const outcome = (of: CaseOutcome) => ({ status: of.status, low: of.low, high: of.high, words: outcomeWords(of) })
  return {
    faults: faults.map(({ path, reason }) => ({ path: pathText(path), words: reason })),
    notes: notes.map(({ level, path, words }) => ({ level, path: pathText(path), words })),
    cases: cases.map(({ policy, policyTitle, name, on, of, index, wanted, found, passes }) => ({
      policyId: policy,
      policyTitle,
      name,
      on,
      of,
      index,
      wanted: outcome(wanted),
      found: outcome(found),
      passes,
    })),
    tried,
    ready,
    reading: [...reading],
    differences: before ? differencesOf(readingOf(before, catalogue), reading).map((one) => ({ ...one })) : [],
    preview: previewOf(examination),
  }
}

/** What the person of the first case who gets something reads. */
function previewOf({ published, catalogue }: Examination): DraftFindings['preview'] {
  if (!catalogue || !published) return null
  const cases =
    published.kind === 'policy'
      ? published.content.version.cases.map((one) => ({ policy: published.key, ...one }))
      : published.content.cases
  const shown = cases.find(({ status }) => status === 'entitled' || status === 'enjoying') ?? cases[0]
  if (!shown) return null
  const { person, household, others, on } = shown
  const list = presentList(onlyWith(catalogue, shown.policy), { person, household, members: [person, ...others] }, on)
  return list.items.find(({ policyId }) => policyId === shown.policy) ?? null
}
