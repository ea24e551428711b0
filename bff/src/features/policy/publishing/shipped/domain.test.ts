import { builtInPublications } from '@minsheng/shared/policy/catalogue/publications'
import type { Published } from '@minsheng/shared/policy/publishing/content'
import { expect, test } from 'vitest'
import { type NewPublication, nextAfter, type PublicationDocument, SYSTEM } from '../domain.ts'
import { shippedChanges } from './domain.ts'

const ID = 'home-adaptation'
const shipped = builtInPublications()
type PolicyOf = Extract<Published, { kind: 'policy' }>
const isIt = (one: Published): one is PolicyOf => one.kind === 'policy' && one.key === ID
/** As an earlier release had it. */
const older = (one: Published): Published =>
  isIt(one) ? { ...one, content: { ...one.content, version: { ...one.content.version, onlyOnce: null } } } : one

function filled(all: readonly Published[], more: readonly Published[] = []): PublicationDocument[] {
  const by = { publishedBy: SYSTEM, submittedBy: SYSTEM, reviewedBy: SYSTEM, why: '系统自带', draftId: null }
  const rows: PublicationDocument[] = []
  const put = (one: Omit<NewPublication, keyof typeof by>) =>
    rows.push(nextAfter(rows.at(-1) ?? null, { ...by, ...one }, new Date('2026-11-01')))
  for (const published of all) put({ published, builtIn: `${published.kind}.${published.key}.${published.number}` })
  for (const published of more) put({ published, builtIn: null })
  return rows
}

test('a database of this release is offered nothing', () => {
  expect(shippedChanges(filled(shipped), shipped)).toEqual([])
})

test('what a release ships otherwise is offered, from the day it corrects, and nothing else', () => {
  const found = shippedChanges(filled(shipped.map(older)), shipped)
  expect(found).toMatchObject([
    { kind: 'policy', key: ID, builtIn: `policy.${ID}.1`, content: { version: { onlyOnce: { per: 'subject' } } } },
  ])
  const before = shipped.find(isIt)?.content.version.effectiveFrom
  expect(found).toMatchObject([{ content: { version: { effectiveFrom: before } } }])
})

test('what the bureau changed since stays as the bureau has it; only what the release changed is put in', () => {
  const was = shipped.map(older).find(isIt)
  if (!was) throw new Error('it is built in')
  const version = { ...was.content.version, effectiveFrom: '2026-12-01', ceiling: !was.content.version.ceiling }
  const own: Published = { ...was, number: 2, content: { ...was.content, summary: '区里改过的说明', version } }
  const [found] = shippedChanges(filled(shipped.map(older), [own]), shipped)
  expect(found?.content).toMatchObject({
    summary: '区里改过的说明',
    version: { effectiveFrom: '2026-12-01', ceiling: version.ceiling, onlyOnce: { per: 'subject' } },
  })
})

test('what the bureau published so itself is not offered', () => {
  const now = shipped.find(isIt)
  if (!now) throw new Error('it is built in')
  expect(shippedChanges(filled(shipped.map(older), [{ ...now, number: 2 }]), shipped)).toEqual([])
})
