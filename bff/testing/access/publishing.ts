import type { policyContract } from '@minsheng/shared/contracts/policy'
import { staff } from '../actors.ts'
import { drafted, parameterContent, reviewed, submitted } from '../policies.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

/** 政策: what each operation is tried with. Drafts are made by someone else than those who try, so that any of them may agree. */
export function publishingRows({ app }: World): Rows<typeof policyContract> {
  let count = 0
  async function readyDraft() {
    count += 1
    const name = `triedStandard${count}`
    return drafted(await staff(app, ['bureau']), 'parameter', null, () => parameterContent(name))
  }
  async function askedDraft() {
    const clerk = await staff(app, ['bureau'])
    count += 1
    const name = `triedStandard${count}`
    return submitted(clerk, await drafted(clerk, 'parameter', null, () => parameterContent(name)))
  }
  const params = async () => ({ params: { draftId: (await readyDraft()).id } })
  const known = { kind: 'parameter', key: 'agedEighty' }
  return {
    listPublications: async () => ({ params: known }),
    exportPublication: async () => ({ params: known }),
    getPolicyDraft: params,
    exportPolicyDraft: params,
    createPolicyDraft: async () => ({ body: { kind: 'parameter', key: null, why: '试一试改标准' } }),
    checkPolicyDraft: async () => {
      const { id, content } = await readyDraft()
      return { params: { draftId: id }, body: { content } }
    },
    savePolicyDraft: async () => {
      const { id, rev, content, why } = await readyDraft()
      return { params: { draftId: id }, body: { rev, content, why } }
    },
    submitPolicyDraft: async () => {
      const { id, rev } = await readyDraft()
      return { params: { draftId: id }, body: { rev } }
    },
    dropPolicyDraft: async () => {
      const { id, rev } = await readyDraft()
      return { params: { draftId: id }, body: { rev } }
    },
    importPolicyDraft: async () => {
      const { id, rev, content } = await readyDraft()
      // JSON is YAML too.
      return { params: { draftId: id }, query: { rev }, body: Buffer.from(JSON.stringify(content)), contentType: 'application/yaml' }
    },
    reviewPolicyDraft: async () => {
      const { id, rev } = await askedDraft()
      return { params: { draftId: id }, body: { rev, approve: true, note: '同意' } }
    },
    publishPolicyDraft: async () => {
      const { id, rev } = await reviewed(await staff(app, ['bureau_leader']), await askedDraft())
      return { params: { draftId: id }, body: { rev } }
    },
  }
}
