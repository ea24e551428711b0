import type { DisbursementFields } from '@minsheng/shared/contracts/donation'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import { type Clock, formatDate, shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { CampaignDocument } from '../campaign/store.ts'
import type { CharityDocument } from '../charity/store.ts'
import { disbursementJournal, disbursementReversedJournal, type Journal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { PictureStore } from '../picture/store.ts'
import { fileClaim, numberClaim, requestIssues, spendRefusal, voucherWords } from './domain.ts'
import type { DisbursementDocument, DisbursementVoucher, SpendingStore } from './store.ts'
import type { VoucherStore } from './voucher/store.ts'

export type SpendingDesk = ReturnType<typeof createSpendingDesk>

interface Decision {
  rev: number
  approve: boolean
  note: string
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const moved = () => wrongState('这笔支出的状态已经变了，请刷新后查看')
const ownRequest = (what: string) => new AppError('forbidden', { detail: `不能审批自己提出的${what}，请由另一位负责人审批` })

const claimsOf = (vouchers: readonly DisbursementVoucher[]) =>
  vouchers.flatMap((voucher) => [numberClaim(voucher), fileClaim(voucher.sha256)])

/** Where a voucher is used already, in words that let finance find it. */
const useWords = (holder: DisbursementDocument) =>
  `已用于${formatDate(new Date(`${holder.spentOn}T00:00:00+08:00`))}的支出“${holder.purpose}”（¥${formatYuan(holder.amountFen)}，${holder.projectTitle}），同一份凭证不能用两次`

/** What people decide about spending; each decision and its journal in one transaction. */
export function createSpendingDesk(parts: {
  store: SpendingStore
  vouchers: VoucherStore
  pictures: PictureStore
  ledger: LedgerStore
  clock: Clock
}) {
  const { store, vouchers, pictures, ledger, clock } = parts

  async function pictureIssues(id: string | null, path: string): Promise<FieldIssue[]> {
    return id === null || (await pictures.get(id)) ? [] : [{ path, message: '图片不存在，请重新上传' }]
  }

  /** @throws AppError `invalid_input` naming each voucher whose file is not the charity's */
  async function withFiles(fields: DisbursementFields, charityId: string, today: string, campaign: CampaignDocument) {
    const files = new Map(
      (
        await vouchers.many(
          fields.vouchers.map((voucher) => voucher.fileId),
          charityId,
        )
      ).map((file) => [file._id, file]),
    )
    const issues = [
      ...requestIssues(fields, campaign, today),
      ...fields.vouchers.flatMap((voucher, index) =>
        files.has(voucher.fileId) ? [] : [{ path: `body.vouchers.${index}.fileId`, message: '文件不存在，请重新上传' }],
      ),
      ...(await pictureIssues(fields.publicPictureId, 'body.publicPictureId')),
    ]
    if (issues.length > 0) throw new AppError('invalid_input', { issues })
    return fields.vouchers.flatMap((voucher): DisbursementVoucher[] => {
      const file = files.get(voucher.fileId)
      return file ? [{ ...voucher, sha256: file.sha256, contentType: file.contentType, bytes: file.bytes }] : []
    })
  }

  /** Names, voucher by voucher, where it is used already. */
  async function usedIssues(charityId: string, found: readonly DisbursementVoucher[]): Promise<FieldIssue[]> {
    const issues: FieldIssue[] = []
    for (const [index, voucher] of found.entries()) {
      const byNumber = await store.holderOf(charityId, [numberClaim(voucher)])
      if (byNumber)
        issues.push({
          path: `body.vouchers.${index}.number`,
          message: `${voucherWords[voucher.kind]} ${voucher.number} ${useWords(byNumber)}`,
        })
      const byFile = await store.holderOf(charityId, [fileClaim(voucher.sha256)])
      if (byFile && !byNumber) issues.push({ path: `body.vouchers.${index}.fileId`, message: `这份文件${useWords(byFile)}` })
    }
    return issues
  }

  /** What leaves the campaign leaves the bank as well: both guards, always in this order. */
  async function guarded(
    { charityId, campaignId }: DisbursementDocument,
    work: (
      session: Parameters<Parameters<SpendingStore['transaction']>[0]>[0],
      balances: { leftFen: number; bankFen: number },
    ) => Promise<{ disbursement: DisbursementDocument; journal: Journal | null }>,
  ): Promise<DisbursementDocument> {
    await ledger.openGuard(campaignId)
    await ledger.openCharityGuard('Bank', charityId)
    const { disbursement, journal } = await store.transaction(async (session) => {
      const leftFen = await ledger.guardedBalance(campaignId, session)
      const bankFen = await ledger.guardedCharityBalance('Bank', charityId, session)
      return work(session, { leftFen, bankFen })
    })
    if (journal) await ledger.told(journal)
    return disbursement
  }

  const money = ({ _id, charityId, campaignId, amountFen }: DisbursementDocument) => ({
    disbursementId: _id,
    charityId,
    campaignId,
    amountFen,
  })

  return {
    /** Where a file is used already, for the one who uploads it again; null when nowhere. */
    async fileUse(charityId: string, sha256: string): Promise<string | null> {
      const holder = await store.holderOf(charityId, [fileClaim(sha256)])
      return holder && `这份文件${useWords(holder)}`
    },
    /** @throws AppError `invalid_input` | `already_exists` naming the earlier use | `wrong_state` */
    async request(
      { campaign, charity }: { campaign: CampaignDocument; charity: CharityDocument },
      fields: DisbursementFields,
      by: string,
      seed: string,
    ): Promise<DisbursementDocument> {
      if (campaign.state === 'draft') throw wrongState('这个项目还没有发布，没有善款可以支出')
      const now = clock.now()
      const found = await withFiles(fields, charity._id, shanghaiDate(now), campaign)
      const disbursement: DisbursementDocument = {
        _id: derivedId('DB', seed),
        charityId: charity._id,
        charityName: charity.name,
        projectTitle: campaign.title,
        ...fields,
        vouchers: found,
        claims: claimsOf(found),
        state: 'requested',
        postedAt: null,
        reversedAt: null,
        requestedBy: by,
        decision: null,
        reversal: null,
        rev: 0,
        createdAt: now,
        history: [{ at: now, by, to: 'requested', why: 'asked for' }],
      }
      const kept = await store.insert(disbursement)
      if (!kept) throw new AppError('already_exists', { issues: await usedIssues(charity._id, found) })
      if (kept.campaignId !== fields.campaignId || kept.amountFen !== fields.amountFen || kept.purpose !== fields.purpose)
        throw new AppError('idempotency_key_reused')
      return kept
    },
    /** The second person's word. @throws AppError `forbidden` to the one who asked | `conflict` | `wrong_state` */
    decide(seen: DisbursementDocument, { rev, approve, note }: Decision, by: string): Promise<DisbursementDocument> {
      if (seen.requestedBy === by) throw ownRequest('支出')
      return guarded(seen, async (session, { leftFen, bankFen }) => {
        const fresh = await store.getIn(seen._id, session)
        if (fresh?.state !== 'requested') throw moved()
        if (fresh.rev !== rev) throw new AppError('conflict')
        const at = clock.now()
        const decision = { by, at, note }
        if (!approve) {
          const rejected = { to: 'rejected', by, why: note, at, set: { decision }, freesClaims: true } as const
          return { disbursement: await store.moveIn(fresh, rejected, session), journal: null }
        }
        const refusal = spendRefusal(fresh.amountFen, leftFen, bankFen)
        if (refusal) throw wrongState(refusal)
        const disbursement = await store.moveIn(fresh, { to: 'approved', by, why: note, at, set: { decision, postedAt: at } }, session)
        const journal = disbursementJournal(money(disbursement), at)
        await ledger.postWith(journal, session)
        return { disbursement, journal }
      })
    },
    /** Asks to take a posted spending back. @throws AppError `conflict` | `wrong_state` */
    async askReversal(seen: DisbursementDocument, asked: { rev: number; reason: string }, by: string): Promise<DisbursementDocument> {
      // The same request again, after its answer was lost.
      if (seen.reversal?.decision === null && seen.reversal.requestedBy === by && seen.reversal.reason === asked.reason) return seen
      if (seen.state !== 'approved') throw wrongState('只有已经记账的支出才能冲正')
      if (seen.reversal?.decision === null) throw wrongState('这笔支出已经在等待冲正审批')
      const reversal = { reason: asked.reason, requestedBy: by, requestedAt: clock.now(), decision: null }
      const changed = await store.askReversal(seen._id, asked.rev, reversal)
      if (!changed) throw new AppError('conflict')
      return changed
    },
    /** The second person's word on taking it back. @throws AppError `forbidden` to the one who asked | `conflict` | `wrong_state` */
    decideReversal(seen: DisbursementDocument, { rev, approve, note }: Decision, by: string): Promise<DisbursementDocument> {
      if (seen.reversal?.requestedBy === by) throw ownRequest('冲正')
      return guarded(seen, async (session) => {
        const fresh = await store.getIn(seen._id, session)
        if (fresh?.state !== 'approved' || fresh.reversal?.decision !== null) throw moved()
        if (fresh.rev !== rev) throw new AppError('conflict')
        const at = clock.now()
        const reversal = { ...fresh.reversal, decision: { by, at, approve, note } }
        if (!approve)
          return {
            disbursement: await store.moveIn(fresh, { to: 'approved', by, why: note, at, set: { reversal } }, session),
            journal: null,
          }
        const set = { reversal, reversedAt: at }
        const disbursement = await store.moveIn(fresh, { to: 'reversed', by, why: note, at, set, freesClaims: true }, session)
        const journal = disbursementReversedJournal(money(disbursement), at)
        await ledger.postWith(journal, session)
        return { disbursement, journal }
      })
    },
    /** @throws AppError `invalid_input` | `conflict` | `wrong_state` */
    async changePicture(seen: DisbursementDocument, { rev, pictureId }: { rev: number; pictureId: string | null }, by: string) {
      if (seen.state === 'rejected') throw wrongState('没有通过的支出不公开，不用放图片')
      const issues = await pictureIssues(pictureId, 'body.pictureId')
      if (issues.length > 0) throw new AppError('invalid_input', { issues })
      const changed = await store.setPicture(seen, rev, pictureId, by, clock.now())
      if (!changed) throw new AppError('conflict')
      return changed
    },
  }
}
