import { factNames, factSpec } from '../contracts/people/facts/catalogue.ts'
import type { RuleFacts } from './rule/language.ts'

/** What comes in each month; policies may say whose money is not counted in it. */
export const INCOME_FACT = 'householdIncomeFen'

/** The facts rules are written with: those of the registry, by their names there. */
export const ruleFacts: RuleFacts = new Map(factNames.map((name) => [name, { ...factSpec(name), name }]))
