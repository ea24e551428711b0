import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import type { Published } from '@minsheng/shared/policy/publishing/content'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { mayEdit, mayPublish, maySecond } from './access.ts'
import type { Books, PolicyBooks } from './books.ts'
import { type DraftDocument, openForOf, titleIn } from './domain.ts'
import { examined } from './drafting.ts'
import { presentDraftRow } from './present.ts'
import type { PublicationStore } from './store.ts'

export interface DraftDeskParts {
  store: PublicationStore
  books: PolicyBooks
  namesOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

export type DraftDesk = ReturnType<typeof createDraftDesk>

export const contentOf = (draft: DraftDocument) => JSON.parse(draft.content) as Record<string, unknown>

/** What is done with a draft, whichever way someone came to it. */
export function createDraftDesk({ store, books, namesOf, clock }: DraftDeskParts) {
  const namesIn = (drafts: readonly DraftDocument[]) =>
    namesOf([
      ...new Set(drafts.flatMap(({ author, submittedBy, reviewedBy }) => [author, submittedBy, reviewedBy].filter((one) => one !== null))),
    ])
  const tried = (held: Books, { kind, key }: DraftDocument, content: unknown) => examined(held, { kind, key, content }, clock.now())

  /** @throws AppError `conflict` when it was changed meanwhile, `wrong_state` when it is past that, `already_exists` */
  async function change(
    draft: DraftDocument,
    rev: number,
    from: readonly DraftDocument['state'][],
    set: Partial<DraftDocument>,
    writer?: string,
  ): Promise<DraftDocument> {
    const changed = await store.change({ _id: draft._id, rev }, from, { ...set, updatedAt: clock.now() }, writer)
    if (changed === 'taken') throw new AppError('already_exists', { detail: '这个编号已经有一份没有公布的草稿' })
    if (changed) return changed
    const now = await store.draft(draft._id)
    throw new AppError(now && !from.includes(now.state) ? 'wrong_state' : 'conflict')
  }

  return {
    change,
    namesIn,
    async present(draft: DraftDocument, actor: Actor): Promise<PolicyDraft> {
      const content = contentOf(draft)
      return {
        ...presentDraftRow(draft, await namesIn([draft])),
        content,
        note: draft.note,
        publishedNumber: draft.publishedNumber,
        findings: tried(await books.current(), draft, content).findings,
        mayEdit: mayEdit(actor, draft),
        mayReview: draft.state === 'submitted' && maySecond(actor, draft),
        mayPublish: draft.state === 'approved' && mayPublish(actor),
      }
    },
    findings: async (draft: DraftDocument, content: unknown) => tried(await books.current(), draft, content).findings,
    /** What can't be read in a content, before it takes the place of what is written. */
    faults: async (draft: DraftDocument, content: unknown) => tried(await books.renewed(), draft, content).examination.faults,
    /** Writes a content, right or wrong; whatever was agreed to has to be agreed to again. */
    async save(draft: DraftDocument, rev: number, content: Record<string, unknown>, actor: Actor, why?: string): Promise<DraftDocument> {
      const openFor = openForOf(draft.kind, draft.key, content)
      const set = {
        content: JSON.stringify(content),
        title: titleIn(content, draft.title),
        state: 'draft' as const,
        submittedBy: null,
        reviewedBy: null,
        note: draft.state === 'draft' ? draft.note : null,
        ...(openFor ? { openFor } : {}),
        ...(why ? { why } : {}),
      }
      return change(draft, rev, ['draft', 'submitted', 'approved'], set, actorId(actor))
    },
    /**
     * What a draft would be published as, tried against what is published at this moment.
     * @param step 交 or 公布: what it is not ready for
     * @throws AppError `wrong_state` that says what stands in the way
     */
    async ready(draft: DraftDocument, step: string): Promise<{ held: Books; published: Published }> {
      const held = await books.renewed()
      const { examination, findings } = tried(held, draft, contentOf(draft))
      if (examination.ready && examination.published) return { held, published: examination.published }
      const failed = findings.cases.find(({ passes }) => !passes)
      const words =
        findings.faults[0]?.words ??
        (failed && `例子“${failed.name}”应该${failed.wanted.words}，算出来${failed.found.words}`) ??
        findings.notes.find(({ level }) => level === 'error')?.words
      throw new AppError('wrong_state', { detail: `还不能${step}：${words ?? '还有问题没有改好'}` })
    },
  }
}
