import * as z from 'zod'
import { writtenParts as parts, writtenPolicy } from '../policy/written.ts'

export const publicationKinds = ['policy', 'parameter', 'higherOf'] as const
/** What can be published: a version of a policy, a value of a parameter, a group of which only the highest is given. */
export type PublicationKind = (typeof publicationKinds)[number]

/** Cases of earlier publications that no longer hold because of this one, by the policy and the name of the case. */
const retires = z
  .array(z.strictObject({ policy: parts.id, name: parts.text(80) }))
  .max(100, '一次最多作废 100 个例子')
  .default([])

const { versions: _, ...frame } = writtenPolicy.shape

const policyContent = z.strictObject({ ...frame, version: parts.version.omit({ number: true }), retires })

const parameterContent = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]{1,47}$/, '编号以小写字母开头，只用字母和数字'),
  title: parts.text(60),
  unit: z.enum(['fen', 'bps', 'flag']),
  value: parts.value,
  /** What policies come to with it. */
  cases: z
    .array(z.strictObject({ policy: parts.id, ...parts.case.shape }))
    .max(50, '最多写 50 个例子')
    .default([]),
  retires,
})

const groupContent = z.strictObject({
  key: parts.id,
  /** Empty: the group is no more. */
  policies: z.array(parts.id).max(10),
  source: parts.source,
  cases: z
    .array(z.strictObject({ policy: parts.id, ...parts.case.shape }))
    .max(50, '最多写 50 个例子')
    .default([]),
  retires,
})

export const contentSchemas = { policy: policyContent, parameter: parameterContent, higherOf: groupContent } as const

export type PolicyContent = z.output<typeof policyContent>
export type ParameterContent = z.output<typeof parameterContent>
export type GroupContent = z.output<typeof groupContent>

/** One thing that was published, as the catalogue is put together from it. */
export type Published = { number: number } & (
  | { kind: 'policy'; key: string; content: PolicyContent }
  | { kind: 'parameter'; key: string; content: ParameterContent }
  | { kind: 'higherOf'; key: string; content: GroupContent }
)

/** What a content is about: the id of the policy, the key of the parameter or of the group. */
export const keyOf = (content: PolicyContent | ParameterContent | GroupContent): string => ('id' in content ? content.id : content.key)

/** How people call it. */
export function titleOf(published: Published): string {
  return published.kind === 'higherOf' ? '择高' : published.content.title
}

/** First calendar date on which it counts; null for a group, which counts from when it is published. */
export function effectiveFromOf(published: Published): string | null {
  if (published.kind === 'policy') return published.content.version.effectiveFrom
  return published.kind === 'parameter' ? published.content.value.from : null
}
