/** Work side by side, but one after the other for the same thing, in the order in which it was given. */
export interface Lanes {
  /** Returns when there is room for more. @throws what earlier work threw */
  add(key: string, work: () => Promise<void>): Promise<void>
  /** @throws what work that is done threw */
  check(): void
  /** Returns when all is done. @throws what any of it threw */
  idle(): Promise<void>
}

export function createLanes(mostAtOnce: number): Lanes {
  const last = new Map<string, Promise<void>>()
  const underWay = new Set<Promise<void>>()
  let fault: { error: unknown } | null = null
  function check(): void {
    if (!fault) return
    const { error } = fault
    fault = null
    throw error
  }
  return {
    async add(key, work) {
      while (underWay.size >= mostAtOnce) await Promise.race(underWay)
      check()
      const run = (last.get(key) ?? Promise.resolve())
        // After a fault nothing more is begun: whoever gave the work begins again from where all was done.
        .then(() => (fault ? undefined : work()))
        .catch((error: unknown) => {
          fault ??= { error }
        })
        .finally(() => {
          underWay.delete(run)
          if (last.get(key) === run) last.delete(key)
        })
      last.set(key, run)
      underWay.add(run)
    },
    check,
    async idle() {
      await Promise.all(underWay)
      check()
    },
  }
}
