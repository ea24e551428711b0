import type { Condition, RuleFacts } from './language.ts'

/** Something wrong with a rule as written: where, and what to do about it. */
export interface RuleIssue {
  path: readonly (string | number)[]
  reason: string
}

export type Written = unknown
type Path = readonly (string | number)[]

/** Walks over something written, collecting what is wrong with it instead of stopping at the first fault. */
export class Reader {
  constructor(
    readonly written: Written,
    readonly path: Path,
    readonly issues: RuleIssue[],
  ) {}

  at(key: string | number, written: Written): Reader {
    return new Reader(written, [...this.path, key], this.issues)
  }

  fault(reason: string): null {
    this.issues.push({ path: this.path, reason })
    return null
  }

  /** Its fields, or null with the fault noted. */
  fields(): ReadonlyMap<string, Reader> | null {
    const { written } = this
    if (typeof written !== 'object' || written === null || Array.isArray(written)) return this.fault('这里要写成“名称: 内容”的形式')
    return new Map(Object.entries(written).map(([key, value]) => [key, this.at(key, value)]))
  }

  list(most = 100): readonly Reader[] | null {
    const { written } = this
    if (!Array.isArray(written)) return this.fault('这里要写成一列')
    if (written.length === 0) return this.fault('这里至少写一项')
    if (written.length > most) return this.fault(`这里最多写 ${most} 项`)
    return written.map((item, index) => this.at(index, item))
  }

  text(): string | null {
    return typeof this.written === 'string' ? this.written : this.fault('这里要写成文字')
  }

  whole(least: number, most: number): number | null {
    const { written } = this
    if (typeof written !== 'number' || !Number.isSafeInteger(written)) return this.fault('这里要写整数（金额以分为单位）')
    if (written < least || written > most) return this.fault(`这里的数要在 ${least} 到 ${most} 之间`)
    return written
  }

  oneOf<const T extends string>(options: readonly T[]): T | null {
    const found = options.find((option) => option === this.written)
    return found ?? this.fault(`这里只能是 ${options.join('、')}`)
  }
}

/** What a rule may name, and where in it we are. */
export interface Scope {
  facts: RuleFacts
  /** The facts a condition on members may ask for, where they are others. */
  memberFacts?: RuleFacts
  parameters: ReadonlySet<string>
  policies: ReadonlySet<string>
  /** Reads a condition on members of the household; null inside one: there are no members of members. */
  onMembers: ((reader: Reader) => Condition | null) | null
}

const DEEPEST = 48

/** Nobody writes a rule so deep; something that expands itself does. */
export function tooDeep(reader: Reader): boolean {
  if (reader.path.length <= DEEPEST) return false
  reader.fault('嵌套太深，请分成几条写')
  return true
}

/** Every one of them read, or null when one could not be. */
export function every<T>(readers: readonly Reader[] | null, read: (reader: Reader) => T | null): T[] | null {
  if (readers === null) return null
  const results = readers.map(read)
  return results.every((result) => result !== null) ? results.filter((result) => result !== null) : null
}

/** `when.all[2].fact`: where, as people write it. */
export function pathWords(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}
