import { randomUUID } from 'node:crypto'
import { systemClock } from '@minsheng/shared/units/clock'
import { inject } from 'vitest'
import '../../scripts/testing/provided-context.ts'
import { createSealing } from '../../bff/src/features/donation/ledger-proof/sealing.ts'
import { createProofStore } from '../../bff/src/features/donation/ledger-proof/store.ts'
import { createRefresh } from '../../bff/src/features/donation/trace/refresh.ts'
import { createTraceStore } from '../../bff/src/features/donation/trace/store.ts'
import { connectDatabase, type Database } from '../../bff/src/platform/db/index.ts'
import { createLog } from '../../bff/src/platform/log/index.ts'
import { approvedSpending } from '../../bff/testing/spending.ts'

const HOUR_MS = 3_600_000
const log = createLog('silent')

interface JournalFacts {
  _id: string
  campaignId: string
  charityId: string
  postedAt: Date
}

/** The running system's books, reached behind its back: journeys can't wait for a night to pass. */
export async function openPast() {
  const { mongodbUri, mongodbName } = inject('system')
  const db: Database = await connectDatabase(mongodbUri, mongodbName)
  const journals = db.collection<JournalFacts & { outTradeNo?: string }>('journals')
  const journalOf = async (giftId: string) => {
    const found = await journals.findOne({ outTradeNo: giftId })
    if (!found) throw new Error(`${giftId} is in no journal`)
    return found
  }
  return {
    db,
    journalOf,
    close: db.close,
    /** A project like this one that nobody gave to or spent from yet. */
    async freshProject(campaignId: string): Promise<{ id: string; title: string }> {
      const campaigns = db.collection<{ _id: string; title: string }>('campaigns')
      const like = await campaigns.findOne({ _id: campaignId })
      if (!like) throw new Error(`there is no campaign ${campaignId}`)
      const mark = randomUUID().slice(0, 8)
      const fresh = { ...like, _id: `cmp_${mark}`, title: `${like.title}（旧账${mark}）` }
      await campaigns.insertOne(fresh)
      return { id: fresh._id, title: fresh.title }
    },
    /** The one gift of a project. */
    async giftOf(campaignId: string): Promise<string> {
      const found = await journals.findOne({ campaignId, outTradeNo: { $exists: true } })
      if (!found?.outTradeNo) throw new Error(`nobody gave to ${campaignId}`)
      return found.outTradeNo
    },
    /** Takes it out of the public lists again. */
    async hideProject(id: string): Promise<void> {
      await db.collection<{ _id: string; state: string }>('campaigns').updateOne({ _id: id }, { $set: { state: 'closed' } })
    },
    /** A gift that was made before all others, on a day that is over and sealed. */
    async makeOldest(giftId: string): Promise<void> {
      const { _id } = await journalOf(giftId)
      const first = await journals.findOne({}, { sort: { postedAt: 1 } })
      const dayAgo = Date.now() - 26 * HOUR_MS
      const postedAt = new Date(Math.min(dayAgo, (first?.postedAt.getTime() ?? dayAgo) - HOUR_MS))
      await journals.updateOne({ _id }, { $set: { postedAt } })
      for (const name of ['ledger_seals', 'ledger_leaves', 'ledger_rollups']) await db.collection(name).deleteMany({})
      await createSealing({ store: createProofStore(db), log, clock: systemClock }).sealDue()
    },
    /** Spending of the gift's project, approved and posted; it takes the oldest gift first. */
    async spend(giftId: string, amountFen: number, change: Parameters<typeof approvedSpending>[2] | object = {}): Promise<void> {
      const { campaignId, charityId } = await journalOf(giftId)
      await approvedSpending({ db }, { campaignId, charityId }, { ...change, amountFen })
      await createRefresh({ store: createTraceStore(db), log, clock: systemClock }).askAndRefresh(campaignId)
    },
  }
}

export type Past = Awaited<ReturnType<typeof openPast>>
