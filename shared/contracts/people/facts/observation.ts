import type { FieldIssue } from '../../../errors.ts'
import { type FactName, type FactValue, factSpec } from './catalogue.ts'
import type { FactSpec } from './spec.ts'
import { type AnyValue, type FactSubject, type ObservationSource, valueSchema } from './value.ts'

/**
 * What someone says a fact is, as another feature hands it in. The value is of the fact's own type, or it does not compile.
 * The same words of the same source about the same moment are one observation, however often they come.
 */
export type NewObservation = {
  [N in FactName]: {
    subject: FactSubject
    fact: N
    value: FactValue<N>
    source: ObservationSource
    /** When it was so: the day of the paper, of the visit, of the record; never in the future. */
    observedAt: Date
    /** When it stops being good; left out: worked out from the fact's own rule. null: it stays good. */
    expiresAt?: Date | null
    /** How sure the source is, 0 to 100; left out: what its kind is usually worth. */
    confidence?: number
    note?: string | null
    /** Account of the worker, or the name of the job that brought it. */
    recordedBy: string
  }
}[FactName]

/** How sure each source is as a rule, in percent. */
export const usualConfidence: Record<ObservationSource, number> = {
  police: 98,
  civil_affairs: 95,
  disabled_federation: 95,
  human_resources: 95,
  medical_insurance: 95,
  health: 95,
  education: 95,
  veterans: 95,
  housing: 95,
  income_check: 90,
  assessment: 95,
  document: 90,
  visit: 80,
  declared: 70,
  import: 60,
}

/** Below this an observation is a rumour: it counts only while nothing surer is known. */
export const DOUBTFUL = 50

const schemas = new Map<FactName, ReturnType<typeof valueSchema>>()

function schemaOf(name: FactName): ReturnType<typeof valueSchema> {
  const schema = schemas.get(name) ?? valueSchema(factSpec(name))
  schemas.set(name, schema)
  return schema
}

/** Checks a value that came from outside. @param path of the value in what was sent, for the message */
export function checkValue(name: FactName, value: unknown, path: string): { value: AnyValue } | { issues: FieldIssue[] } {
  const parsed = schemaOf(name).safeParse(value)
  if (parsed.success) return { value: parsed.data }
  return {
    issues: parsed.error.issues.map((issue) => ({
      path: [path, ...issue.path].join('.'),
      message: `${factSpec(name).title}：${issue.message}`,
    })),
  }
}

/** The rank of a source for a fact: 0 is believed first. */
export function authorityOf(spec: FactSpec, source: ObservationSource): number {
  const rank = spec.authority.findIndex((tier) => tier.includes(source))
  return rank === -1 ? spec.authority.length : rank
}

/** One text for one value, whatever the order its parts were given in; what is sealed and compared. */
export function valueText(value: AnyValue): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value)
}
