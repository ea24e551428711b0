import { contentSchemas, type Published } from '../publishing/content.ts'
import { writtenPolicies } from './index.ts'

/**
 * The built-in catalogue as it is put into an empty store: each version, value and group a publication of its own.
 * New ones of later releases are added behind; what was published stays as it is.
 */
export function builtInPublications(): readonly Published[] {
  const parameters = writtenPolicies.parameters.flatMap(({ key, title, unit, values }) =>
    values.map((value, index): Published => {
      const content = contentSchemas.parameter.parse({ key, title, unit, value })
      return { kind: 'parameter', key, number: index + 1, content }
    }),
  )
  const policies = writtenPolicies.policies.flatMap(({ versions, ...frame }) =>
    versions.map(({ number, ...version }): Published => {
      const content = contentSchemas.policy.parse({ ...frame, version })
      return { kind: 'policy', key: frame.id, number, content }
    }),
  )
  const groups = (writtenPolicies.higherOf ?? []).map(({ policies: ids, source }): Published => {
    const key = [...ids].sort().join('-').slice(0, 48)
    return { kind: 'higherOf', key, number: 1, content: contentSchemas.higherOf.parse({ key, policies: ids, source }) }
  })
  return [...parameters, ...policies, ...groups]
}
