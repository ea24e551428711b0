import { ZenEngine } from '@gorules/zen-engine'
import { LogicEngine } from 'json-logic-engine'
import { Engine, type NestedCondition } from 'json-rules-engine'
import type { Condition } from '../../../shared/policy/rule/language.ts'
import { type Dialect, inDialect, type PeerFacts } from './dialect.ts'

const signs = { eq: '==', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

const jsonLogic: Dialect<unknown> = {
  all: (parts) => ({ and: parts }),
  any: (parts) => ({ or: parts }),
  not: (part) => ({ '!': part }),
  oneOf: (fact, codes) => (codes.length === 1 ? { '===': [{ var: fact }, codes[0]] } : { in: [{ var: fact }, codes] }),
  has: (fact, code) => ({ in: [code, { var: fact }] }),
  known: (fact) => ({ '!==': [{ var: fact }, 'unknown'] }),
  compare: (fact, comparator, value) => ({ [signs[comparator]]: [{ var: fact }, value] }),
}

/** Each rule compiled by json-logic-engine. */
export function jsonLogicRules(rules: readonly Condition[]): readonly ((facts: PeerFacts) => boolean)[] {
  const engine = new LogicEngine()
  return rules.map((rule) => {
    const built = engine.build(inDialect(rule, jsonLogic)) as (facts: PeerFacts) => unknown
    return (facts) => Boolean(built(facts))
  })
}

const zen: Dialect<string> = {
  all: (parts) => `(${parts.join(' and ')})`,
  any: (parts) => `(${parts.join(' or ')})`,
  not: (part) => `not(${part})`,
  oneOf: (fact, codes) => `(${codes.map((code) => `${fact} == ${typeof code === 'string' ? `'${code}'` : code}`).join(' or ')})`,
  has: (fact, code) => `contains(${fact}, '${code}')`,
  known: (fact) => `${fact} != 'unknown'`,
  compare: (fact, comparator, value) => `${fact} ${signs[comparator]} ${value}`,
}

/** Every rule in one decision of zen-engine. */
export function zenRules(rules: readonly Condition[]) {
  const expressions = rules.map((rule, index) => ({ id: `e${index}`, key: `r${index}`, value: inDialect(rule, zen) }))
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      { id: 'rules', type: 'expressionNode', name: 'rules', position: { x: 0, y: 0 }, content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: '1', type: 'edge', sourceId: 'in', targetId: 'rules' },
      { id: '2', type: 'edge', sourceId: 'rules', targetId: 'out' },
    ],
  })
  return async (facts: PeerFacts, trace = false): Promise<readonly boolean[]> => {
    const { result } = await decision.evaluate(facts, { trace })
    return rules.map((_, index) => result[`r${index}`] === true)
  }
}

const operators = { eq: 'equal', lt: 'lessThan', lte: 'lessThanInclusive', gt: 'greaterThan', gte: 'greaterThanInclusive' } as const

const jsonRules: Dialect<NestedCondition> = {
  all: (parts) => ({ all: [...parts] }),
  any: (parts) => ({ any: [...parts] }),
  not: (part) => ({ not: part }),
  oneOf: (fact, codes) => (codes.length === 1 ? { fact, operator: 'equal', value: codes[0] } : { fact, operator: 'in', value: [...codes] }),
  has: (fact, code) => ({ fact, operator: 'contains', value: code }),
  known: (fact) => ({ fact, operator: 'notEqual', value: 'unknown' }),
  compare: (fact, comparator, value) => ({ fact, operator: operators[comparator], value }),
}

/** Every rule in one engine of json-rules-engine. */
export function jsonRulesRules(rules: readonly Condition[]) {
  const engine = new Engine()
  rules.forEach((rule, index) => {
    const translated = inDialect(rule, jsonRules)
    const conditions = 'all' in translated || 'any' in translated || 'not' in translated ? translated : { all: [translated] }
    engine.addRule({ conditions, event: { type: `r${index}` } })
  })
  return async (facts: PeerFacts): Promise<readonly boolean[]> => {
    const { events } = await engine.run({ ...facts })
    const held = new Set(events.map(({ type }) => type))
    return rules.map((_, index) => held.has(`r${index}`))
  }
}
