import type { recoveryContract } from '@minsheng/shared/contracts/policy/recovery'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { key, type SignedIn, staff } from '../actors.ts'
import { agreed, applyForAllowance, elder, proposed, seen, spokenNow } from '../applications.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

interface Around {
  /** As it was when it was first made, for every try. */
  again: <T>(name: 'payout_recoveries', make: () => Promise<T & { _id: string }>) => () => Promise<T>
  /** A clerk of the street, who is none of those who try. */
  clerk: () => Promise<SignedIn>
}

/** 多发追回: what arrived of an allowance that was ended with earlier effect, by people who are none of those who try. */
export function recoveryRows({ app, grid, steward, visitor }: World, { again, clerk }: Around): Rows<typeof recoveryContract> {
  let made: Promise<{ me: SignedIn; awardId: string; month: string }> | null = null
  /** Ended from its first month on, which was paid: by a line of the books and a payment that arrived. */
  async function make() {
    const { me, record } = await elder(app, steward, grid)
    const applicationId = await applyForAllowance(me)
    await proposed(await clerk(), applicationId)
    const decider = await staff(app, ['bureau'])
    await agreed(decider, applicationId)
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    const award = (await me.call('listMyAwards')).items[0]
    if (!award) throw new Error('it stands')
    const [params, month] = [{ awardId: award.id }, award.firstMonth]
    const stop = { rev: 0, kind: 'stop' as const, words: '户籍迁出', fromMonth: month }
    const { rev } = await (await clerk()).call('giveChangeNotice', { params, body: stop })
    await me.call('speakOnChange', { params, body: { rev, words: '知道了' } })
    await decider.call('decideChange', { params, body: { rev: rev + 1, confirm: true, words: '停发' } })
    const line = { _id: `pln_${key()}`, awardId: award.id, month, number: 1, kind: 'regular', cause: 'line-1', fen: 5_000, dueFen: 5_000 }
    await app.db.collection<{ _id: string }>('payout_lines').insertOne({ ...line, versionNumber: 1, decidedAt: new Date(0) } as never)
    const row = { _id: `pay_${key()}`, batchId: `pob_${key()}`, number: 1, awardId: award.id, lineIds: [line._id], state: 'paid' }
    await app.db.collection<{ _id: string }>('payout_rows').insertOne({ ...row, isApproved: true } as never)
    return { me, awardId: award.id, month }
  }
  const overpaid = () => {
    made ??= make()
    return made
  }
  const body = (month: string) => ({ way: 'pay_back' as const, months: [{ month, fen: 5_000 }], words: '这个月多发了' })
  const told = again('payout_recoveries', async () => {
    const { awardId, month } = await overpaid()
    const by = await staff(app, ['bureau'])
    const { id } = await by.call('proposeRecovery', { params: { awardId }, body: body(month), idempotencyKey: key() })
    return { _id: id, by, params: { recoveryId: id } }
  })
  const heard = again('payout_recoveries', async () => {
    const { params, by } = await told()
    const { rev } = await (await overpaid()).me.call('speakOnRecovery', { params, body: { rev: 0, words: '知道了' } })
    return { _id: params.recoveryId, by, params, rev }
  })
  const decided = again('payout_recoveries', async () => {
    const { params, by, rev } = await heard()
    const decider = await staff(app, ['bureau_leader'])
    const open = await decider.call('decideRecovery', { params, body: { rev, confirm: true, words: '应当退回' } })
    return { _id: params.recoveryId, by, params, rev: open.rev }
  })
  const repayment = { kind: 'received' as const, fen: 100, on: shanghaiDate(new Date()), reference: '流水 1' }
  const recorded = again('payout_recoveries', async () => {
    const { params, by, rev } = await decided()
    const next = await by.call('recordRepayment', { params, body: { rev, ...repayment } })
    return { _id: params.recoveryId, params, rev: next.rev }
  })

  return {
    // More than was paid too much: whoever may is told so.
    proposeRecovery: {
      send: async () => {
        const { awardId, month } = await overpaid()
        return { params: { awardId }, body: { ...body(month), months: [{ month, fen: 5_001 }] } }
      },
      done: 400,
    },
    getRecovery: async () => ({ params: (await told()).params }),
    decideRecovery: async () => {
      const { params, rev } = await heard()
      return { params, body: { rev, confirm: false, words: '不追回' } }
    },
    recordSpokenOnRecovery: async () => {
      const { params } = await told()
      const stored = await app.db.collection<{ _id: string; residentId: string }>('payout_recoveries').findOne({ _id: params.recoveryId })
      return { params, body: { rev: 0, residentId: stored?.residentId ?? '', ...spokenNow() } }
    },
    recordRepayment: async () => {
      const { params, rev } = await decided()
      return { params, body: { rev, ...repayment } }
    },
    confirmRepayment: async () => {
      const { params, rev } = await recorded()
      return { params, body: { rev, confirm: false, words: '金额不对' } }
    },
    speakOnRecovery: async () => {
      const { params } = await told()
      await app.db
        .collection<{ _id: string; accountId: string }>('payout_recoveries')
        .updateOne({ _id: params.recoveryId }, { $set: { accountId: visitor.accountId } })
      return { params, body: { rev: 0, words: '请听我说' } }
    },
  }
}
