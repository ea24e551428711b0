import { ruleFacts } from '../../shared/policy/facts.ts'
import type { Catalogue, Policy } from '../../shared/policy/policy/definition.ts'
import type { Condition } from '../../shared/policy/rule/language.ts'
import { readCondition } from '../../shared/policy/rule/parse-condition.ts'

const is = (fact: string, ...codes: string[]) => ({ fact, in: codes })
const has = (code: string) => ({ fact: 'disabilityTypes', has: code })
const from = (years: number) => ({ value: { ageAt: 'birthDate' }, gte: years })
const under = (years: number) => ({ value: { ageAt: 'birthDate' }, lt: years })
const local = is('registeredIn', 'district')
const alive = { not: { all: [{ fact: 'vitalStatus', known: true }, is('vitalStatus', 'deceased', 'missing')] } }
const severe = {
  any: [
    is('disabilityGrade', 'first', 'second'),
    { all: [is('disabilityGrade', 'third', 'fourth'), { any: [has('intellectual'), has('mental')] }] },
  ],
}
const disabled = is('disabilityGrade', 'first', 'second', 'third', 'fourth')
const needsCare = is('careLevel', 'moderate', 'severe', 'total')
const poor = is('assistance', 'minimum_living', 'low_income', 'extreme_hardship')
const income = (operator: 'lt' | 'lte' | 'gt' | 'gte', fen: number) => ({ fact: 'monthlyIncomeFen', [operator]: fen })
const homeIncome = (operator: 'lt' | 'lte' | 'gt' | 'gte', fen: number) => ({ fact: 'householdIncomeFen', [operator]: fen })
const lost = (...codes: string[]) => is('onlyChildLoss', ...codes)
const parent = (who: 'father' | 'mother', ...codes: string[]) => is(`${who}Situation`, ...codes)
const yuan = (amount: number) => amount * 100

/** Thirty rules of the kinds that policies ask for, none of which hangs on another: every engine can be asked them. */
const written: readonly unknown[] = [
  { all: [alive, local, from(80), under(90)] },
  { all: [alive, local, from(90), under(100)] },
  { all: [alive, local, from(100)] },
  { all: [alive, local, disabled, poor] },
  { all: [alive, local, severe, { value: { monthsSince: 'longTermCareSince' }, gte: 6 }, { fact: 'workInjuryCare', eq: false }] },
  { all: [alive, local, from(60), poor, is('careLevel', 'mild', 'moderate', 'severe', 'total')] },
  { all: [alive, from(60), needsCare] },
  { all: [alive, local, from(60), needsCare, poor, is('careSetting', 'home')] },
  { all: [poor, from(60), { any: [needsCare, from(80), disabled] }] },
  { all: [alive, local, under(18), parent('father', 'died', 'missing'), parent('mother', 'died', 'missing')] },
  {
    all: [
      alive,
      local,
      under(18),
      { any: [parent('father', 'imprisoned', 'serious_illness', 'lost_contact'), parent('mother', 'imprisoned', 'serious_illness')] },
      { not: { all: [parent('father', 'died'), parent('mother', 'died')] } },
    ],
  },
  { all: [alive, local, under(18), { any: [poor, severe, { fact: 'seriousIllness', eq: true }] }] },
  { all: [alive, local, under(3)] },
  { all: [alive, local, under(7), disabled] },
  { all: [alive, local, from(16), under(60), severe, { any: [has('intellectual'), has('mental')] }] },
  { all: [alive, local, lost('died'), { any: [is('sex', 'male'), from(49)] }] },
  { all: [alive, local, lost('disabled'), { any: [is('sex', 'male'), from(49)] }] },
  { all: [{ fact: 'vitalStatus', known: true }, is('vitalStatus', 'deceased'), is('registeredIn', 'district', 'city')] },
  { all: [alive, poor, { not: is('medicalInsurance', 'none') }] },
  { all: [alive, local, income('lt', yuan(1_245)), is('legalSupport', 'unable', 'none'), { any: [from(60), severe, under(18)] }] },
  { all: [local, homeIncome('lt', yuan(2_490)), { fact: 'vehiclesOwned', eq: 0 }, { fact: 'homesOwned', lte: 2 }] },
  { all: [local, homeIncome('lte', yuan(4_980)), { fact: 'householdAssetsFen', lte: yuan(89_640) }] },
  { all: [local, homeIncome('lt', yuan(13_000)), { fact: 'necessarySpendingFen', gte: yuan(3_000) }] },
  { not: is('suddenHardship', 'none') },
  { all: [alive, from(60), { fact: 'livingAlone', eq: true }, { any: [needsCare, disabled, from(80)] }] },
  { all: [alive, local, is('veteranStatus', 'veteran', 'disabled_soldier', 'martyr_family'), from(60)] },
  { all: [is('employment', 'unemployed', 'flexible'), from(40), under(60), income('lt', yuan(2_490))] },
  { all: [is('housing', 'private_rental', 'borrowed', 'none'), homeIncome('lt', yuan(5_000)), { fact: 'homesOwned', eq: 0 }] },
  { all: [is('schooling', 'primary', 'junior', 'senior', 'special'), poor] },
  { all: [is('maritalStatus', 'widowed', 'divorced', 'single'), from(70), { not: is('legalSupport', 'able') }] },
]

const names = { facts: ruleFacts, parameters: new Set<string>(), policies: new Set<string>() }

export const thirtyRules: readonly Condition[] = written.map((one, index) => {
  const read = readCondition(one, names)
  if (!read.ok) throw new Error(`rule ${index}: ${JSON.stringify(read.issues)}`)
  return read.value
})

const policyOf = (when: Condition, index: number): Policy => ({
  id: `rule${index}`,
  title: `${index}`,
  group: 'livelihood',
  subject: 'person',
  benefit: 'recognition',
  summary: '',
  applying: 'application',
  materials: [],
  versions: [
    {
      number: 1,
      effectiveFrom: '2024-01-01',
      effectiveTo: null,
      sources: [],
      confidence: 'memory',
      illustrative: true,
      who: [{ words: '', when }],
      amount: null,
      ceiling: false,
      payout: null,
      onlyOnce: null,
      excludedBy: [],
      minus: [],
      disregardIncome: [],
      held: null,
      cases: [],
    },
  ],
})

/** The thirty as a catalogue of policies that give a standing and no money. */
export const thirtyPolicies: Catalogue = { policies: thirtyRules.map(policyOf), higherOf: [], parameters: [] }
