import { CODE_PER_MONTH, CODE_PER_YEAR, dateCode, MOST_MONTHS, MOST_YEARS } from './date-code.ts'
import { codeNumber, DECIDED, FIRST_PARAMETER, type Layout, TODAY } from './encode.ts'
import { type Comparator, type Condition, policyStatuses, type Quantity, type RuleFact } from './language.ts'

/** How the code that is written reads facts: from arrays of one person, or from the columns of a population. */
export interface Access {
  /** Expression of a fact's number, NaN when unknown; of a member inside a condition on members. */
  fact: (fact: RuleFact, inMember: boolean) => string
  /** The head of a loop over the members of the household. */
  eachMember: string
  memberCount: string
}

/** Names of the two ends of an interval. */
interface Ends {
  low: string
  high: string
}

/**
 * Writes the code of a reading. Only numbers of ours, places in arrays and names made here get into it: nothing of a
 * rule's text does.
 */
export class Emitter {
  readonly lines: string[] = []
  #next = 0

  constructor(
    readonly layout: Layout,
    readonly access: Access,
  ) {}

  name(): string {
    this.#next += 1
    return `t${this.#next}`
  }

  keep(expression: string, mutable = false): string {
    const name = this.name()
    this.lines.push(`${mutable ? 'let' : 'const'} ${name} = ${expression}`)
    return name
  }

