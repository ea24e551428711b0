import type { DataSubject } from '../../platform/protect/holding.ts'

/** A conclusion that a machine came to about a person. */
export interface MachineDecision {
  id: string
  at: Date
  title: string
  outcome: string
  because: readonly string[]
}

/** Where features that let a machine conclude something put it on record (个人信息保护法 24). None does yet. */
export interface DecisionPort {
  about(subject: DataSubject): Promise<MachineDecision[]>
}

/** Gathers what each such feature has on record, newest first. */
export function gatherDecisions(ports: readonly DecisionPort[]): DecisionPort {
  return {
    async about(subject) {
      const found = await Promise.all(ports.map((port) => port.about(subject)))
      return found.flat().sort((one, other) => other.at.getTime() - one.at.getTime())
    },
  }
}
