import type { donationContract } from '@minsheng/shared/contracts/donation'
import type { messageContract } from '@minsheng/shared/contracts/message'
import type { proxyContract } from '@minsheng/shared/contracts/proxy'
import { key } from '../actors.ts'
import { dayFromToday } from '../bodies.ts'
import { pastGift } from '../gifts.ts'
import { startTeam } from '../teams.ts'
import type { Rows, Sent } from './matrix.ts'
import type { World } from './world.ts'

/** What belongs to one visitor: gifts, promises, pages and messages of the first of the two. */
export function visitorRows({ app, place, visitor }: World): Rows<typeof donationContract & typeof messageContract & typeof proxyContract> {
  const ownGift = async (): Promise<Sent> => ({ params: { giftId: (await pastGift(app, place, { donorId: visitor.accountId }))._id } })
  const ownTeam = async () => ({ teamId: (await startTeam(visitor, place)).id })
  const terms = { amountFen: 1_000, dayOfMonth: 15, until: null }
  const ownMonthly = async () => {
    const body = { projectId: place.campaignId, ...terms }
    const { id } = await visitor.call('startMonthlyGift', { body, idempotencyKey: key() })
    return { monthlyId: id }
  }
  /** Someone's child may see their gifts: an invitation that nobody has answered yet. */
  const ownProxy = async () => {
    const { text } = await visitor.call('getProxyCatalogue')
    const names = { elderName: '王奶奶', proxyName: '女儿小芳', relation: 'child' as const, phone: null }
    const body = { ...names, scopes: ['gifts' as const], until: dayFromToday(30), textVersion: text.version }
    const { id } = await visitor.call('inviteProxy', { body, idempotencyKey: key() })
    return { proxyId: id }
  }
  return {
    getMyGift: ownGift,
    checkGiftPayment: ownGift,
    // The order was made elsewhere and is paid: nothing is left to pay.
    resumeGiftPayment: { send: ownGift, done: 409 },
    // Nobody paid for it with WeChat Pay, so nothing can go back there.
    undoGift: { send: ownGift, done: 409 },
    getMyReceipt: ownGift,
    getMyReceiptPdf: ownGift,
    waiveReceipt: ownGift,
    // A gift that is in no day's seal yet has no proof.
    getMyLedgerProof: { send: ownGift, done: 409 },
    getMyGiftTrace: ownGift,
    getTeam: async () => ({ params: await ownTeam() }),
    listTeamGifts: async () => ({ params: await ownTeam() }),
    endTeam: async () => ({ params: await ownTeam() }),
    getMyMonthlyGift: async () => ({ params: await ownMonthly() }),
    changeMonthlyGift: async () => ({ params: await ownMonthly(), body: { rev: 0, ...terms } }),
    setMonthlyGiftState: async () => ({ params: await ownMonthly(), body: { to: 'paused' } }),
    getMyProxy: async () => ({ params: await ownProxy() }),
    withdrawProxy: async () => ({ params: await ownProxy() }),
    async readMessage() {
      const id = key()
      await app.app.message.send({ id, to: visitor.accountId, kind: 'notice', title: '一条消息', body: '正文', link: null })
      const { items } = await visitor.call('listMessages', {})
      return { params: { messageId: items[0]?.id ?? '' } }
    },
  }
}
