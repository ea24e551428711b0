import {
  type AnyValue,
  type FactName,
  type FactState,
  type FactSubject,
  factNames,
  factSpec,
  type NewObservation,
  type ObservationSource,
} from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Session } from '../../../platform/db/index.ts'
import type { FactDesk, Recorded } from './desk.ts'
import { derive } from './domain.ts'
import type { FactStore } from './store.ts'
import type { Subjects } from './subjects.ts'

/** A fact as it counts at an instant; only facts with a value are listed. */
export interface KnownFact {
  fact: FactName
  value: AnyValue
  /** `conflict`: sources disagree and nobody decided; the value is the most believed one. */
  state: Extract<FactState, 'known' | 'conflict' | 'settled'>
  source: ObservationSource
  confidence: number
  observedAt: Date
  /** When it stops being good; null: it stays good. */
  expiresAt: Date | null
}

/** What the facts registry offers other features. */
export interface Facts {
  /**
   * Puts observations on record in one transaction (the caller's, if one is given). What is on record already changes
   * nothing; a value that changes is told by one `facts.changed` event for each subject, in the same transaction.
   * @throws AppError `invalid_input` that names every fault as `observations.N.field`; then nothing is recorded
   */
  recordObservations(observations: readonly NewObservation[], session?: Session): Promise<Recorded>
  /**
   * What counts about a person or household. A fact that is missing is unknown, or was known and ran out.
   * @param options.at the instant asked about; left out: now
   * @param options.knownAt what was recorded or decided later is left out; left out: now
   * @returns null when there is no such person or household
   */
  factsOf(subject: FactSubject, options?: { at?: Date; knownAt?: Date }): Promise<Map<FactName, KnownFact> | null>
}

export function createFacts({
  store,
  desk,
  subjects,
  clock,
}: {
  store: FactStore
  desk: FactDesk
  subjects: Subjects
  clock: Clock
}): Facts {
  return {
    recordObservations: desk.record,
    async factsOf(subject, options = {}) {
      const found = await subjects.one(subject)
      if (!found) return null
      const now = clock.now()
      const said = (await store.said([found.key])).get(found.key)
      return new Map(
        factNames.flatMap((fact): [FactName, KnownFact][] => {
          const observations = said?.observations.filter((observation) => observation.fact === fact) ?? []
          const resolutions = said?.resolutions.filter((resolution) => resolution.fact === fact) ?? []
          const { current, state } = derive(factSpec(fact), observations, resolutions, options.at ?? now, options.knownAt ?? now)
          if (!current || state === 'unknown' || state === 'expired') return []
          const { text, source, confidence, observedAt, expiresAt } = current
          return [[fact, { fact, value: JSON.parse(text) as AnyValue, state, source, confidence, observedAt, expiresAt }]]
        }),
      )
    },
  }
}
