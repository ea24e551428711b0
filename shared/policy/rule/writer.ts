/**
 * Collects the lines of code that is written, and names what it works out. Only numbers of ours, places in arrays and
 * names made here get into it: nothing of a rule's text does.
 */
export interface Writer {
  readonly lines: string[]
  /** Works an expression out once within the block it stands in. @returns the name it has */
  keep(expression: string): string
  /** What several lines work out, written once within the block it stands in. @returns the name it has */
  once<T>(key: string, make: () => T): T
  /** @returns the name of something that will change */
  variable(initial: string): string
  line(text: string): void
  /** Begins a block, as `for (…)` or a label; what is named in it is not known behind it. */
  open(head: string): void
  close(): void
}

/** A number or a name needs no other name. */
const plain = /^(-?\d+|NaN|-?Infinity|[A-Za-z]\w*)$/
const digits = /^-?\d+$/

/** Whether it is a number that is known while the code is written. */
export const isNumber = (expression: string) => digits.test(expression)

export function createWriter(): Writer {
  const lines: string[] = []
  const named: Map<string, string>[] = [new Map()]
  const made: Map<string, unknown>[] = [new Map()]
  let next = 0
  const name = () => {
    next += 1
    return `t${next}`
  }
  return {
    lines,
    keep(expression) {
      if (plain.test(expression)) return expression
      const known = named.findLast((block) => block.has(expression))?.get(expression)
      if (known !== undefined) return known
      const own = name()
      named.at(-1)?.set(expression, own)
      lines.push(`const ${own} = ${expression}`)
      return own
    },
    once<T>(key: string, make: () => T): T {
      const known = made.findLast((block) => block.has(key))?.get(key)
      if (known !== undefined) return known as T
      const block = made.at(-1)
      const result = make()
      block?.set(key, result)
      return result
    },
    variable(initial) {
      const own = name()
      lines.push(`let ${own} = ${initial}`)
      return own
    },
    line(text) {
      lines.push(text)
    },
    open(head) {
      named.push(new Map())
      made.push(new Map())
      lines.push(`${head} {`)
    },
    close() {
      named.pop()
      made.pop()
      lines.push('}')
    },
  }
}
