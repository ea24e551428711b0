/** One invariant: how many things were looked at, and which of them break it (the first few). */
export interface LedgerCheck {
  name: string
  checked: number
  breaches: number
  examples: string[]
}

const MOST_EXAMPLES = 5

/** A check under way: looks at one subject after the other. */
export function checkOf(name: string) {
  const check: LedgerCheck = { name, checked: 0, breaches: 0, examples: [] }
  const subjects: string[] = []
  return {
    check,
    /** Everything that broke it. */
    subjects: subjects as readonly string[],
    look(subject: string, fault: string | null) {
      check.checked += 1
      if (fault === null) return
      check.breaches += 1
      subjects.push(subject)
      if (check.examples.length < MOST_EXAMPLES) check.examples.push(`${subject}: ${fault}`)
    },
  }
}

/** Documents and journals change together but are read one after the other: a fault that stays is one. */
export async function staying(look: () => Promise<LedgerCheck>, tries = 3): Promise<LedgerCheck> {
  const found = await look()
  return found.breaches === 0 || tries === 1 ? found : staying(look, tries - 1)
}
