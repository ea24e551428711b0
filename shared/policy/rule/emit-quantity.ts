import { CODE_PER_MONTH, CODE_PER_YEAR, dateCode, LAST_DATE, MOST_MONTHS, MOST_YEARS } from './date-code.ts'
import { emitCount } from './emit-condition.ts'
import type { Emitter, Ends } from './emitter.ts'
import { codeNumber } from './encode.ts'
import type { Condition, Quantity, RuleFact } from './language.ts'
import { share } from './share.ts'
import { isNumber } from './writer.ts'

const same = (name: string): Ends => ({ low: name, high: name })

/** Writes the code of a quantity. */
export function emitQuantity(of: Quantity, inMember: boolean, open: boolean, emitter: Emitter): Ends {
  const { out, access } = emitter
  const read = (part: Quantity) => emitter.quantity(part, inMember, open)
  const ends = (low: string, high: string): Ends => (open ? { low: out.keep(low), high: out.keep(high) } : same(out.keep(low)))
  switch (of.kind) {
    case 'number':
      return same(String(of.value))
    case 'param':
      return same(out.keep(access.parameter(of.id)))
    case 'today':
      return same(out.keep(access.today()))
    case 'date':
      return same(String(dateCode(of.date)))
    case 'fact':
      return known(
        out.keep(access.fact(of.fact, inMember)),
        open,
        of.fact.type === 'int' || of.fact.type === 'moneyFen' ? of.fact.most : 0,
        emitter,
      )
    case 'dateOf':
      return known(out.keep(access.fact(of.fact, inMember)), open, LAST_DATE, emitter)
    case 'ageAt':
      return since(of.fact, inMember, open, { per: CODE_PER_YEAR, most: MOST_YEARS }, emitter)
    case 'monthsSince':
      return since(of.fact, inMember, open, { per: CODE_PER_MONTH, most: MOST_MONTHS }, emitter)
    case 'add': {
      const parts = of.of.map(read)
      return ends(parts.map(({ low }) => low).join(' + '), parts.map(({ high }) => high).join(' + '))
    }
    case 'sub': {
      const [from, take] = [read(of.from), read(of.take)]
      return ends(`${from.low} - ${take.high}`, `${from.high} - ${take.low}`)
    }
    case 'max':
    case 'min': {
      const parts = of.of.map(read)
      const pick = (names: readonly string[]) => `Math.${of.kind}(${names.join(', ')})`
      return ends(pick(parts.map(({ low }) => low)), pick(parts.map(({ high }) => high)))
    }
    case 'mulBps':
      return corners(read(of.of), read(of.bps), shared(10_000, of.round), open, emitter)
    case 'perMember':
      return corners(read(of.of), members(of.where, open, emitter), (a, b) => `${a} * ${b}`, open, emitter)
    case 'prorataMonths': {
      const months = read(of.months)
      const within = (end: string) => out.keep(`Math.min(12, Math.max(0, ${end}))`)
      return corners(read(of.of), { low: within(months.low), high: within(months.high) }, shared(12, of.round), open, emitter)
    }
    case 'lookup':
      return lookup(of, inMember, open, emitter)
    case 'bands':
      return bands(of, inMember, open, emitter)
  }
}

const shared = (whole: number, round: Parameters<typeof share>[3]) => (amount: string, part: string) =>
  isNumber(amount) && isNumber(part)
    ? String(share(Number(amount), Number(part), whole, round) + 0)
    : `share(${amount}, ${part}, ${whole}, '${round}')`

function known(value: string, open: boolean, most: number, { out }: Emitter): Ends {
  if (!open) return same(value)
  return { low: out.keep(`${value} === ${value} ? ${value} : 0`), high: out.keep(`${value} === ${value} ? ${value} : ${most}`) }
}

function since(fact: RuleFact, inMember: boolean, open: boolean, { per, most }: { per: number; most: number }, emitter: Emitter): Ends {
  const { out, access } = emitter
  const date = out.keep(access.fact(fact, inMember))
  return known(out.keep(`Math.floor((${access.decidedOn()} - ${date}) / ${per})`), open, most, emitter)
}

function members(where: Condition | null, open: boolean, emitter: Emitter): Ends {
  const { out, access } = emitter
  if (!where) return same(out.keep(access.memberCount))
  const counts = emitCount(where, emitter)
  return open ? counts : same(out.keep(`${counts.low} === ${counts.high} ? ${counts.low} : NaN`))
}

/** The least and the most are among the four of an end of one and an end of the other. */
function corners(one: Ends, other: Ends, combine: (a: string, b: string) => string, open: boolean, { out }: Emitter): Ends {
  if (!open) return same(out.keep(combine(one.low, other.low)))
  const all = [...new Set([one.low, one.high].flatMap((a) => [other.low, other.high].map((b) => out.keep(combine(a, b)))))]
  const [only] = all
  if (all.length === 1 && only !== undefined) return same(only)
  return { low: out.keep(`Math.min(${all.join(', ')})`), high: out.keep(`Math.max(${all.join(', ')})`) }
}

function lookup(of: Extract<Quantity, { kind: 'lookup' }>, inMember: boolean, open: boolean, emitter: Emitter): Ends {
  const { out, access } = emitter
  const value = out.keep(access.fact(of.fact, inMember))
  const gives = of.cases.map(({ codes, give }) => ({
    codes: codes.map((code) => codeNumber(of.fact, code)),
    ends: emitter.quantity(give, inMember, open),
  }))
  const rest = emitter.quantity(of.otherwise, inMember, open)
  const every = (end: keyof Ends) => [...gives.map(({ ends }) => ends[end]), rest[end]].join(', ')
  const pick = (end: keyof Ends, unknown: string) => {
    const tests = gives.map(({ codes, ends }) => `${codes.map((code) => `${value} === ${code}`).join(' || ')} ? ${ends[end]} : `)
    return `${value} !== ${value} ? ${unknown} : ${tests.join('')}${rest[end]}`
  }
  if (!open) return same(out.keep(pick('low', 'NaN')))
  return { low: out.keep(pick('low', `Math.min(${every('low')})`)), high: out.keep(pick('high', `Math.max(${every('high')})`)) }
}

function bands(of: Extract<Quantity, { kind: 'bands' }>, inMember: boolean, open: boolean, emitter: Emitter): Ends {
  const { out } = emitter
  const value = emitter.quantity(of.of, inMember, open)
  const gives = [...of.steps, { below: Infinity, give: of.otherwise }].map(({ below, give }, index) => ({
    below,
    from: of.steps[index - 1]?.below ?? -Infinity,
    ends: emitter.quantity(give, inMember, open),
  }))
  if (!open) {
    const tests = gives.slice(0, -1).map(({ below, ends }) => `${value.low} < ${below} ? ${ends.low} : `)
    return same(out.keep(`${value.low} !== ${value.low} ? NaN : ${tests.join('')}${gives.at(-1)?.ends.low}`))
  }
  const low = out.variable('Infinity')
  const high = out.variable('-Infinity')
  for (const { below, from, ends } of gives) {
    out.line(
      `if (${value.low} < ${below} && ${value.high} >= ${from}) { ${low} = Math.min(${low}, ${ends.low}); ${high} = Math.max(${high}, ${ends.high}) }`,
    )
  }
  return { low, high }
}
