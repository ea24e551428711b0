import type { Emitter, Ends } from './emitter.ts'
import { codeNumber } from './encode.ts'
import { type Comparator, type Condition, policyStatuses } from './language.ts'
import { nodesIn } from './nodes.ts'
import { NO_CODE, oppositeCode, UNKNOWN_CODE, YES_CODE } from './truth-code.ts'

const [NO, UNKNOWN, YES] = [NO_CODE, UNKNOWN_CODE, YES_CODE]
const POSSIBLE = policyStatuses.indexOf('possible')

/** Writes the code of a condition. @returns name of its truth */
export function emitCondition(of: Condition, inMember: boolean, emitter: Emitter): string {
  const { out, access } = emitter
  const shortcut = access.shortcut?.(of, inMember)
  if (shortcut) return out.keep(shortcut)
  switch (of.kind) {
    case 'all':
      return chain(of.of, inMember, '&', emitter)
    case 'any':
      return chain(of.of, inMember, '|', emitter)
    case 'not':
      return out.keep(oppositeCode(emitter.condition(of.of, inMember)))
    case 'atLeast': {
      const truths = of.of.map((part) => emitter.condition(part, inMember))
      const low = out.keep(truths.map((truth) => `(${truth} >> 1)`).join(' + '))
      const high = out.keep(truths.map((truth) => `(${truth} & 1)`).join(' + '))
      return out.keep(reached({ low, high }, 'gte', of.count))
    }
    case 'someMember':
      return overMembers(of.of, '|', emitter)
    case 'everyMember':
      return overMembers(of.of, '&', emitter)
    case 'countMembers':
      return out.keep(reached(emitCount(of.of, emitter), of.comparator, of.count))
    case 'oneOf': {
      const value = out.keep(access.fact(of.fact, inMember))
      const holds = of.codes.map((code) => `${value} === ${codeNumber(of.fact, code)}`).join(' || ')
      return out.keep(`${holds} ? ${YES} : ${value} !== ${value} ? ${UNKNOWN} : ${NO}`)
    }
    case 'has': {
      const value = out.keep(access.fact(of.fact, inMember))
      return out.keep(`${value} !== ${value} ? ${UNKNOWN} : ${value} & ${2 ** codeNumber(of.fact, of.code)} ? ${YES} : ${NO}`)
    }
    case 'known': {
      const value = out.keep(access.fact(of.fact, inMember))
      return out.keep(`${value} === ${value} ? ${YES} : ${NO}`)
    }
    case 'compare': {
      const [left, right] = [of.left, of.right].map((side) => emitter.quantity(side, inMember, false).low)
      const { holds, fails } = comparisons[of.comparator]
      return out.keep(
        `${left} ${holds} ${right} ? ${YES} : ${fails.map((sign) => `${left} ${sign} ${right}`).join(' || ')} ? ${NO} : ${UNKNOWN}`,
      )
    }
    case 'policy': {
      const status = out.keep(access.policy(of.policy))
      const holds = of.statuses.map((one) => `${status} === ${policyStatuses.indexOf(one)}`).join(' || ')
      const open = `!(${status} < ${policyStatuses.length}) || ${status} === ${POSSIBLE}`
      return out.keep(`${holds} ? ${YES} : ${open} ? ${UNKNOWN} : ${NO}`)
    }
  }
}

/** Whether it goes through the members of the household, which costs more than any other part. */
const asksMembers = (of: Condition) =>
  [...nodesIn(of)].some((node) =>
    node.kind === 'perMember' ? node.where !== null : ['someMember', 'everyMember', 'countMembers'].includes(node.kind),
  )

/** Least or greatest of the parts; those that are not worked out at once are left as soon as nothing can change any more. */
function chain(parts: readonly Condition[], inMember: boolean, sign: '&' | '|', emitter: Emitter): string {
  const { out, access } = emitter
  const cheap = access.isEager ? parts.filter((part) => !asksMembers(part)) : []
  const rest = parts.filter((part) => !cheap.includes(part))
  const known = cheap.map((part) => emitter.condition(part, inMember)).join(` ${sign} `)
  if (rest.length === 0) return out.keep(known)
  const [from, end] = sign === '&' ? [YES, NO] : [NO, YES]
  const result = out.variable(known || String(from))
  out.open(`${result}x:`)
  rest.forEach((part, index) => {
    if (index > 0 || cheap.length > 0) out.line(`if (${result} === ${end}) break ${result}x`)
    out.line(`${result} ${sign}= ${emitter.condition(part, inMember)}`)
  })
  out.close()
  return result
}

/** A condition on members on a day, as a word to know it by. */
const keyOf = (of: Condition, { access }: Emitter) =>
  `${access.decidedOn()} ${JSON.stringify(of, (key, value) => (key === 'fact' ? value.name : value))}`

function overMembers(of: Condition, sign: '&' | '|', emitter: Emitter): string {
  const { out, access } = emitter
  return out.once(`${sign} ${keyOf(of, emitter)}`, () => {
    const [from, end] = sign === '&' ? [YES, NO] : [NO, YES]
    const result = out.variable(String(from))
    out.open(access.eachMember)
    out.line(`${result} ${sign}= ${emitter.condition(of, true)}`)
    out.line(`if (${result} === ${end}) break`)
    out.close()
    return result
  })
}

/** How many members it holds of, at least and at most. */
export function emitCount(of: Condition, emitter: Emitter): Ends {
  const { out, access, condition } = emitter
  return out.once(`count ${keyOf(of, emitter)}`, () => {
    const low = out.variable('0')
    const high = out.variable('0')
    out.open(access.eachMember)
    const truth = condition(of, true)
    out.line(`${low} += ${truth} >> 1`)
    out.line(`${high} += ${truth} & 1`)
    out.close()
    return { low, high }
  })
}

function reached({ low, high }: Ends, comparator: Comparator, count: number): string {
  const reaches = (wanted: number) => `(${low} >= ${wanted} ? ${YES} : ${high} < ${wanted} ? ${NO} : ${UNKNOWN})`
  switch (comparator) {
    case 'gte':
      return reaches(count)
    case 'gt':
      return reaches(count + 1)
    case 'lt':
      return oppositeCode(reaches(count))
    case 'lte':
      return oppositeCode(reaches(count + 1))
    case 'eq':
      return `${reaches(count)} & ${oppositeCode(reaches(count + 1))}`
  }
}

/** What shows that a comparison holds, and what that it fails; NaN shows neither. */
const comparisons: Record<Comparator, { holds: string; fails: readonly string[] }> = {
  eq: { holds: '===', fails: ['<', '>'] },
  lt: { holds: '<', fails: ['>='] },
  lte: { holds: '<=', fails: ['>'] },
  gt: { holds: '>', fails: ['<='] },
  gte: { holds: '>=', fails: ['<'] },
}
