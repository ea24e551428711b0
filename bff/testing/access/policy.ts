import type { policyContract } from '@minsheng/shared/contracts/policy'
import { key, type SignedIn, staff } from '../actors.ts'
import { agreed, applyForAllowance, newCard, paperPhoto, proposed } from '../applications.ts'
import { knownResident } from '../known.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

const allowance = { policyId: 'aged-allowance' }

/** 政策申请: what each operation is tried with; those at the desk are of someone who lives in the first grid. */
export function policyRows({ app, grid, steward, visitor }: World): Rows<typeof policyContract> {
  let made: Promise<SignedIn> | null = null
  /** A clerk of the street, who is none of those who try. */
  const clerk = () => {
    made ??= staff(app, ['street'], null, [grid.streets[0]])
    return made
  }
  const submitted = async () => {
    const { me } = await knownResident(app, steward, grid)
    return { me, applicationId: await applyForAllowance(me) }
  }
  const params = async () => ({ applicationId: (await submitted()).applicationId })
  const waiting = async () => {
    const { applicationId } = await submitted()
    return { params: { applicationId }, rev: (await proposed(await clerk(), applicationId, 'refuse')).rev }
  }
  const refused = async () => {
    const { me, applicationId } = await submitted()
    await proposed(await clerk(), applicationId, 'refuse')
    await agreed(await staff(app, ['bureau']), applicationId)
    return { me, applicationId, rev: (await me.call('getMyApplication', { params: { applicationId } })).rev }
  }
  /** As if the first of the two visitors had made it. */
  const visitors = async (applicationId: string) => {
    await app.db
      .collection<{ _id: string; accountId: string }>('policy_applications')
      .updateOne({ _id: applicationId }, { $set: { accountId: visitor.accountId } })
    return { applicationId }
  }
  const withPhoto = async () => {
    const { me } = await knownResident(app, steward, grid)
    const photo = await me.call('uploadMaterialPhoto', { body: await paperPhoto(), contentType: 'image/jpeg', idempotencyKey: key() })
    const materials = [{ name: '遇到困难的说明（单据可以后补）', photoIds: [photo.id] }]
    const body = { policyId: 'temporary-relief', materials, payTo: newCard, truthful: true as const }
    const { id } = await me.call('submitApplication', { body, idempotencyKey: key() })
    return { applicationId: id, photoId: photo.id }
  }
  const accept = async (applicationId: string) =>
    (await (await clerk()).call('acceptApplication', { params: { applicationId }, body: { rev: 0 } })).rev

  return {
    // Neither of the visitors agreed to be known.
    getApplicationForm: { send: async () => ({ params: allowance }), done: 409 },
    uploadMaterialPhoto: { send: async () => ({ body: await paperPhoto(), contentType: 'image/jpeg' }), done: 409 },
    submitApplication: { send: async () => ({ body: { ...allowance, payTo: newCard, truthful: true } }), done: 409 },
    getMyApplication: async () => ({ params: await visitors((await submitted()).applicationId) }),
    supplementApplication: {
      send: async () => ({ params: await visitors((await submitted()).applicationId), body: { rev: 0, note: '补一句' } }),
      // Nobody asked for anything.
      done: 409,
    },
    withdrawApplication: async () => ({ params: await visitors((await submitted()).applicationId), body: { rev: 0 } }),
    objectToDecision: async () => {
      const { applicationId, rev } = await refused()
      return { params: await visitors(applicationId), body: { rev, words: '请重新看一遍' } }
    },
    getApplication: async () => ({ params: await params() }),
    getMaterialPhoto: async () => ({ params: await withPhoto() }),
    revealApplicationAccount: async () => ({ params: await params(), body: { purpose: 'benefit', note: null } }),
    acceptApplication: async () => ({ params: await params(), body: { rev: 0 } }),
    askSupplement: async () => ({ params: await params(), body: { rev: 0, items: ['户口簿'], words: '请补户口簿' } }),
    checkApplication: async () => {
      const of = await params()
      return { params: of, body: { rev: await accept(of.applicationId), words: '核对了户籍' } }
    },
    proposeDecision: async () => {
      const of = await params()
      const by = await clerk()
      const { rev } = await by.call('checkApplication', { params: of, body: { rev: await accept(of.applicationId), words: '核对了户籍' } })
      const reasons = [{ requirement: 0, words: '登记不符' }]
      return { params: of, body: { proposal: 'refuse', rev, words: '不符合条件', reasons } }
    },
    decideApplication: async () => {
      const { params: of, rev } = await waiting()
      return { params: of, body: { decision: 'agree', rev } }
    },
    answerObjection: async () => {
      const { me, applicationId, rev } = await refused()
      const objected = await me.call('objectToDecision', { params: { applicationId }, body: { rev, words: '请重新看一遍' } })
      return { params: { applicationId }, body: { rev: objected.rev, outcome: 'upheld', words: '核对过，维持' } }
    },
  }
}
