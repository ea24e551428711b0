import { builtInPublications } from '../catalogue/publications.ts'
import type { ParameterContent, PolicyContent } from '../publishing/content.ts'
import { examine } from '../publishing/examine.ts'

/** What is published at first. */
export const published = builtInPublications()
export const TODAY = '2026-11-30'

/** The content of a published policy, to be changed. */
export const contentOf = (id: string) => {
  const found = published.find((one) => one.kind === 'policy' && one.key === id)
  if (found?.kind !== 'policy') throw new Error(id)
  return structuredClone(found.content) as PolicyContent
}
/** It with another version, of the next year where the change says no other. */
export const version = (id: string, change: Partial<PolicyContent['version']>) => {
  const content = contentOf(id)
  return { ...content, version: { ...content.version, effectiveFrom: '2027-01-01', ...change } }
}
/** What is found when it is looked through. */
export const tried = (id: string, change: Partial<PolicyContent['version']>) =>
  examine(published, { kind: 'policy', key: id, content: version(id, change) }, TODAY)
export const words = (of: ReturnType<typeof examine>) => of.notes.map(({ level, words: said }) => `${level}: ${said}`)
/** Where its faults are. */
export const places = ({ faults }: ReturnType<typeof examine>) => faults.map(({ path }) => path.join('.'))
/** The content of a published parameter with another value. */
export const parameter = (key: string, value: Partial<ParameterContent['value']>, change: Partial<ParameterContent> = {}): unknown => {
  const before = published.find((one) => one.kind === 'parameter' && one.key === key)
  if (before?.kind !== 'parameter') throw new Error(key)
  const { policy, ...one } = { policy: 'price-subsidy', name: '没到启动线', on: TODAY, person: { birthDate: '1946-11-30' }, status: 'not' }
  return { ...before.content, value: { ...before.content.value, ...value }, cases: [{ policy, ...one }], ...change }
}
