import type { Published } from '@minsheng/shared/policy/publishing/content'
import { canonicalText } from '@minsheng/shared/units/canonical-text'
import { type PublicationDocument, publishedOf } from '../domain.ts'

/** A built-in policy, value or group that a later release ships otherwise than it was published here. */
export interface ShippedChange {
  kind: Published['kind']
  key: string
  /** Which part of the built-in catalogue it is. */
  builtIn: string
  /** What is published now, with what the release changed put in its place. */
  content: Record<string, unknown>
}

type Plain = Record<string, unknown>
const plain = (value: unknown): Plain => JSON.parse(JSON.stringify(value)) as Plain
const same = (one: unknown, other: unknown) => canonicalText(plain({ of: one })) === canonicalText(plain({ of: other }))
const isRecord = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The parts that a release changed, put into what is published now; what the bureau changed since and the release did not stays. */
function merged(newest: Plain, before: Plain, after: Plain, deep: readonly string[]): Plain {
  const changed = Object.keys(after).filter((name) => !same(after[name], before[name]))
  return Object.fromEntries([
    ...Object.entries(newest),
    ...changed.map((name) => {
      const [kept, was, now] = [newest[name], before[name], after[name]]
      const isDeep = deep.includes(name) && isRecord(kept) && isRecord(was) && isRecord(now)
      return [name, isDeep ? merged(kept, was, now, []) : now]
    }),
  ])
}

/**
 * What a release ships otherwise than it was published here before. Nothing of it counts by itself: each becomes a draft that two
 * people of the bureau take or leave. It is to begin on the day from which the version it corrects counts.
 * @param documents all that is published, oldest first @param shipped what the release comes with
 */
export function shippedChanges(documents: readonly PublicationDocument[], shipped: readonly Published[]): ShippedChange[] {
  const published = documents.map((document) => ({ builtIn: document.builtIn, ...publishedOf(document) }))
  return shipped.flatMap((one): ShippedChange[] => {
    const builtIn = `${one.kind}.${one.key}.${one.number}`
    const before = published.find((other) => other.builtIn === builtIn)
    const newest = published.findLast(({ kind, key }) => kind === one.kind && key === one.key)
    if (!before || !newest || same(before.content, one.content)) return []
    const content = merged(plain(newest.content), plain(before.content), plain(one.content), ['version', 'value'])
    // The bureau has it so already.
    if (same(content, newest.content)) return []
    return [{ kind: one.kind, key: one.key, builtIn, content: { ...content, retires: [] } }]
  })
}
