import type { policyContract } from '@minsheng/shared/contracts/policy'
import { key, type SignedIn, staff } from '../actors.ts'
import { agreed, applyForAllowance, elder, newCard, paperPhoto, poor, proposed, seen, spokenNow } from '../applications.ts'
import { knownResident } from '../known.ts'
import { member } from '../people.ts'
import type { Rows } from './matrix.ts'
import { payoutRows } from './payout.ts'
import { recoveryRows } from './recovery.ts'
import type { World } from './world.ts'

const allowance = { policyId: 'aged-allowance' }

/** 政策申请: what each operation is tried with; those at the desk are of someone who lives in the first grid. */
export function policyRows(world: World): Rows<typeof policyContract> {
  const { app, grid, steward, visitor } = world
  let made: Promise<SignedIn> | null = null
  /** A clerk of the street, who is none of those who try. */
  const clerk = () => {
    made ??= staff(app, ['street'], null, [grid.streets[0]])
    return made
  }
  /** As it was when it was first made, for every try: made once, and put back. */
  function again<T>(
    name: 'policy_applications' | 'policy_awards' | 'payout_recoveries',
    make: () => Promise<T & { _id: string }>,
  ): () => Promise<T> {
    const kept = app.db.collection<{ _id: string }>(name)
    let first: Promise<{ made: T & { _id: string }; row: { _id: string } | null }> | null = null
    return async () => {
      first ??= make().then(async (made) => ({ made, row: await kept.findOne({ _id: made._id }) }))
      const { made, row } = await first
      if (row) await kept.replaceOne({ _id: row._id }, row)
      return made
    }
  }
  const submitted = again('policy_applications', async () => {
    const { me } = await knownResident(app, steward, grid)
    const applicationId = await applyForAllowance(me)
    return { _id: applicationId, me, applicationId }
  })
  const params = async () => ({ applicationId: (await submitted()).applicationId })
  const accepted = again('policy_applications', async () => {
    const { applicationId } = await submitted()
    const { rev } = await (await clerk()).call('acceptApplication', { params: { applicationId }, body: { rev: 0 } })
    return { _id: applicationId, params: { applicationId }, rev }
  })
  const checked = again('policy_applications', async () => {
    const { params: of, rev } = await accepted()
    const body = { rev, words: '核对了户籍' }
    return { _id: of.applicationId, params: of, rev: (await (await clerk()).call('checkApplication', { params: of, body })).rev }
  })
  const waiting = again('policy_applications', async () => {
    const { me } = await knownResident(app, steward, grid)
    const applicationId = await applyForAllowance(me)
    return { _id: applicationId, params: { applicationId }, rev: (await proposed(await clerk(), applicationId, 'refuse')).rev }
  })
  const refused = again('policy_applications', async () => {
    const { me } = await knownResident(app, steward, grid)
    const applicationId = await applyForAllowance(me)
    await proposed(await clerk(), applicationId, 'refuse')
    await agreed(await staff(app, ['bureau']), applicationId)
    const { rev } = await me.call('getMyApplication', { params: { applicationId } })
    return { _id: applicationId, me, applicationId, rev }
  })
  const objected = again('policy_applications', async () => {
    const { me, applicationId, rev } = await refused()
    const body = { rev, words: '请重新看一遍' }
    return { _id: applicationId, applicationId, rev: (await me.call('objectToDecision', { params: { applicationId }, body })).rev }
  })
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
  /** An allowance that stands, of someone who moved away since. */
  const standing = again('policy_awards', async () => {
    const { me, record } = await elder(app, steward, grid)
    const applicationId = await applyForAllowance(me)
    await proposed(await clerk(), applicationId)
    await agreed(await staff(app, ['bureau']), applicationId)
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    const awardId = (await me.call('listMyAwards')).items[0]?.id ?? ''
    return { _id: awardId, me, awardId }
  })
  const stop = { kind: 'stop' as const, words: '户籍迁出' }
  const changing = again('policy_awards', async () => {
    const { me, awardId } = await standing()
    const { rev } = await (await clerk()).call('giveChangeNotice', { params: { awardId }, body: { rev: 0, ...stop } })
    return { _id: awardId, me, awardId, rev }
  })
  const heard = again('policy_awards', async () => {
    const { me, awardId, rev } = await changing()
    await me.call('speakOnChange', { params: { awardId }, body: { rev, words: '知道了' } })
    return { _id: awardId, awardId, rev: rev + 1 }
  })

  /** A household's 低保, paid to one of two grown-ups. */
  const ofHousehold = again('policy_awards', async () => {
    const { me, record } = await poor(app, steward, grid, 24_500)
    const applicationId = await applyForAllowance(me, 'minimum-living')
    await proposed(await clerk(), applicationId)
    await agreed(await staff(app, ['bureau']), applicationId)
    const awardId = (await me.call('listMyAwards')).items[0]?.id ?? ''
    const { residentId: other } = await member(steward, record.householdId, { relation: 'child', birthDate: '1970-01-01' })
    return { _id: awardId, awardId, other }
  })
  const payeeProposed = again('policy_awards', async () => {
    const { awardId, other } = await ofHousehold()
    const body = { rev: 0, residentId: other, bank: newCard.bank, number: newCard.number, words: '原来领取的人住院了' }
    const { rev } = await (await clerk()).call('proposePayee', { params: { awardId }, body })
    return { _id: awardId, awardId, rev }
  })

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
      const { params: of, rev } = await accepted()
      return { params: of, body: { rev, words: '核对了户籍' } }
    },
    proposeDecision: async () => {
      const { params: of, rev } = await checked()
      const reasons = [{ requirement: 0, words: '登记不符' }]
      return { params: of, body: { proposal: 'refuse', rev, words: '不符合条件', reasons } }
    },
    decideApplication: async () => {
      const { params: of, rev } = await waiting()
      return { params: of, body: { decision: 'agree', rev } }
    },
    // Neither of the visitors agreed to be known.
    declineBenefit: { send: async () => ({ params: allowance }), done: 409 },
    recordPolicyVisit: async () => {
      const tellingId = `tel_${key()}`
      const { record } = await knownResident(app, steward, grid)
      const path = [grid.district, grid.streets[0], grid.communities[0], grid.grids[0]]
      const open = { openedAt: null, answer: null, answeredAt: null, answeredBy: null, triedAt: null }
      await app.db.collection<{ _id: string }>('policy_tellings').insertOne({
        _id: tellingId,
        accountId: 'acc_none',
        residentId: record.residentId,
        ...allowance,
        path,
        toldAt: new Date(0),
        createdAt: new Date(0),
        ...open,
      } as never)
      return { params: { tellingId }, body: { outcome: 'told' } }
    },
    speakOnChange: async () => {
      const { awardId, rev } = await changing()
      await app.db
        .collection<{ _id: string; accountId: string }>('policy_awards')
        .updateOne({ _id: awardId }, { $set: { accountId: visitor.accountId } })
      return { params: { awardId }, body: { rev, words: '请听我说' } }
    },
    ...payoutRows(world),
    ...recoveryRows(world, { again, clerk }),
    changePayoutAccount: async () => {
      const { awardId } = await standing()
      await app.db
        .collection<{ _id: string; accountId: string }>('policy_awards')
        .updateOne({ _id: awardId }, { $set: { accountId: visitor.accountId } })
      return { params: { awardId }, body: { bank: '杭州银行湖滨支行', number: newCard.number } }
    },
    getAward: async () => ({ params: { awardId: (await standing()).awardId } }),
    giveChangeNotice: async () => ({ params: { awardId: (await standing()).awardId }, body: { rev: 0, ...stop } }),
    proposePayee: async () => {
      const { awardId, other } = await ofHousehold()
      return {
        params: { awardId },
        body: { rev: 0, residentId: other, bank: newCard.bank, number: newCard.number, words: '原来领取的人住院了' },
      }
    },
    decidePayee: async () => {
      const { awardId, rev } = await payeeProposed()
      return { params: { awardId }, body: { rev, confirm: false, words: '不换' } }
    },
    recordSpokenOnChange: async () => {
      const { awardId, rev } = await changing()
      const stored = await app.db.collection<{ _id: string; subjectId: string }>('policy_awards').findOne({ _id: awardId })
      return { params: { awardId }, body: { rev, residentId: stored?.subjectId ?? '', ...spokenNow() } }
    },
    decideChange: async () => {
      const { awardId, rev } = await heard()
      return { params: { awardId }, body: { rev, confirm: false, words: '不变更' } }
    },
    answerObjection: async () => {
      const { applicationId, rev } = await objected()
      return { params: { applicationId }, body: { rev, outcome: 'upheld', words: '核对过，维持' } }
    },
  }
}
