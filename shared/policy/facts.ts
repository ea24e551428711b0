import { factNames, factSpec } from '../contracts/people/facts/catalogue.ts'
import type { RuleFacts } from './rule/language.ts'

/** The facts rules are written with: those of the registry, by their names there. */
export const ruleFacts: RuleFacts = new Map(factNames.map((name) => [name, { ...factSpec(name), name }]))
