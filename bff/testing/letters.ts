import type { LetterReceivers } from '@minsheng/shared/contracts/donation'
import { type MailingDocument, noCounts } from '../src/features/donation/mailing/store.ts'
import { key, type SignedIn, staff } from './actors.ts'
import type { TestApp } from './app.ts'
import { type District, district } from './district.ts'
import { pastGift } from './gifts.ts'
import { until } from './wait.ts'

/** Everyone who gave. */
export const everyone: LetterReceivers = { campaignId: null, from: null, to: null, minFen: null, notYetThanked: false }

/** Letters of one charity, as its people write them. */
export function lettersOf(test: TestApp, place: District) {
  const draft = (text: string, receivers: Partial<LetterReceivers> = {}) => ({
    charityId: place.charityId,
    text,
    receivers: { ...everyone, ...receivers },
  })
  const preview = (by: SignedIn, text: string, receivers: Partial<LetterReceivers> = {}) =>
    by.call('previewLetter', { body: draft(text, receivers) })
  return {
    draft,
    preview,
    /** Previewed and sent, as a person does it. */
    async send(by: SignedIn, text: string, receivers: Partial<LetterReceivers> = {}, idempotencyKey = key()) {
      const { asOf } = await preview(by, text, receivers)
      return by.call('sendLetter', { body: { ...draft(text, receivers), asOf }, idempotencyKey })
    },
    sent: (by: SignedIn, letterId: string) =>
      until(
        () => by.call('getLetter', { params: { letterId } }),
        ({ state }) => state === 'sent',
      ),
    /** A letter of the past, part of which did not arrive. */
    async withFailures(): Promise<string> {
      const now = new Date()
      const mailing: MailingDocument = {
        _id: `ltr_${key()}`,
        kind: 'thanks',
        charityId: place.charityId,
        charityName: '演示慈善组织',
        title: '演示慈善组织的感谢信',
        text: '谢谢您',
        receivers: everyone,
        campaignTitle: null,
        link: null,
        asOf: now,
        state: 'sent',
        counts: { ...noCounts, namedCount: 1, failed: 1 },
        createdBy: 'stf_past',
        createdAt: now,
        finishedAt: now,
        rev: 0,
      }
      await test.db.collection<MailingDocument>('mailings').insertOne(mailing)
      return mailing._id
    },
  }
}

/** A charity of its own with people who gave to it. */
export async function charityWithLetters(test: TestApp) {
  const place = await district(test)
  const owner = await staff(test, ['charity_owner'], place.charityId)
  const gave = (who: SignedIn, amountFen: number, change: Parameters<typeof pastGift>[2] = {}) =>
    pastGift(test, place, { donorId: who.accountId, amountFen, createdAt: new Date(Date.now() - 60 * 60_000), ...change })
  return { place, owner, gave, letters: lettersOf(test, place) }
}

export const read = async (who: SignedIn) => (await who.call('listMessages', {})).items
export const bodies = async (who: SignedIn) => (await read(who)).map(({ body }) => body)
