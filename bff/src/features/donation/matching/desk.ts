import type { MatchingFields } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { isDuplicateKey } from '../../../platform/db/index.ts'
import type { CampaignDocument } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import { companyDonor } from '../giving/domain.ts'
import type { GiftDocument, GivingStore } from '../giving/store.ts'
import { bankGiftJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { MatchingDocument, MatchingPaymentDocument, MatchingStore } from './store.ts'

export type MatchingDesk = ReturnType<typeof createMatchingDesk>

interface Word {
  rev: number
  approve: boolean
  note: string
}

const issue = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `body.${path}`, message }] })
const moved = () => new AppError('wrong_state', { detail: '它的状态已经变了，请刷新后查看' })

/** What people decide about agreements and transfers; two of them for each. */
export function createMatchingDesk(parts: {
  matchings: MatchingStore
  gifts: GivingStore
  ledger: LedgerStore
  charities: CharityStore
  clock: Clock
}) {
  const { matchings, gifts, ledger, charities, clock } = parts

  async function giftOf(payment: MatchingPaymentDocument, matching: MatchingDocument, now: Date): Promise<GiftDocument> {
    const charity = await charities.get(payment.charityId)
    if (!charity) throw new Error(`charity ${payment.charityId} of ${payment._id} is missing`)
    return {
      _id: derivedId('GY', payment._id),
      donorId: companyDonor(matching.companyUscc),
      campaignId: payment.campaignId,
      charityId: payment.charityId,
      codeId: null,
      amountFen: payment.amountFen,
      anonymous: !matching.nameOnGifts,
      donorName: matching.nameOnGifts ? matching.companyName : null,
      projectTitle: matching.campaignTitle,
      charityName: charity.name,
      venueName: null,
      channel: 'bank',
      subMchid: '',
      payerIp: null,
      matchingId: matching._id,
      state: 'paid',
      payBefore: now,
      paidAt: new Date(`${payment.receivedOn}T12:00:00+08:00`),
      transactionId: payment.bankReference,
      checks: 0,
      nextCheckAt: null,
      rev: 0,
      createdAt: now,
      history: [{ at: now, to: 'paid', why: 'bank transfer' }],
    }
  }

  return {
    /** Writes an agreement down; a second person confirms it. @throws AppError `invalid_input` | `already_exists` */
    async record(campaign: CampaignDocument, fields: MatchingFields, by: string, seed: string): Promise<MatchingDocument> {
      const now = clock.now()
      if (fields.agreedOn > shanghaiDate(now)) throw issue('agreedOn', '签订日期不能晚于今天')
      if (fields.startsOn < campaign.startsOn) throw issue('startsOn', '不能早于募捐开始的日期')
      if (fields.endsOn > campaign.endsOn) throw issue('endsOn', '不能晚于募捐结束的日期')
      const made = await matchings.insert({
        _id: derivedId('MA', seed),
        ...fields,
        charityId: campaign.charityId,
        campaignTitle: campaign.title,
        state: 'recorded',
        recordedBy: by,
        decision: null,
        endedOn: null,
        rev: 0,
        createdAt: now,
        history: [{ at: now, by, to: 'recorded', note: '' }],
      })
      if (!made) throw new AppError('already_exists', { detail: '这家企业的这份协议已经登记过了，请核对协议编号' })
      if (made.agreementNumber !== fields.agreementNumber || made.campaignId !== fields.campaignId)
        throw new AppError('idempotency_key_reused')
      return made
    },
    /** The second person's word. @throws AppError `forbidden` to the one who recorded it | `conflict` | `wrong_state` */
    async decide(matching: MatchingDocument, word: Word, by: string): Promise<MatchingDocument> {
      if (matching.recordedBy === by) throw new AppError('forbidden', { detail: '不能确认自己登记的协议，请由另一位负责人确认' })
      if (matching.state !== 'recorded') throw moved()
      const at = clock.now()
      const decided = await matchings.move(
        { _id: matching._id, rev: word.rev },
        {
          from: ['recorded'],
          to: word.approve ? 'confirmed' : 'rejected',
          by,
          at,
          note: word.note,
          set: { decision: { by, at, note: word.note } },
        },
      )
      if (!decided) throw new AppError('conflict')
      return decided
    },
    /** Today is the last day that counts. @throws AppError `conflict` | `wrong_state` */
    async end(matching: MatchingDocument, word: { rev: number; note: string }, by: string): Promise<MatchingDocument> {
      if (matching.state !== 'confirmed') throw moved()
      const at = clock.now()
      const ended = await matchings.move(
        { _id: matching._id, rev: word.rev },
        { from: ['confirmed'], to: 'ended', by, at, note: word.note, set: { endedOn: shanghaiDate(at) } },
      )
      if (!ended) throw new AppError('conflict')
      return ended
    },
    /** Finance saw the company's transfer on the bank's receipt. @throws AppError `invalid_input` | `wrong_state` | `already_exists` */
    async recordPayment(
      matching: MatchingDocument,
      paid: { amountFen: number; receivedOn: string; bankReference: string },
      by: string,
      seed: string,
    ): Promise<MatchingPaymentDocument> {
      const now = clock.now()
      if (matching.state !== 'confirmed' && matching.state !== 'ended')
        throw new AppError('wrong_state', { detail: '协议还没有确认，不能登记到账' })
      if (paid.receivedOn > shanghaiDate(now)) throw issue('receivedOn', '到账日期不能晚于今天')
      if (paid.receivedOn < matching.agreedOn) throw issue('receivedOn', '到账日期不能早于协议签订的日期')
      const made = await matchings.insertPayment({
        _id: derivedId('MP', seed),
        ...paid,
        bankReference: paid.bankReference.toUpperCase(),
        matchingId: matching._id,
        charityId: matching.charityId,
        campaignId: matching.campaignId,
        state: 'recorded',
        taken: true,
        recordedBy: by,
        decision: null,
        giftId: null,
        rev: 0,
        createdAt: now,
        history: [{ at: now, by, to: 'recorded', note: '' }],
      })
      if (!made) throw new AppError('already_exists', { detail: '这个银行流水号已经登记过了，请核对银行回单' })
      if (made.amountFen !== paid.amountFen || made.matchingId !== matching._id) throw new AppError('idempotency_key_reused')
      return made
    },
    /** The second person's word; approved, the transfer is a gift and in the books, all at once. @throws AppError as `decide` */
    async decidePayment(payment: MatchingPaymentDocument, word: Word, by: string): Promise<MatchingPaymentDocument> {
      if (payment.recordedBy === by) throw new AppError('forbidden', { detail: '不能确认自己登记的到账，请由另一位负责人确认' })
      const matching = await matchings.matching(payment.matchingId)
      if (!matching) throw new Error(`agreement ${payment.matchingId} is missing`)
      const now = clock.now()
      const decision = { by, at: now, note: word.note }
      const gift = word.approve ? await giftOf(payment, matching, now) : null
      const journal = gift ? bankGiftJournal({ ...payment, outTradeNo: gift._id, bankReference: payment.bankReference }, now) : null
      try {
        const decided = await matchings.transaction(async (session) => {
          const fresh = await matchings.paymentIn(payment._id, session)
          if (fresh?.state !== 'recorded') throw moved()
          if (fresh.rev !== word.rev) throw new AppError('conflict')
          const to = word.approve ? 'confirmed' : 'rejected'
          const decidedPayment = await matchings.movePaymentIn(fresh, to, decision, gift?._id ?? null, session)
          if (gift && journal) {
            await gifts.insertWith(gift, session)
            await ledger.postWith(journal, session)
          }
          return decidedPayment
        })
        if (journal) await ledger.told(journal)
        return decided
      } catch (error) {
        if (isDuplicateKey(error)) throw new AppError('already_exists', { detail: '这个银行流水号已经入过账，请核对银行回单' })
        throw error
      }
    },
  }
}
