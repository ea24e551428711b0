import { policyContract as contract } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import type { PublicationKind } from '@minsheng/shared/policy/publishing/content'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId, type Staff } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReadDrafts, mayWritePolicies } from './access.ts'
import { type DraftDocument, openForOf, titleIn } from './domain.ts'
import { createDraftDesk } from './draft-desk.ts'
import { beginningOf } from './drafting.ts'
import { draftFileRoutes } from './file/routes.ts'
import { presentDraftRow } from './present.ts'
import { type ReleaseParts, releaseRoutes } from './release/routes.ts'

const kindWords: Record<PublicationKind, string> = { policy: '新政策', parameter: '新参数', higherOf: '择高' }
const subject = ({ _id }: DraftDocument) => _id

/** Drafting, reviewing and publishing of policies, parameters and groups. */
export function publishingRoutes(parts: Omit<ReleaseParts, 'desk'>): Route[] {
  const { store, books, clock } = parts
  const desk = createDraftDesk(parts)
  const staffOf = ({ actor }: { actor: Actor }): Staff | null => (actor.kind === 'staff' ? actor : null)
  const draftOf = ({ params }: { params: { draftId: string } }) => store.draft(params.draftId)
  return [
    route({
      operation: contract.listPolicyDrafts,
      load: staffOf,
      allow: mayReadDrafts,
      audit: { none: 'what is being written, without anything of anyone' },
      run: async () => {
        const drafts = await store.openDrafts()
        const names = await desk.namesIn(drafts)
        return { items: drafts.map((draft) => presentDraftRow(draft, names)) }
      },
    }),
    route({
      operation: contract.createPolicyDraft,
      load: staffOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.create', subject: ({ accountId }, made) => made?.id ?? accountId },
      run: async ({ body: { kind, key, why }, context }, actor) => {
        const now = clock.now()
        const content = beginningOf((await books.renewed()).published, kind, key, shanghaiDate(now))
        if (!content) throw new AppError('not_found')
        const openFor = openForOf(kind, key, content)
        const draft = await store.insertDraft({
          _id: derivedId('pdr', context.idempotencySeed ?? ''),
          kind,
          key,
          ...(openFor ? { openFor } : {}),
          title: titleIn(content, kindWords[kind]),
          content: JSON.stringify(content),
          why,
          state: 'draft',
          author: actorId(actor),
          writers: [actorId(actor)],
          submittedBy: null,
          reviewedBy: null,
          note: null,
          publishedNumber: null,
          createdAt: now,
          updatedAt: now,
          rev: 0,
        })
        if (!draft) throw new AppError('already_exists', { detail: '这一项已经有一份草稿，请打开它接着写' })
        return desk.present(draft, actor)
      },
    }),
    route({
      operation: contract.getPolicyDraft,
      load: draftOf,
      allow: mayReadDrafts,
      audit: { none: 'what is being written, without anything of anyone' },
      run: ({ actor }, draft) => desk.present(draft, actor),
    }),
    route({
      operation: contract.checkPolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { none: 'nothing is kept' },
      run: ({ body }, draft) => desk.findings(draft, body.content),
    }),
    route({
      operation: contract.savePolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.change', subject },
      run: async ({ actor, body }, draft) => desk.present(await desk.save(draft, body.rev, body.content, actor, body.why), actor),
    }),
    route({
      operation: contract.dropPolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.drop', subject },
      run: async ({ actor, body }, draft) =>
        desk.present(await desk.change(draft, body.rev, ['draft', 'submitted', 'approved'], { state: 'dropped' }), actor),
    }),
    ...draftFileRoutes({ store, desk }),
    ...releaseRoutes({ ...parts, desk }),
  ]
}
