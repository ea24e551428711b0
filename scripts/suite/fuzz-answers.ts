import { existsSync, readFileSync } from 'node:fs'

/** Answers per operation and status, as the hooks counted them. */
export type FuzzAnswers = Record<string, Record<string, number>>

export function readAnswers(file: string): FuzzAnswers {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

export interface Depth {
  requests: number
  /** Share of answers that were nothing but "too many requests". */
  refusedShare: number
  /** Operations that answered a success at least once. */
  reached: string[]
  unreached: string[]
}

/** How deep the runs went, all identities together: a fuzz that is turned away at the door proves nothing. */
export function depthOf(runs: readonly FuzzAnswers[]): Depth {
  const totals = new Map<string, Map<string, number>>()
  for (const [operation, statuses] of runs.flatMap((run) => Object.entries(run))) {
    const counts = totals.get(operation) ?? new Map<string, number>()
    for (const [status, count] of Object.entries(statuses)) counts.set(status, (counts.get(status) ?? 0) + count)
    totals.set(operation, counts)
  }
  const counts = [...totals.values()]
  const requests = counts.flatMap((statuses) => [...statuses.values()]).reduce((total, count) => total + count, 0)
  const refused = counts.reduce((total, statuses) => total + (statuses.get('429') ?? 0), 0)
  const succeeded = (statuses: Map<string, number>) => [...statuses.keys()].some((status) => status.startsWith('2'))
  const operations = [...totals.keys()].sort()
  return {
    requests,
    refusedShare: requests === 0 ? 1 : refused / requests,
    reached: operations.filter((operation) => succeeded(totals.get(operation) ?? new Map())),
    unreached: operations.filter((operation) => !succeeded(totals.get(operation) ?? new Map())),
  }
}
