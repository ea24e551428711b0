import { type FactName, factSpec } from '@minsheng/shared/contracts/people'
import type { Benefit, BenefitList, BenefitQuestion } from '@minsheng/shared/contracts/policy'
import { sourceWords } from '@minsheng/shared/law/parameter'
import { INCOME_FACT } from '@minsheng/shared/policy/facts'
import { type ChangeAhead, changesAhead } from '@minsheng/shared/policy/policy/ahead'
import { type Decision, decide } from '@minsheng/shared/policy/policy/decide'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { isIllustrative } from '@minsheng/shared/policy/policy/parameters'
import { nextPayDay, type Question, questionsOf, totalsOf } from '@minsheng/shared/policy/policy/worth'
import type { PolicyStatus } from '@minsheng/shared/policy/rule/language'
import { awardOf, type RuleSubject } from '@minsheng/shared/policy/rule/subject'
import { YES } from '@minsheng/shared/policy/rule/truth'

const isGot = (status: PolicyStatus) => status === 'enjoying' || status === 'entitled'
const isOpen = (status: PolicyStatus) => isGot(status) || status === 'possible'

const order: readonly PolicyStatus[] = ['enjoying', 'entitled', 'possible', 'upcoming', 'excluded', 'not']

/** What is nearest first; of that cash, then what is most. */
const byNearness = (one: Benefit, other: Benefit) =>
  order.indexOf(one.status) - order.indexOf(other.status) ||
  Number(other.kind === 'cash') - Number(one.kind === 'cash') ||
  other.amount.high - one.amount.high

/** What policies are to one person on one day, with all that they are told. */
export function presentList(catalogue: Catalogue, subject: RuleSubject, date: string): BenefitList {
  const decisions = decide(catalogue, subject, date)
  const ahead = new Map(changesAhead(catalogue, subject, date, decisions).map((change) => [change.policy, change]))
  const titles = new Map(catalogue.policies.map(({ id, title }) => [id, title]))
  const titleOf = (id: string) => titles.get(id) ?? id
  const items = decisions.map((decision) => presentBenefit(decision, ahead.get(decision.policy.id), { catalogue, titleOf, date, subject }))
  const withStatus = (status: PolicyStatus) => totalsOf(decisions.filter((decision) => decision.status === status))
  return {
    date,
    totals: { enjoying: withStatus('enjoying'), entitled: withStatus('entitled') },
    items: items.sort(byNearness),
    questions: questionsOf(decisions).map((question) =>
      presentQuestion(question, subject, { titleOf, hint: hintOf(question, decisions, titleOf) }),
    ),
  }
}

interface Around {
  catalogue: Catalogue
  titleOf: (id: string) => string
  date: string
  subject: RuleSubject
}

function presentBenefit(decision: Decision, change: ChangeAhead | undefined, { catalogue, titleOf, date, subject }: Around): Benefit {
  const { policy, version, requirements } = decision
  const told = changeOf(decision, change)
  // What a birthday will bring is told as coming, with its date.
  const award = awardOf(subject, policy.id)
  const given = award?.given
  const comes = decision.status === 'not' && told?.kind === 'starts'
  const status = comes ? 'upcoming' : decision.status
  return {
    policyId: policy.id,
    title: policy.title,
    summary: policy.summary,
    group: policy.group,
    kind: policy.benefit,
    status,
    ofHousehold: policy.subject === 'household',
    amount: given ? { low: award.fen, high: award.fen } : comes ? told.amount : decision.amount,
    every: version.payout?.every ?? null,
    ceiling: version.ceiling,
    illustrative: isIllustrative(version, catalogue.parameters, date),
    applying: policy.applying,
    nextPayDay:
      status === 'enjoying' && version.payout?.every === 'month'
        ? payDayOf(version.payout.day, subject.awarded?.[policy.id]?.fromMonth, date)
        : null,
    requirements: requirements.map(({ words, truth }) => ({ words, state: truth === YES ? 'met' : truth === 0 ? 'unmet' : 'open' })),
    givenOn: given?.on ?? null,
    excludedBy: decision.excludedBy.map(titleOf),
    materials: [...policy.materials],
    sources: version.sources.map(sourceWords),
    change: status === 'upcoming' && !comes ? { on: version.effectiveFrom, kind: 'starts', amount: decision.amount } : told,
  }
}

/** Nothing is paid before the first month of an award. */
const payDayOf = (day: number, fromMonth: string | undefined, date: string) =>
  nextPayDay(day, fromMonth !== undefined && `${fromMonth}-01` > date ? `${fromMonth}-01` : date)

function changeOf({ status }: Decision, change: ChangeAhead | undefined): Benefit['change'] {
  if (!change) return null
  const { on, to, amount } = change
  if (isOpen(status)) {
    if (isOpen(to)) return isGot(status) && isGot(to) ? { on, kind: 'changes', amount } : null
    return to === 'not' ? { on, kind: 'ends', amount } : null
  }
  return isOpen(to) ? { on, kind: 'starts', amount } : null
}

/** Which money is not counted in what is asked. */
function hintOf({ fact, policies }: Question, decisions: readonly Decision[], titleOf: (id: string) => string): string | null {
  if (fact !== INCOME_FACT) return null
  const asking = decisions.filter(({ policy }) => policies.includes(policy.id))
  const left = [...new Set(asking.flatMap(({ version }) => version.disregardIncome))]
  return left.length === 0 ? null : `${left.map(titleOf).join('、')}不用算进去。`
}

function presentQuestion(
  { fact: named, worthFen, policies }: Question,
  subject: RuleSubject,
  { titleOf, hint }: { titleOf: (id: string) => string; hint: string | null },
): BenefitQuestion {
  // The catalogue was read with the facts of the registry.
  const fact = named as FactName
  const spec = factSpec(fact)
  const about = spec.subject === 'household' ? 'household' : subject.person[fact] === undefined ? 'me' : 'others'
  return {
    fact,
    title: spec.title,
    question: spec.question,
    hint,
    about,
    type: spec.type,
    options: 'options' in spec ? Object.entries(spec.options).map(([code, words]) => ({ code, words })) : [],
    unit: 'unit' in spec ? spec.unit : null,
    worthFen,
    policies: policies.map(titleOf),
  }
}
