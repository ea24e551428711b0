import { policyContract as contract } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { Actor, Staff } from '../../../../platform/auth/actor.ts'
import { type Route, route } from '../../../../platform/http/route.ts'
import { mayReadPolicies } from '../access.ts'
import type { DraftDeskParts } from '../draft-desk.ts'
import { presentGroups, presentParameters, presentPolicies, presentPublications, presentTerms } from '../present.ts'
import { writeYaml } from '../yaml.ts'

/** What is published, as the bureau reads it. */
export function readingRoutes({ store, books, namesOf, clock }: DraftDeskParts): Route[] {
  const staffOf = ({ actor }: { actor: Actor }): Staff | null => (actor.kind === 'staff' ? actor : null)
  const today = () => shanghaiDate(clock.now())
  const none = { none: 'what is published is no secret, and nothing of anyone is in it' } as const
  return [
    route({
      operation: contract.listPolicies,
      load: staffOf,
      allow: mayReadPolicies,
      audit: none,
      run: async () => {
        const held = await books.current()
        const items = presentPolicies(held, await store.openDrafts(), today())
        return { items, intact: books.intact(), published: held.documents.length }
      },
    }),
    route({
      operation: contract.listPolicyParameters,
      load: staffOf,
      allow: mayReadPolicies,
      audit: none,
      run: async () => {
        const held = await books.current()
        const drafts = await store.openDrafts()
        return { items: presentParameters(held, drafts, today()), groups: presentGroups(held, drafts) }
      },
    }),
    route({
      operation: contract.getPolicyTerms,
      load: staffOf,
      allow: mayReadPolicies,
      audit: none,
      run: async () => presentTerms(await books.current()),
    }),
    route({
      operation: contract.listPublications,
      load: staffOf,
      allow: mayReadPolicies,
      audit: none,
      run: async ({ params: { kind, key }, query: { knownAt } }) => {
        const { documents, published, catalogue } = await books.current()
        const count = knownAt === undefined ? documents.length : documents.filter((one) => one.publishedAt <= new Date(knownAt)).length
        const seen = { documents: documents.slice(0, count), published: published.slice(0, count), catalogue }
        const own = seen.documents.filter((one) => one.kind === kind && one.key === key)
        if (own.length === 0) throw new AppError('not_found')
        const names = await namesOf([...new Set(own.flatMap(({ publishedBy, reviewedBy }) => [publishedBy, reviewedBy]))])
        const draft = await store.draftFor(`${kind}.${key}`)
        return { items: presentPublications(seen, kind, key, names, today()), draftId: draft?._id ?? null }
      },
    }),
    route({
      operation: contract.exportPublication,
      load: staffOf,
      allow: mayReadPolicies,
      audit: none,
      run: async ({ params: { kind, key } }) => {
        const { published } = await books.current()
        const newest = published.findLast((one) => one.kind === kind && one.key === key)
        if (!newest) throw new AppError('not_found')
        const title = newest.kind === 'higherOf' ? '择高' : newest.content.title
        const text = writeYaml(newest.content, `${title}，第 ${newest.number} 版`)
        return { content: Buffer.from(text), contentType: 'application/yaml; charset=utf-8', filename: `${key}-${newest.number}.yaml` }
      },
    }),
  ]
}
