import type { LetterReceivers } from '@minsheng/shared/contracts/donation'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import { ANONYMOUS_LABEL, NAMELESS_LABEL } from '../donor/domain.ts'
import { projectPage } from '../telling/domain.ts'
import { countsOf, letterFault, letterFor, type Receiver, type ReceiverFilter, receiversOf } from './domain.ts'
import type { ReceiverStore } from './receiver/store.ts'
import { type MailingDocument, type MailingStore, noCounts } from './store.ts'

/** A preview older than this is looked at again before it goes out. */
const PREVIEW_GOOD_MS = 60 * 60_000
const AT_ONCE = 1_000

interface LetterParts {
  mailings: MailingStore
  receivers: ReceiverStore
  campaigns: Pick<CampaignStore, 'get' | 'many'>
  charities: Pick<CharityStore, 'get'>
  /** The person each account belongs to; accounts that nobody claimed are left out. */
  personsOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

export interface Draft {
  charityId: string
  text: string
  receivers: LetterReceivers
}

export type Letters = ReturnType<typeof createLetters>

/** Who a mailing goes to, and letters from preview to the order to send. */
export function createLetters({ mailings, receivers, campaigns, charities, personsOf, clock }: LetterParts) {
  /** Everyone a mailing goes to, each person once. */
  async function peopleOf(charityId: string, filter: ReceiverFilter, asOf: Date): Promise<Receiver[]> {
    const givings = await receivers.givings(charityId, filter, asOf)
    const ids = givings.map(({ accountId }) => accountId)
    const persons = new Map<string, string>()
    const thanked = new Map<string, { named: Date | null; anonymous: Date | null }>()
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE)
      for (const [account, person] of await personsOf(some)) persons.set(account, person)
      if (!filter.notYetThanked) continue
      for (const [account, to] of await mailings.thankedTo(charityId, some)) {
        const person = persons.get(account) ?? account
        const before = thanked.get(person)
        const later = (a: Date | null | undefined, b: Date | null) => (a && (!b || a > b) ? a : b)
        thanked.set(person, { named: later(before?.named, to.named), anonymous: later(before?.anonymous, to.anonymous) })
      }
    }
    return receiversOf(
      givings,
      (account) => persons.get(account) ?? account,
      filter,
      (person) => thanked.get(person),
    )
  }

  const invalid = (...issues: FieldIssue[]) => new AppError('invalid_input', { issues })

  async function checked({ charityId, text, receivers: filter }: Draft) {
    const fault = letterFault(text)
    if (fault) throw invalid({ path: 'body.text', message: fault })
    if (filter.from && filter.to && filter.from > filter.to)
      throw invalid({ path: 'body.receivers.to', message: '结束日期不能早于开始日期' })
    const [charity, campaign] = await Promise.all([charities.get(charityId), filter.campaignId ? campaigns.get(filter.campaignId) : null])
    if (!charity) throw invalid({ path: 'body.charityId', message: '没有这个慈善组织' })
    if (filter.campaignId && campaign?.charityId !== charityId)
      throw invalid({ path: 'body.receivers.campaignId', message: '这个项目不是本组织的，请重新选择' })
    return { charity, campaign }
  }

  return {
    peopleOf,
    /** How many it goes to, and what three of them will read. @throws AppError `invalid_input` */
    async preview(draft: Draft) {
      const { charity } = await checked(draft)
      const asOf = clock.now()
      const people = await peopleOf(draft.charityId, draft.receivers, asOf)
      const named = people.filter((person) => person.named !== null).slice(0, 2)
      const anonymous = people.find((person) => person.anonymous !== null)
      // Read as an anonymous receiver reads it: one who also gave under a name is not shown with both.
      const shown = [...named.map((person) => ({ ...person, anonymous: null })), ...(anonymous ? [{ ...anonymous, named: null }] : [])]
      const ids = [...new Set(shown.flatMap((person) => (person.named ?? person.anonymous)?.campaignIds ?? []))]
      const titles = new Map((await campaigns.many(ids)).map(({ _id, title }) => [_id, title]))
      return {
        ...countsOf(people),
        asOf: asOf.toISOString(),
        samples: shown.map((person) => ({
          label: person.named ? (person.named.name ?? NAMELESS_LABEL) : ANONYMOUS_LABEL,
          ...letterFor(draft.text, person, titles, charity.name),
        })),
      }
    },
    /** Writes the letter down; a job sends it. @throws AppError `invalid_input` | `wrong_state` when nobody would get it */
    async send(draft: Draft & { asOf: string }, id: string, by: string): Promise<MailingDocument> {
      const made = await mailings.mailing(id)
      if (made) return made
      const { charity, campaign } = await checked(draft)
      const [now, asOf] = [clock.now(), new Date(draft.asOf)]
      if (asOf > now || now.getTime() - asOf.getTime() > PREVIEW_GOOD_MS)
        throw invalid({ path: 'body.asOf', message: '离预览已经太久，请重新预览一次再发' })
      const counts = countsOf(await peopleOf(draft.charityId, draft.receivers, asOf))
      if (counts.namedCount + counts.anonymousGiftCount === 0)
        throw new AppError('wrong_state', { detail: '没有符合条件的捐赠人，请放宽条件再试' })
      return mailings.insert({
        _id: id,
        kind: 'thanks',
        charityId: charity._id,
        charityName: charity.name,
        title: `${charity.name}的感谢信`,
        text: draft.text,
        receivers: draft.receivers,
        campaignTitle: campaign?.title ?? null,
        link: campaign ? projectPage(campaign._id) : null,
        asOf,
        state: 'collecting',
        counts: { ...noCounts, ...counts },
        createdBy: by,
        createdAt: now,
        finishedAt: null,
        rev: 0,
      })
    },
  }
}
