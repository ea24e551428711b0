import type { DisclosureKind, PeriodFigures } from '@minsheng/shared/contracts/donation'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { Told } from './domain.ts'

export type StoredFigures = Omit<PeriodFigures, 'asOf'> & { asOf: Date }

export interface ReportDocument {
  _id: string
  kind: DisclosureKind
  /** The campaign, project or charity it is about. */
  subjectId: string
  subjectName: string
  charityId: string
  charityName: string
  text: string
  pictureIds: string[]
  fileId: string | null
  state: 'draft' | 'published'
  /** Of a draft: as of its beginning; for good once published. */
  periodFrom: string
  periodTo: string
  dueOn: string
  figures: StoredFigures
  publishedOn: string | null
  publishedAt: Date | null
  late: boolean
  corrections: { at: Date; by: string; text: string; note: string }[]
  rev: number
  createdAt: Date
  createdBy: string
  history: { at: Date; by: string; what: string }[]
}

export type PublishedReport = ReportDocument & { publishedOn: string; publishedAt: Date }
type Written = Pick<ReportDocument, 'text' | 'pictureIds' | 'fileId'>
type Sealed = Pick<PublishedReport, 'periodFrom' | 'periodTo' | 'dueOn' | 'figures' | 'publishedOn' | 'publishedAt' | 'late'>

export type ReportStore = ReturnType<typeof createReportStore>

const ofKind = (kind: string) => ({ $eq: ['$kind', kind] })

export function createReportStore(db: Database) {
  const reports = db.collection<ReportDocument>('disclosure_reports')
  const journals = db.collection<{ _id: string; kind: string; campaignId: string | null; postedAt: Date }>('journals')

  return {
    prepare: () =>
      db.ensureIndexes('disclosure_reports', [
        {
          key: { subjectId: 1, kind: 1 },
          unique: true,
          partialFilterExpression: { state: 'draft' },
          serves: 'one draft for one thing to be told',
        },
        { key: { subjectId: 1, state: 1, publishedAt: -1, _id: -1 }, serves: "what was told, for the calendar and a project's page" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { fileId: 1, state: 1 }, serves: 'whether an attachment is public' },
      ]),
    get: (id: string) => reports.findOne({ _id: id }),
    /** Whether a published report carries this attachment. */
    isFilePublic: async (fileId: string) => (await reports.findOne({ fileId, state: 'published' }, { projection: { _id: 1 } })) !== null,
    /** What was told of these subjects. */
    async told(subjectIds: readonly string[]): Promise<Told[]> {
      const found = await reports
        .find({ subjectId: { $in: [...subjectIds] }, state: 'published' }, majorityRead)
        .project<Told>({ _id: 0, kind: 1, subjectId: 1, publishedOn: 1, periodTo: 1 })
        .toArray()
      return found
    },
    drafts: (subjectIds: readonly string[]) => reports.find({ subjectId: { $in: [...subjectIds] }, state: 'draft' }).toArray(),
    published: (subjectIds: readonly string[], position: ListPosition | null, limit: number) =>
      reports
        .find({ subjectId: { $in: [...subjectIds] }, state: 'published', ...afterPosition(position, 'publishedAt') })
        .sort({ publishedAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray() as Promise<PublishedReport[]>,
    list: (
      scope: CharityScope,
      filter: { charityId?: string; state?: ReportDocument['state'] },
      position: ListPosition | null,
      limit: number,
    ) =>
      reports
        .find({
          $and: [
            scope.all ? {} : { charityId: scope.charityId },
            filter.charityId ? { charityId: filter.charityId } : {},
            filter.state ? { state: filter.state } : {},
            afterPosition(position),
          ],
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Inserts, or returns what an earlier run of the same request inserted; null when another draft is there. */
    async insert(report: ReportDocument): Promise<ReportDocument | null> {
      try {
        await reports.insertOne(report, durable)
        return report
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return reports.findOne({ _id: report._id })
      }
    },
    updateDraft: (id: string, rev: number, written: Written & Pick<ReportDocument, 'periodFrom' | 'periodTo' | 'dueOn' | 'figures'>) =>
      reports.findOneAndUpdate(
        { _id: id, rev, state: 'draft' },
        { $set: written, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    publish: (id: string, rev: number, sealed: Sealed, by: string) =>
      reports.findOneAndUpdate(
        { _id: id, rev, state: 'draft' },
        {
          $set: { ...sealed, state: 'published' },
          $push: { history: { at: sealed.publishedAt, by, what: sealed.late ? 'published late' : 'published' } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
    correct: (report: ReportDocument, rev: number, to: { text: string; note: string }, by: string, at: Date) =>
      reports.findOneAndUpdate(
        { _id: report._id, rev, state: 'published' },
        {
          $set: { text: to.text },
          $push: { corrections: { at, by, text: report.text, note: to.note }, history: { at, by, what: 'corrected' } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),

    /** Sums of the ledger for campaigns in a period of calendar dates, both included. */
    async figures(campaignIds: readonly string[], from: string, to: string, asOf: Date): Promise<StoredFigures> {
      const [begin, end] = [startOfDay(from), startOfDay(addDays(to, 1))]
      const within = { $gte: ['$postedAt', begin] }
      const sumIf = (...conditions: unknown[]) => ({ $sum: { $cond: [{ $and: conditions }, '$amountFen', 0] } })
      const [sum] = await journals
        .aggregate<{ raised: number; gifts: number; accepted: number; closed: number; spent: number; inAll: number; outAll: number }>([
          { $match: { campaignId: { $in: [...campaignIds] }, postedAt: { $lt: end } } },
          {
            $group: {
              _id: null,
              raised: sumIf(within, ofKind('gift_paid')),
              gifts: { $sum: { $cond: [{ $and: [within, ofKind('gift_paid')] }, 1, 0] } },
              accepted: sumIf(within, ofKind('refund_accepted')),
              closed: sumIf(within, ofKind('refund_closed')),
              spent: sumIf(within, ofKind('disbursement')),
              inAll: sumIf({ $in: ['$kind', ['gift_paid', 'refund_closed']] }),
              outAll: sumIf({ $in: ['$kind', ['refund_accepted', 'disbursement']] }),
            },
          },
        ])
        .toArray()
      const { raised = 0, gifts = 0, accepted = 0, closed = 0, spent = 0, inAll = 0, outAll = 0 } = sum ?? {}
      // A refund of an earlier period that failed in this one comes back: never below nothing.
      const returnedFen = Math.max(accepted - closed, 0)
      return { raisedFen: raised, giftCount: gifts, returnedFen, spentFen: spent, leftFen: inAll - outAll, asOf }
    },
  }
}
