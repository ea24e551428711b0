/** One invariant: how many things were looked at, and which of them break it (the first few). */
export interface LedgerCheck {
  name: string
  checked: number
  breaches: number
  examples: string[]
}

const MOST_EXAMPLES = 5

export function checkOf(name: string) {
  const check: LedgerCheck = { name, checked: 0, breaches: 0, examples: [] }
  return {
    check,
    look(subject: string, fault: string | null) {
      check.checked += 1
      if (fault === null) return
      check.breaches += 1
      if (check.examples.length < MOST_EXAMPLES) check.examples.push(`${subject}: ${fault}`)
    },
  }
}

/** Documents and journals change together but are read one after the other: a fault that stays is one. */
export async function staying(look: () => Promise<LedgerCheck>, tries = 3): Promise<LedgerCheck> {
  const found = await look()
  return found.breaches === 0 || tries === 1 ? found : staying(look, tries - 1)
}
