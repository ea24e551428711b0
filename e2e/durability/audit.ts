import { connectDatabase, majorityRead } from '../../bff/src/platform/db/index.ts'
import type { Acknowledgement } from './acknowledgement.ts'

interface GiftRow {
  _id: string
  amountFen: number
  state: string
}
interface JournalRow {
  _id: string
  outTradeNo: string
  legs: { account: string; side: 'debit' | 'credit'; amountFen: number }[]
}

export interface Audit {
  wishes: number
  acknowledgements: number
  /** Acknowledged and not there: a gift, or the journal of a gift called paid or paid at WeChat. */
  lost: string[]
  /** More gifts than wishes, more payments than orders, more journals than orders. */
  doubled: string[]
  unbalanced: string[]
  ledgerFen: number
  paidAtWechatFen: number
}

export async function paidOrders(pay: string): Promise<{ outTradeNo: string; totalFen: number }[]> {
  const response = await fetch(`${pay}/_control/orders`)
  const { orders } = (await response.json()) as { orders: { outTradeNo: string; totalFen: number; state: string }[] }
  return orders.filter((order) => order.state === 'SUCCESS')
}

const debitsOf = (journal: JournalRow, account: string): number =>
  journal.legs.reduce((sum, leg) => sum + (leg.account === account ? (leg.side === 'debit' ? leg.amountFen : -leg.amountFen) : 0), 0)
const imbalanceOf = (journal: JournalRow): number =>
  journal.legs.reduce((sum, leg) => sum + (leg.side === 'debit' ? leg.amountFen : -leg.amountFen), 0)

/** Holds the giver's log and the stand-in's orders against what the database has by majority reads. */
export async function audit(where: {
  mongodbUri: string
  mongodbName: string
  pay: string
  acknowledged: readonly Acknowledgement[]
  /** Numbers of the seed's gifts, which may have the amount of a wish. */
  seeded: readonly string[]
}): Promise<Audit> {
  const { acknowledged, seeded } = where
  const amounts = [...new Set(acknowledged.map((entry) => entry.amountFen))]
  const db = await connectDatabase(where.mongodbUri, where.mongodbName)
  try {
    const gifts = await db
      .collection<GiftRow>('gifts')
      .find({ amountFen: { $in: amounts }, _id: { $nin: [...seeded] } }, majorityRead)
      .toArray()
    const paid = (await paidOrders(where.pay)).filter((order) => amounts.includes(order.totalFen) && !seeded.includes(order.outTradeNo))
    const orderNumbers = [...new Set([...gifts.map((gift) => gift._id), ...paid.map((order) => order.outTradeNo)])]
    const journals = await db
      .collection<JournalRow>('journals')
      .find({ outTradeNo: { $in: orderNumbers } }, majorityRead)
      .toArray()

    const giftIds = new Set(gifts.map((gift) => gift._id))
    const posted = new Set(journals.map((journal) => journal.outTradeNo))
    const lost = [
      ...acknowledged.flatMap(({ event, giftId }) => (giftId && !giftIds.has(giftId) ? [`gift ${giftId} (${event})`] : [])),
      ...acknowledged.flatMap(({ event, giftId }) => (event === 'paid' && giftId && !posted.has(giftId) ? [`journal of ${giftId}`] : [])),
      ...paid.flatMap(({ outTradeNo }) => (posted.has(outTradeNo) ? [] : [`money of ${outTradeNo}`])),
    ]
    const doubled = [
      ...amounts.flatMap((amountFen) => {
        const made = gifts.filter((gift) => gift.amountFen === amountFen)
        return made.length > 1 ? [`wish of ${amountFen} fen: ${made.length} gifts`] : []
      }),
      ...amounts.flatMap((amountFen) => {
        const payments = paid.filter((order) => order.totalFen === amountFen)
        return payments.length > 1 ? [`wish of ${amountFen} fen: ${payments.length} payments`] : []
      }),
      ...orderNumbers.flatMap((number) => {
        const written = journals.filter((journal) => journal.outTradeNo === number)
        return written.length > 1 ? [`order ${number}: ${written.length} journals`] : []
      }),
    ]
    return {
      wishes: amounts.length,
      acknowledgements: acknowledged.filter((entry) => entry.event !== 'begun').length,
      lost,
      doubled,
      unbalanced: journals.filter((journal) => imbalanceOf(journal) !== 0).map((journal) => journal._id),
      ledgerFen: journals.reduce((sum, journal) => sum + debitsOf(journal, 'WxClearing'), 0),
      paidAtWechatFen: paid.reduce((sum, order) => sum + order.totalFen, 0),
    }
  } finally {
    await db.close()
  }
}
