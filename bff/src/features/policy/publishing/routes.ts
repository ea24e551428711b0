import { policyContract as contract, type PolicyDraft } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { contentSchemas, type PublicationKind } from '@minsheng/shared/policy/publishing/content'
import { examine } from '@minsheng/shared/policy/publishing/examine'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId, type Staff } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayEdit, mayPublish, mayReadDrafts, maySecond, mayWritePolicies } from './access.ts'
import type { PolicyBooks } from './books.ts'
import { type DraftDocument, openForOf, titleIn } from './domain.ts'
import { beginningOf, findingsOf } from './drafting.ts'
import { presentDraftRow } from './present.ts'
import type { PublicationStore } from './store.ts'
import { readYaml, writeYaml } from './yaml.ts'

export interface PublishingParts {
  store: PublicationStore
  books: PolicyBooks
  namesOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Something came into the catalogue. */
  onPublished: (at: Date) => Promise<void>
  clock: Clock
}

const MOST_TRIES = 5
const kindWords: Record<PublicationKind, string> = { policy: '新政策', parameter: '新参数', higherOf: '择高' }
const subject = ({ _id }: DraftDocument) => _id
const contentOf = (draft: DraftDocument) => JSON.parse(draft.content) as Record<string, unknown>

/** Drafting, reviewing and publishing of policies, parameters and groups. */
export function publishingRoutes({ store, books, namesOf, onPublished, clock }: PublishingParts): Route[] {
  const staffOf = ({ actor }: { actor: Actor }): Staff | null => (actor.kind === 'staff' ? actor : null)
  const draftOf = ({ params }: { params: { draftId: string } }) => store.draft(params.draftId)

  const peopleOf = (drafts: readonly DraftDocument[]) =>
    namesOf([
      ...new Set(drafts.flatMap(({ author, submittedBy, reviewedBy }) => [author, submittedBy, reviewedBy].filter((one) => one !== null))),
    ])

  async function present(draft: DraftDocument, actor: Actor): Promise<PolicyDraft> {
    const content = contentOf(draft)
    return {
      ...presentDraftRow(draft, await peopleOf([draft])),
      content,
      note: draft.note,
      publishedNumber: draft.publishedNumber,
      findings: findingsOf(await books.current(), { kind: draft.kind, key: draft.key, content }, clock.now()),
      mayEdit: mayEdit(actor, draft),
      mayReview: draft.state === 'submitted' && maySecond(actor, draft),
      mayPublish: draft.state === 'approved' && mayPublish(actor),
    }
  }

  /** @throws AppError `conflict` when it was changed meanwhile, `wrong_state` when it is past that, `already_exists` */
  async function change(
    draft: DraftDocument,
    rev: number,
    from: readonly DraftDocument['state'][],
    set: Partial<DraftDocument>,
    writer?: string,
  ) {
    const changed = await store.change({ _id: draft._id, rev }, from, { ...set, updatedAt: clock.now() }, writer)
    if (changed === 'taken') throw new AppError('already_exists', { detail: '这个编号已经有一份没有公布的草稿' })
    if (changed) return changed
    const now = await store.draft(draft._id)
    throw new AppError(now && !from.includes(now.state) ? 'wrong_state' : 'conflict')
  }

  function written(draft: DraftDocument, content: Record<string, unknown>, actor: Actor) {
    const openFor = openForOf(draft.kind, draft.key, content)
    return {
      content: JSON.stringify(content),
      title: titleIn(content, draft.title),
      state: 'draft' as const,
      submittedBy: null,
      reviewedBy: null,
      note: draft.state === 'draft' ? draft.note : null,
      ...(openFor ? { openFor } : {}),
      writer: actorId(actor),
    }
  }
  async function save(draft: DraftDocument, rev: number, content: Record<string, unknown>, actor: Actor, why?: string) {
    const { writer, ...set } = written(draft, content, actor)
    return change(draft, rev, ['draft', 'submitted', 'approved'], { ...set, ...(why ? { why } : {}) }, writer)
  }

  /** @throws AppError `wrong_state` that says what stands in the way */
  function ready(findings: PolicyDraft['findings']): void {
    if (findings.ready) return
    const failed = findings.cases.find(({ passes }) => !passes)
    const first =
      findings.faults[0]?.words ?? (failed ? `例子“${failed.name}”应该${failed.wanted.words}，算出来${failed.found.words}` : undefined)
    const detail = first ?? findings.notes.find(({ level }) => level === 'error')?.words ?? '还有问题没有改好'
    throw new AppError('wrong_state', { detail: `还不能交：${detail}` })
  }

  return [
    route({
      operation: contract.listPolicyDrafts,
      load: staffOf,
      allow: mayReadDrafts,
      audit: { none: 'what is being written, without anything of anyone' },
      run: async () => {
        const drafts = await store.openDrafts()
        const names = await peopleOf(drafts)
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
        return present(draft, actor)
      },
    }),
    route({
      operation: contract.getPolicyDraft,
      load: draftOf,
      allow: mayReadDrafts,
      audit: { none: 'what is being written, without anything of anyone' },
      run: ({ actor }, draft) => present(draft, actor),
    }),
    route({
      operation: contract.checkPolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { none: 'nothing is kept' },
      run: async ({ body }, { kind, key }) => findingsOf(await books.current(), { kind, key, content: body.content }, clock.now()),
    }),
    route({
      operation: contract.savePolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.change', subject },
      run: async ({ actor, body }, draft) => present(await save(draft, body.rev, body.content, actor, body.why), actor),
    }),
    route({
      operation: contract.importPolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.import', subject },
      run: async ({ actor, body, query }, draft) => {
        const read = readYaml(body.toString('utf8'))
        const refused = (faults: readonly { line: number | null; words: string }[]) =>
          new AppError('invalid_input', {
            issues: faults.map(({ line, words }) => ({
              path: line === null ? 'body' : `body.${line}`,
              message: line === null ? words : `第 ${line} 行：${words}`,
            })),
          })
        if (!read.ok) throw refused(read.faults)
        const { faults } = examine(
          (await books.renewed()).published,
          { kind: draft.kind, key: draft.key, content: read.value },
          shanghaiDate(clock.now()),
        )
        if (faults.length > 0)
          throw refused(
            faults.map(({ path, reason }) => ({
              line: read.lineOf(path),
              words: `${path.length > 0 ? `${path.join('.')}：` : ''}${reason}`,
            })),
          )
        return present(await save(draft, query.rev, read.value, actor), actor)
      },
    }),
    route({
      operation: contract.exportPolicyDraft,
      load: draftOf,
      allow: mayReadDrafts,
      audit: { action: 'policy-draft.export', subject },
      run: (_, draft) => {
        const content = contentSchemas[draft.kind].safeParse(contentOf(draft))
        const text = writeYaml(content.success ? content.data : contentOf(draft), `${draft.title}（草稿）`)
        return {
          content: Buffer.from(text),
          contentType: 'application/yaml; charset=utf-8',
          filename: `${draft.key ?? draft.kind}-draft.yaml`,
        }
      },
    }),
    route({
      operation: contract.submitPolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.submit', subject },
      run: async ({ actor, body }, draft) => {
        ready(findingsOf(await books.renewed(), { ...draft, content: contentOf(draft) }, clock.now()))
        return present(await change(draft, body.rev, ['draft'], { state: 'submitted', submittedBy: actorId(actor), note: null }), actor)
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
        return present(await change(draft, rev, ['submitted'], set), actor)
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
          const { documents, published } = await books.renewed()
          const found = examine(published, { ...draft, content: contentOf(draft) }, shanghaiDate(now))
          ready(
            findingsOf(
              { documents, published, catalogue: (await books.current()).catalogue },
              { ...draft, content: contentOf(draft) },
              now,
            ),
          )
          if (!found.published) throw new AppError('wrong_state')
          // Before and after: a process that dies in between leaves nobody who is not looked at.
          await onPublished(now)
          const closed = await store.publish(draft, documents.at(-1) ?? null, { published: found.published, ...by }, now)
          if (closed === 'raced') continue
          if (!closed) throw new AppError('conflict')
          await books.renewed()
          await onPublished(now)
          return present(closed, actor)
        }
        throw new AppError('unavailable')
      },
    }),
    route({
      operation: contract.dropPolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.drop', subject },
      run: async ({ actor, body }, draft) =>
        present(await change(draft, body.rev, ['draft', 'submitted', 'approved'], { state: 'dropped' }), actor),
    }),
  ]
}
