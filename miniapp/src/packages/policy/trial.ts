import type { BenefitList, BenefitQuestion } from '@minsheng/shared/contracts/policy'
import { call } from '../../platform/request'
import { createStore } from '../../platform/store'
import type { AnswerValue } from './answer'

/** What was filled in to try it out: kept while the program is open, and nowhere else. */
interface Trial {
  person: Record<string, AnswerValue>
  household: Record<string, AnswerValue>
  /** How many live together; null: not asked yet. */
  people: number | null
}

const nothing: Trial = { person: {}, household: {}, people: null }
const trial = createStore<Trial>(nothing)

export const startTrial = () => trial.set(nothing)

/** Works out what there may be with what was filled in so far. */
export const tryOut = (): Promise<BenefitList> => call('tryBenefits', { body: bodyOf(trial.get()) })

/** Works it out with one answer more, and keeps the answer when it was taken. */
export async function tryWith(question: Pick<BenefitQuestion, 'fact' | 'about'>, value: AnswerValue): Promise<BenefitList> {
  const { person, household, people } = trial.get()
  const answer = { [question.fact]: value }
  const next =
    question.about === 'household'
      ? { person, household: { ...household, ...answer }, people }
      : { person: { ...person, ...answer }, household, people }
  const list = await call('tryBenefits', { body: bodyOf(next) })
  trial.set(next)
  return list
}

/** How many live together, or null while nobody said. */
export const peopleInTrial = () => trial.get().people

/** Works it out for so many people living together: what is given by the head depends on it. */
export async function tryForPeople(people: number): Promise<BenefitList> {
  const next = { ...trial.get(), people }
  const list = await call('tryBenefits', { body: bodyOf(next) })
  trial.set(next)
  return list
}

const bodyOf = ({ person, household, people }: Trial) => ({
  person,
  household,
  others: Array.from({ length: (people ?? 1) - 1 }, () => ({})),
})
