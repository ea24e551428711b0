import { policyContract as contract } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { actorId } from '../../../../platform/auth/actor.ts'
import { type Route, route } from '../../../../platform/http/route.ts'
import { mayPublish, maySecond, mayWritePolicies } from '../access.ts'
import { type DraftDocument, isClockBehind, SYSTEM } from '../domain.ts'
import type { DraftDesk, DraftDeskParts } from '../draft-desk.ts'

export interface ReleaseParts extends DraftDeskParts {
  desk: DraftDesk
  /** Something came into the catalogue. */
  onPublished: (at: Date) => Promise<void>
}

const MOST_TRIES = 5
const subject = ({ _id }: DraftDocument) => _id

/** From a draft to what counts: handed on, agreed to by someone else, published. */
export function releaseRoutes({ store, books, desk, onPublished, clock }: ReleaseParts): Route[] {
  const draftOf = ({ params }: { params: { draftId: string } }) => store.draft(params.draftId)
  return [
    route({
      operation: contract.submitPolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.submit', subject },
      run: async ({ actor, body }, draft) => {
        await desk.ready(draft, '交')
        const set = { state: 'submitted', submittedBy: actorId(actor), note: null } as const
        // What came with the software was written by nobody here: who hands it on stands for it, and another agrees.
        const writer = draft.author === SYSTEM ? actorId(actor) : undefined
        return desk.present(await desk.change(draft, body.rev, ['draft'], set, writer), actor)
      },
    }),
    route({
      operation: contract.reviewPolicyDraft,
      load: draftOf,
      allow: mayPublish,
      audit: { action: 'policy-draft.review', subject },
      run: async ({ actor, body: { rev, approve, note } }, draft) => {
        if (!maySecond(actor, draft)) throw new AppError('forbidden', { detail: '自己起草或改过的，要由另一个人复核' })
        const set = { state: approve ? ('approved' as const) : ('draft' as const), reviewedBy: approve ? actorId(actor) : null, note }
        return desk.present(await desk.change(draft, rev, ['submitted'], set), actor)
      },
    }),
    route({
      operation: contract.publishPolicyDraft,
      load: draftOf,
      allow: mayPublish,
      audit: { action: 'policy-draft.publish', subject },
      run: async ({ actor, body }, draft) => {
        const { reviewedBy, submittedBy } = draft
        if (draft.rev !== body.rev) throw new AppError('conflict')
        if (draft.state !== 'approved' || reviewedBy === null || submittedBy === null)
          throw new AppError('wrong_state', { detail: '要由另一个人复核同意以后才能公布' })
        const by = { publishedBy: actorId(actor), submittedBy, reviewedBy, why: draft.why, draftId: draft._id, builtIn: null }
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const now = clock.now()
          const { held, published } = await desk.ready(draft, '公布')
          const head = held.documents.at(-1) ?? null
          if (isClockBehind(head, now)) throw new AppError('unavailable', { detail: '服务器的时间不对，现在不能公布，请告诉系统管理员' })
          // Before and after: a process that dies in between leaves nobody who is not looked at.
          await onPublished(now)
          const closed = await store.publish(draft, head, { published, ...by }, now)
          if (closed === 'raced') continue
          if (!closed) throw new AppError('conflict')
          await books.renewed()
          await onPublished(now)
          return desk.present(closed, actor)
        }
        throw new AppError('unavailable')
      },
    }),
  ]
}