  #day(index: number): string {
    return `day[${index}]`
  }

  #fact(fact: RuleFact, inMember: boolean): string {
    return this.keep(this.access.fact(fact, inMember))
  }

  /** @returns name of the truth */
  condition(of: Condition, inMember: boolean): string {
    switch (of.kind) {
      case 'all':
        return this.#chain(of.of, inMember, 2, '<', 0)
      case 'any':
        return this.#chain(of.of, inMember, 0, '>', 2)
      case 'not':
        return this.keep(`2 - ${this.condition(of.of, inMember)}`)
      case 'atLeast': {
        const counts = this.#counting()
        for (const part of of.of) this.#count(counts, this.condition(part, inMember))
        return this.#reached(counts, 'gte', of.count)
      }
      case 'someMember':
        return this.#overMembers(of.of, 0, '>', 2)
      case 'everyMember':
        return this.#overMembers(of.of, 2, '<', 0)
      case 'countMembers':
        return this.#reached(this.#countMembers(of.of), of.comparator, of.count)
      case 'oneOf':
        return this.#oneOf(
          this.#fact(of.fact, inMember),
          of.codes.map((code) => codeNumber(of.fact, code)),
        )
      case 'has': {
        const value = this.#fact(of.fact, inMember)
        return this.keep(`${value} !== ${value} ? 1 : ${value} & ${2 ** codeNumber(of.fact, of.code)} ? 2 : 0`)
      }
      case 'known': {
        const value = this.#fact(of.fact, inMember)
        return this.keep(`${value} === ${value} ? 2 : 0`)
      }
      case 'compare':
        return this.#compare(this.point(of.left, inMember), of.comparator, this.point(of.right, inMember))
      case 'policy': {
        const status = this.keep(`policies[${this.layout.policies.get(of.policy)}]`)
        const codes = of.statuses.map((one) => policyStatuses.indexOf(one))
        const open = `${status} !== ${status} || ${status} === ${policyStatuses.indexOf('possible')}`
        return this.keep(`${codes.map((code) => `${status} === ${code}`).join(' || ')} ? 2 : ${open} ? 1 : 0`)
      }
    }
  }

  #oneOf(value: string, codes: readonly number[]): string {
    const holds = codes.map((code) => `${value} === ${code}`).join(' || ')
    return this.keep(`${holds} ? 2 : ${value} !== ${value} ? 1 : 0`)
  }

  /** Least or greatest of the parts, left as soon as no further part can change it. */
  #chain(parts: readonly Condition[], inMember: boolean, from: number, better: '<' | '>', end: number): string {
    const result = this.keep(String(from), true)
    this.lines.push(`${result}x: {`)
    parts.forEach((part, index) => {
      const truth = this.condition(part, inMember)
      this.lines.push(`if (${truth} ${better} ${result}) ${result} = ${truth}`)
      if (index < parts.length - 1) this.lines.push(`if (${result} === ${end}) break ${result}x`)
    })
    this.lines.push('}')
    return result
  }

  #overMembers(of: Condition, from: number, better: '<' | '>', end: number): string {
    const result = this.keep(String(from), true)
    this.lines.push(`${this.access.eachMember} {`)
    const truth = this.condition(of, true)
    this.lines.push(`if (${truth} ${better} ${result}) ${result} = ${truth}`, `if (${result} === ${end}) break`, '}')
    return result
  }

  #counting(): Ends {
    return { low: this.keep('0', true), high: this.keep('0', true) }
  }

  #count({ low, high }: Ends, truth: string): void {
    this.lines.push(`if (${truth} === 2) { ${low}++; ${high}++ } else if (${truth} === 1) ${high}++`)
  }

  #countMembers(of: Condition): Ends {
    const counts = this.#counting()
    this.lines.push(`${this.access.eachMember} {`)
    this.#count(counts, this.condition(of, true))
    this.lines.push('}')
    return counts
  }

  #reached({ low, high }: Ends, comparator: Comparator, count: number): string {
    const reaches = (wanted: number) => `(${low} >= ${wanted} ? 2 : ${high} < ${wanted} ? 0 : 1)`
    switch (comparator) {
      case 'gte':
        return this.keep(reaches(count))
      case 'gt':
        return this.keep(reaches(count + 1))
      case 'lt':
        return this.keep(`2 - ${reaches(count)}`)
      case 'lte':
        return this.keep(`2 - ${reaches(count + 1)}`)
      case 'eq':
        return this.keep(`Math.min(${reaches(count)}, 2 - ${reaches(count + 1)})`)
    }
  }

  #compare(left: string, comparator: Comparator, right: string): string {
    const { holds, fails } = comparisons[comparator]
    return this.keep(`${left} ${holds} ${right} ? 2 : ${fails.map((sign) => `${left} ${sign} ${right}`).join(' || ')} ? 0 : 1`)
  }

  /** @returns name of the number; NaN when something it needs is unknown */
  point(of: Quantity, inMember: boolean): string {
    return this.quantity(of, inMember, false).low
  }

  /** @returns names of the least and the most it may come to; one name for both when `open` is false */
  quantity(of: Quantity, inMember: boolean, open: boolean): Ends {
    const read = (part: Quantity) => this.quantity(part, inMember, open)
    const both = (low: (ends: Ends) => string, high: (ends: Ends) => string, ends: Ends): Ends => this.#ends(low(ends), high(ends), open)
    switch (of.kind) {
      case 'number':
        return same(this.keep(String(of.value)))
      case 'param':
        return same(this.keep(this.#day(FIRST_PARAMETER + (this.layout.parameters.get(of.id) ?? -1))))
      case 'today':
        return same(this.keep(this.#day(TODAY)))
      case 'date':
        return same(this.keep(String(dateCode(of.date))))
      case 'fact':
        return this.#known(this.#fact(of.fact, inMember), open, of.fact.type === 'int' || of.fact.type === 'moneyFen' ? of.fact.most : 0)
      case 'dateOf':
        return this.#known(this.#fact(of.fact, inMember), open, dateCode('2200-01-01'))
      case 'ageAt':
        return this.#since(of.fact, inMember, open, CODE_PER_YEAR, MOST_YEARS)
      case 'monthsSince':
        return this.#since(of.fact, inMember, open, CODE_PER_MONTH, MOST_MONTHS)
      case 'add': {
        const parts = of.of.map(read)
        const sum = (end: keyof Ends) => parts.map((part) => part[end]).join(' + ')
        return this.#ends(sum('low'), sum('high'), open)
      }
      case 'sub': {
        const [from, take] = [read(of.from), read(of.take)]
        return this.#ends(`${from.low} - ${take.high}`, `${from.high} - ${take.low}`, open)
      }
      case 'max':
      case 'min': {
        const parts = of.of.map(read)
        const pick = (end: keyof Ends) => `Math.${of.kind}(${parts.map((part) => part[end]).join(', ')})`
        return this.#ends(pick('low'), pick('high'), open)
      }
      case 'mulBps':
        return this.#corners(read(of.of), read(of.bps), (a, b) => `share(${a}, ${b}, 10000, '${of.round}')`, open)
      case 'perMember':
        return this.#corners(read(of.of), this.#members(of.where, open), (a, b) => `${a} * ${b}`, open)
      case 'prorataMonths': {
        const within = (end: string) => `Math.min(12, Math.max(0, ${end}))`
        const months = both(
          ({ low }) => within(low),
          ({ high }) => within(high),
          read(of.months),
        )
        return this.#corners(read(of.of), months, (a, b) => `share(${a}, ${b}, 12, '${of.round}')`, open)
      }
      case 'lookup':
        return this.#lookup(of, inMember, open)
      case 'bands':
        return this.#bands(of, inMember, open)
    }
  }

  #ends(low: string, high: string, open: boolean): Ends {
    const name = this.keep(low)
    return open ? { low: name, high: this.keep(high) } : same(name)
  }

  #known(value: string, open: boolean, most: number): Ends {
    return open ? this.#ends(`${value} === ${value} ? ${value} : 0`, `${value} === ${value} ? ${value} : ${most}`, true) : same(value)
  }

  #since(fact: RuleFact, inMember: boolean, open: boolean, per: number, most: number): Ends {
    const value = this.keep(`Math.floor((${this.#day(DECIDED)} - ${this.access.fact(fact, inMember)}) / ${per})`)
    return this.#known(value, open, most)
  }

  #members(where: Condition | null, open: boolean): Ends {
    if (!where) return same(this.keep(this.access.memberCount))
    const counts = this.#countMembers(where)
    return open ? counts : same(this.keep(`${counts.low} === ${counts.high} ? ${counts.low} : NaN`))
  }

  #corners(one: Ends, other: Ends, combine: (a: string, b: string) => string, open: boolean): Ends {
    if (!open) return same(this.keep(combine(one.low, other.low)))
    const all = [one.low, one.high].flatMap((a) => [other.low, other.high].map((b) => this.keep(combine(a, b))))
    return this.#ends(`Math.min(${all.join(', ')})`, `Math.max(${all.join(', ')})`, true)
  }

  #lookup({ fact, cases, otherwise }: Extract<Quantity, { kind: 'lookup' }>, inMember: boolean, open: boolean): Ends {
    const value = this.#fact(fact, inMember)
    const gives = cases.map(({ codes, give }) => ({
      codes: codes.map((code) => codeNumber(fact, code)),
      ends: this.quantity(give, inMember, open),
    }))
    const rest = this.quantity(otherwise, inMember, open)
    const every = (end: keyof Ends) => [...gives.map(({ ends }) => ends[end]), rest[end]].join(', ')
    const pick = (end: keyof Ends, unknown: string) => {
      const tests = gives.map(({ codes, ends }) => `${codes.map((code) => `${value} === ${code}`).join(' || ')} ? ${ends[end]} : `)
      return `${value} !== ${value} ? ${unknown} : ${tests.join('')}${rest[end]}`
    }
    return open
      ? this.#ends(pick('low', `Math.min(${every('low')})`), pick('high', `Math.max(${every('high')})`), true)
      : same(this.keep(pick('low', 'NaN')))
  }

  #bands({ of, steps, otherwise }: Extract<Quantity, { kind: 'bands' }>, inMember: boolean, open: boolean): Ends {
    const value = this.quantity(of, inMember, open)
    const gives = [...steps, { below: Infinity, give: otherwise }].map(({ below, give }, index) => ({
      below,
      from: steps[index - 1]?.below ?? -Infinity,
      ends: this.quantity(give, inMember, open),
    }))
    if (!open) {
      const tests = gives.slice(0, -1).map(({ below, ends }) => `${value.low} < ${below} ? ${ends.low} : `)
      return same(this.keep(`${value.low} !== ${value.low} ? NaN : ${tests.join('')}${gives.at(-1)?.ends.low}`))
    }
    const low = this.keep('Infinity', true)
    const high = this.keep('-Infinity', true)
    for (const { below, from, ends } of gives) {
      this.lines.push(
        `if (${value.low} < ${below} && ${value.high} >= ${from}) { ${low} = Math.min(${low}, ${ends.low}); ${high} = Math.max(${high}, ${ends.high}) }`,
      )
    }
    return { low, high }
  }
}

const same = (name: string): Ends => ({ low: name, high: name })

/** What shows that a comparison holds, and what that it fails; NaN shows neither. */
const comparisons: Record<Comparator, { holds: string; fails: readonly string[] }> = {
  eq: { holds: '===', fails: ['<', '>'] },
  lt: { holds: '<', fails: ['>='] },
  lte: { holds: '<=', fails: ['>'] },
  gt: { holds: '>', fails: ['<='] },
  gte: { holds: '>=', fails: ['<'] },
}
