import type { Matching, MatchingFields } from '@minsheng/shared/contracts/donation'
import { key, type SignedIn } from './actors.ts'
import { dayFromToday } from './bodies.ts'
import { type District, freshUscc } from './district.ts'

/** An agreement as a charity types it in: one for one, at most ¥500.00. */
export function matchingBody(place: District, change: Partial<MatchingFields> = {}): MatchingFields {
  return {
    campaignId: place.campaignId,
    companyName: '演示·湖滨食品公司',
    companyUscc: freshUscc(),
    agreementNumber: `配捐 ${key().slice(0, 8)}`,
    agreedOn: dayFromToday(-5),
    ratioPermille: 1_000,
    perGiftCapFen: null,
    totalCapFen: 50_000,
    startsOn: dayFromToday(-5),
    endsOn: dayFromToday(50),
    nameOnGifts: true,
    ...change,
  }
}

export const recordMatching = (by: SignedIn, place: District, change: Partial<MatchingFields> = {}): Promise<Matching> =>
  by.call('recordMatching', { body: matchingBody(place, change), idempotencyKey: key() })

export const decideMatching = (by: SignedIn, { id, rev }: Pick<Matching, 'id' | 'rev'>, approve = true) =>
  by.call('decideMatching', { params: { matchingId: id }, body: { rev, approve, note: '已核对协议原件' } })

/** An agreement in force: one recorded it, another confirmed it. */
export async function standingMatching(finance: SignedIn, owner: SignedIn, place: District, change: Partial<MatchingFields> = {}) {
  return decideMatching(owner, await recordMatching(finance, place, change))
}

export const recordPayment = (by: SignedIn, matchingId: string, amountFen: number, bankReference = `ICBC${key().slice(0, 13)}`) =>
  by.call('recordMatchingPayment', {
    params: { matchingId },
    body: { amountFen, receivedOn: dayFromToday(0), bankReference },
    idempotencyKey: key(),
  })

export const decidePayment = (by: SignedIn, { id, rev }: { id: string; rev: number }, approve = true) =>
  by.call('decideMatchingPayment', { params: { paymentId: id }, body: { rev, approve, note: '与银行回单一致' } })

/** The agreements the public sees at a campaign. */
export const shownMatchings = async (by: SignedIn, { campaignId }: District) =>
  (await by.call('listProjectMatchings', { params: { projectId: campaignId } })).items

/** What a campaign has by its page. */
export const raisedOf = async (by: SignedIn, { campaignId }: District) =>
  (await by.call('getProject', { params: { projectId: campaignId } })).totals
