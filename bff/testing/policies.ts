import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { key, type SignedIn } from './actors.ts'

type Content = Record<string, unknown>

/** The confirming document of what tests publish. */
export const confirming = {
  title: '区民政局关于调整标准的通知',
  number: '上民〔2026〕88号',
  article: '第一条',
  quotation: '自下月起调整为每人每月一千三百零五元',
}

/** What a new parameter could be, ready to be submitted. */
export const parameterContent = (name: string, change: Content = {}): Content => ({
  key: name,
  title: '测试用的标准',
  unit: 'fen',
  value: { from: '2027-01-01', value: 100, source: confirming, confidence: 'text', illustrative: false },
  cases: [
    {
      policy: 'aged-allowance',
      name: '80 周岁',
      on: '2026-11-30',
      person: { birthDate: '1946-11-30', registeredIn: 'district' },
      status: 'entitled',
      low: 5_000,
      high: 5_000,
    },
  ],
  retires: [],
  ...change,
})

/** A draft of this content, saved. */
export async function drafted(
  clerk: SignedIn,
  kind: PolicyDraft['kind'],
  name: string | null,
  change: (content: Content) => Content,
): Promise<PolicyDraft> {
  const why = '按新的文件调整'
  const draft = await clerk.call('createPolicyDraft', { body: { kind, key: name, why }, idempotencyKey: key() })
  const content = change(draft.content)
  return clerk.call('savePolicyDraft', { params: { draftId: draft.id }, body: { rev: draft.rev, content, why } })
}

export const submitted = (clerk: SignedIn, { id, rev }: Pick<PolicyDraft, 'id' | 'rev'>) =>
  clerk.call('submitPolicyDraft', { params: { draftId: id }, body: { rev } })
export const reviewed = (second: SignedIn, { id, rev }: Pick<PolicyDraft, 'id' | 'rev'>, approve = true) =>
  second.call('reviewPolicyDraft', { params: { draftId: id }, body: { rev, approve, note: approve ? '同意' : '数额再核对一下' } })
export const published = (who: SignedIn, { id, rev }: Pick<PolicyDraft, 'id' | 'rev'>) =>
  who.call('publishPolicyDraft', { params: { draftId: id }, body: { rev } })
