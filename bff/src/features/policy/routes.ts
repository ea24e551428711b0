import { checkValue, type FactName, type FactSubject, factNames, factSpec, type NewObservation } from '@minsheng/shared/contracts/people'
import { type BenefitList, policyContract as contract } from '@minsheng/shared/contracts/policy'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import type { KnownFacts } from '@minsheng/shared/policy/rule/subject'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId, type Visitor } from '../../platform/auth/actor.ts'
import { createRateLimit } from '../../platform/http/rate-limit.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { mayReadOwn } from './access.ts'
import { ofChild } from './finding/domain.ts'
import type { HomeOf } from './own-home.ts'
import { presentList } from './present.ts'
import type { RegisteredHome, RuleSubjects } from './subject.ts'

export interface PolicyRouteParts {
  /** What is published now. */
  catalogue: () => Promise<Catalogue>
  subjects: RuleSubjects
  homeOf: HomeOf
  record: (observations: readonly NewObservation[]) => Promise<unknown>
  /** From now on they are told what becomes theirs; `quiet`: not of what they say themself now. */
  follow: (accountId: string, home: RegisteredHome, list: BenefitList | null, quiet: boolean) => Promise<void>
  /** They saw their list. @returns ids of the policies they said they don't need */
  looked: (accountId: string) => Promise<string[]>
  clock: Clock
}

const reading = ({ actor }: { actor: Actor }): Visitor | null => (mayReadOwn(actor) ? actor : null)
type Given = Readonly<Partial<Record<FactName, unknown>>>

export function policyRoutes({ catalogue, subjects, homeOf, record, follow, looked, clock }: PolicyRouteParts): Route[] {
  const limit = createRateLimit(60, 60)
  const today = () => shanghaiDate(clock.now())
  const listOf = async (home: RegisteredHome, { actingBy }: Visitor) => {
    const list = presentList(await catalogue(), await subjects.of(home), today())
    return actingBy?.ward ? ofChild(list) : list
  }
  /** A child follows nothing: who speaks for them does, in their own name; what they say is not told back to them. */
  async function followed(visitor: Visitor, home: RegisteredHome, list: BenefitList | null, quiet: boolean): Promise<void> {
    const { accountId, actingBy } = visitor
    if (!actingBy?.ward) return follow(accountId, home, list, quiet)
    if (quiet) await follow(actingBy.accountId, { ...home, me: actingBy.ward.guardianId }, null, true)
  }

  return [
    route({
      operation: contract.getMyBenefits,
      load: reading,
      allow: mayReadOwn,
      audit: { action: 'my-benefits.read', subject: ({ accountId }) => accountId },
      run: async (_, visitor) => {
        await limit.spend(visitor.accountId)
        const { home, link, realNameNeeded } = await homeOf(visitor)
        const list = home ? await listOf(home, visitor) : null
        if (home) await followed(visitor, home, list, false)
        const declined = home ? await looked(visitor.accountId) : []
        return { link, realNameNeeded, list, declined }
      },
    }),
    route({
      operation: contract.answerBenefitQuestions,
      load: reading,
      allow: mayReadOwn,
      audit: { action: 'my-benefits.answer', subject: ({ accountId }) => accountId },
      run: async ({ body }, visitor) => {
        await limit.spend(visitor.accountId)
        const { home, realNameNeeded } = await homeOf(visitor)
        if (!home) throw new AppError(realNameNeeded ? 'real_name_needed' : 'record_needed')
        await followed(visitor, home, null, true)
        await record(
          checked(body.answers.map(({ fact, value }, index) => ({ fact, value, path: `answers.${index}.value` }))).map(({ fact, value }) =>
            observationOf(fact, value, home, visitor, clock.now()),
          ),
        )
        const list = await listOf(home, visitor)
        await followed(visitor, home, list, true)
        return list
      },
    }),
    route({
      operation: contract.tryBenefits,
      load: reading,
      allow: mayReadOwn,
      audit: { none: 'nothing of anyone is read or kept' },
      run: async ({ body }, visitor) => {
        await limit.spend(visitor.accountId)
        const person = factsGiven(body.person, 'person')
        const others = body.others.map((one, index) => factsGiven(one, `others.${index}`))
        const household = factsGiven(body.household, 'household')
        return presentList(await catalogue(), { person, household, members: [person, ...others] }, today())
      },
    }),
  ]
}

interface Answer {
  fact: FactName
  value: NewObservation['value']
}

/** @throws AppError `invalid_input` that names every answer that can't be so */
function checked(answers: readonly { fact: FactName; value: unknown; path: string }[]): Answer[] {
  const issues: FieldIssue[] = []
  const good = answers.flatMap(({ fact, value, path }): Answer[] => {
    const result = checkValue(fact, value, path)
    if ('issues' in result) {
      issues.push(...result.issues)
      return []
    }
    return [{ fact, value: result.value as NewObservation['value'] }]
  })
  if (issues.length > 0) throw new AppError('invalid_input', { issues })
  return good
}

function factsGiven(given: Given, path: string): KnownFacts {
  const answers = factNames.flatMap((fact) => (given[fact] === undefined ? [] : [{ fact, value: given[fact], path: `${path}.${fact}` }]))
  const kind = path === 'household' ? 'household' : 'person'
  const misplaced = answers.filter(({ fact }) => factSpec(fact).subject !== kind)
  if (misplaced.length > 0) {
    const words = kind === 'household' ? '这一项要按人填写' : '这一项要按家庭填写'
    throw new AppError('invalid_input', {
      issues: misplaced.map(({ fact, path: at }) => ({ path: at, message: `${factSpec(fact).title}：${words}` })),
    })
  }
  return Object.fromEntries(checked(answers).map(({ fact, value }) => [fact, value]))
}

/** What a person says of themself or their household: it informs, and is checked before anything is paid. */
function observationOf(fact: FactName, value: NewObservation['value'], home: RegisteredHome, visitor: Visitor, at: Date): NewObservation {
  const isHousehold = factSpec(fact).subject === 'household'
  if (isHousehold && home.householdId === null) {
    throw new AppError('invalid_input', {
      issues: [{ path: 'answers', message: `${factSpec(fact).title}：登记里还没有您的家庭，请联系社区网格员登记` }],
    })
  }
  const subject: FactSubject = isHousehold ? { kind: 'household', id: home.householdId ?? '' } : { kind: 'person', id: home.me }
  return { subject, fact, value, source: 'declared', observedAt: at, recordedBy: actorId(visitor) } as NewObservation
}
