import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { DisbursementState, VoucherKind } from './domain.ts'

export interface DisbursementVoucher {
  kind: VoucherKind
  issuer: string
  number: string
  date: string | null
  /** The sealed file, and SHA-256 of what was uploaded. */
  fileId: string
  sha256: string
  contentType: string
  bytes: number
}

export interface ReversalDocument {
  reason: string
  requestedBy: string
  requestedAt: Date
  decision: { by: string; at: Date; approve: boolean; note: string } | null
}

export interface DisbursementDocument {
  _id: string
  charityId: string
  campaignId: string
  /** Names as they were when it was asked for. */
  charityName: string
  projectTitle: string
  amountFen: number
  budgetLabel: string
  purpose: string
  payee: string
  spentOn: string
  vouchers: DisbursementVoucher[]
  /** The numbers and files it holds, so that no other spending can; gone when it is rejected or reversed. */
  claims?: string[]
  publicPictureId: string | null
  state: DisbursementState
  /** When its journal was posted; null until then. */
  postedAt: Date | null
  reversedAt: Date | null
  requestedBy: string
  decision: { by: string; at: Date; note: string } | null
  reversal: ReversalDocument | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: DisbursementState; why: string }[]
}

export interface DisbursementFilter {
  charityId?: string | undefined
  campaignId?: string | undefined
  state?: DisbursementState | undefined
}

export interface DisbursementMove {
  to: DisbursementState
  by: string
  why: string
  at: Date
  set: Partial<Pick<DisbursementDocument, 'decision' | 'postedAt' | 'reversedAt' | 'reversal'>>
  /** Its vouchers may be used again. */
  freesClaims?: boolean
}

export type SpendingStore = ReturnType<typeof createSpendingStore>

const POSTED: readonly DisbursementState[] = ['approved', 'reversed']

export function createSpendingStore(db: Database) {
  const disbursements = db.collection<DisbursementDocument>('disbursements')

  return {
    async prepare() {
      await db.ensureIndexes('disbursements', [
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { campaignId: 1, createdAt: -1, _id: -1 }, serves: "a campaign's list, the public one too" },
        { key: { campaignId: 1, state: 1, budgetLabel: 1, amountFen: 1 }, serves: 'what was spent on each line, from the index alone' },
        { key: { state: 1, createdAt: -1, _id: -1 }, serves: 'what waits for a person' },
        {
          key: { charityId: 1, claims: 1 },
          unique: true,
          partialFilterExpression: { claims: { $exists: true } },
          serves: 'one voucher, one spending',
        },
        { key: { 'vouchers.fileId': 1 }, serves: 'whether an uploaded file was ever named' },
      ])
    },
    transaction: db.transaction,
    get: (id: string) => disbursements.findOne({ _id: id }, majorityRead),
    many: (ids: readonly string[]): Promise<DisbursementDocument[]> => disbursements.find({ _id: { $in: [...ids] } }).toArray(),
    getIn: (id: string, session: Session) => disbursements.findOne({ _id: id }, { session }),
    /**
     * Inserts with its claims in one write.
     * @returns what is there under the same id, or null when another spending holds one of its vouchers
     */
    async insert(disbursement: DisbursementDocument): Promise<DisbursementDocument | null> {
      try {
        await disbursements.insertOne(disbursement, durable)
        return disbursement
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return disbursements.findOne({ _id: disbursement._id })
      }
    },
    /** The spending that holds one of these numbers or files; a local read, for what refused ours may not be majority-committed yet. */
    holderOf: (charityId: string, claims: readonly string[]) => disbursements.findOne({ charityId, claims: { $in: [...claims] } }),
    /** Of these files, the ones any spending named, whatever became of it. */
    async namedFiles(fileIds: readonly string[]): Promise<Set<string>> {
      const named = await disbursements.distinct('vouchers.fileId', { 'vouchers.fileId': { $in: [...fileIds] } })
      return new Set(fileIds.filter((id) => named.includes(id)))
    },
    /** Moves one that is still where it was seen. @throws Error when it is not: the transaction ends */
    async moveIn(
      seen: Pick<DisbursementDocument, '_id' | 'rev'>,
      { to, by, why, at, set, freesClaims }: DisbursementMove,
      session: Session,
    ): Promise<DisbursementDocument> {
      const moved = await disbursements.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev },
        {
          $set: { state: to, ...set },
          ...(freesClaims ? { $unset: { claims: '' } } : {}),
          $push: { history: { at, by, to, why } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', session },
      )
      if (!moved) throw new Error(`disbursement ${seen._id} moved meanwhile`)
      return moved
    },
    /** Null when it is no longer where it was seen. */
    askReversal: (id: string, rev: number, reversal: ReversalDocument) =>
      disbursements.findOneAndUpdate(
        { _id: id, rev, state: 'approved' },
        {
          $set: { reversal },
          $push: { history: { at: reversal.requestedAt, by: reversal.requestedBy, to: 'approved', why: 'reversal asked for' } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
    /** Null when it is no longer where it was seen. */
    setPicture: (seen: Pick<DisbursementDocument, '_id' | 'state'>, rev: number, publicPictureId: string | null, by: string, at: Date) =>
      disbursements.findOneAndUpdate(
        { _id: seen._id, rev, state: seen.state },
        { $set: { publicPictureId }, $push: { history: { at, by, to: seen.state, why: 'public picture' } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    list(scope: CharityScope, filter: DisbursementFilter, position: ListPosition | null, limit: number) {
      const wanted: Filter<DisbursementDocument> = {
        $and: [
          scope.all ? {} : { charityId: scope.charityId },
          filter.charityId ? { charityId: filter.charityId } : {},
          filter.campaignId ? { campaignId: filter.campaignId } : {},
          filter.state ? { state: filter.state } : {},
          afterPosition(position),
        ],
      }
      return disbursements
        .find(wanted)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
    },
    /** What everyone may read of a campaign: posted, taken back or not. */
    listPublic: (campaignId: string, position: ListPosition | null, limit: number) =>
      disbursements
        .find({ campaignId, state: { $in: [...POSTED] }, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Fen and number of a campaign's spendings by budget line, of those posted and standing or of those that wait. */
    async sums(campaignId: string, state: 'approved' | 'requested'): Promise<Map<string, { fen: number; count: number }>> {
      const rows = await disbursements
        .aggregate<{ _id: string; fen: number; count: number }>(
          [{ $match: { campaignId, state } }, { $group: { _id: '$budgetLabel', fen: { $sum: '$amountFen' }, count: { $sum: 1 } } }],
          majorityRead,
        )
        .toArray()
      return new Map(rows.map(({ _id, fen, count }) => [_id, { fen, count }]))
    },
    /** Something of a charity's asked for before an instant and still without an answer. */
    openBefore: (charityId: string, before: Date) =>
      disbursements.countDocuments({
        charityId,
        $or: [
          { state: 'requested', createdAt: { $lt: before } },
          { state: 'approved', 'reversal.decision': null, 'reversal.requestedAt': { $lt: before } },
        ],
      }),
  }
}
