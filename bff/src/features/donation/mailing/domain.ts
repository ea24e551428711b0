import { letterPlaceholders } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { paidBetween } from '../donor/domain.ts'

/**
 * `thanks`: a letter a charity wrote. `automatic`: the thanks that go by themselves to everyone who gives to a campaign.
 * `progress`: news of a campaign one gave to.
 */
export type MailingKind = 'thanks' | 'automatic' | 'progress'
export type DeliveryState = 'pending' | 'sent' | 'muted' | 'dropped' | 'failed'

/** Part of a receiver's giving that a mailing is about. */
export interface Part {
  giftCount: number
  amountFen: number
  campaignIds: string[]
}

/** A person a mailing goes to. What they gave under a name and what they gave anonymously never mix. */
export interface Receiver {
  /** The account messages go to. */
  to: string
  /** Every account of theirs that gave. */
  accounts: string[]
  named: (Part & { name: string | null }) | null
  anonymous: Part | null
}

export interface ReceiverFilter {
  campaignId: string | null
  from: string | null
  to: string | null
  minFen: number | null
  notYetThanked: boolean
}

/** What one account gave, as the sums over gifts tell it. */
export interface AccountGiving {
  accountId: string
  name: { at: Date; name: string } | null
  named: (Part & { last: Date }) | null
  anonymous: { paidAt: Date; keptFen: number; campaignId: string }[]
}

/** Until when a person's gifts have been thanked for, named and anonymous apart. */
export interface ThankedTo {
  named: Date | null
  anonymous: Date | null
}

/** When a delivery that failed is tried again; null when it is given up. */
export function retryAt(attempts: number, now: Date): Date | null {
  const delaysMs = [5_000, 30_000, 5 * 60_000, 30 * 60_000]
  const delayMs = delaysMs[attempts - 1]
  return delayMs === undefined ? null : new Date(now.getTime() + delayMs)
}

/** How an anonymous or nameless donor is addressed. */
export const UNNAMED = '爱心人士'

const placeholder = /\{\{([^{}]*)\}\}/g
const known: readonly string[] = letterPlaceholders

/** What in a letter can't be sent so, in words for who writes it; null when it can. */
export function letterFault(text: string): string | null {
  const unknown = [...text.matchAll(placeholder)].map((match) => match[1]?.trim() ?? '').find((name) => !known.includes(name))
  if (unknown !== undefined) return `“{{${unknown}}}”不能用，只能用 {{称呼}}、{{项目}}、{{金额}}`
  if (/\{\{|\}\}/.test(text.replace(placeholder, ''))) return '有没写完整的“{{”或“}}”，请检查，或重新点按钮插入'
  return null
}

/** The projects of a part, as a letter names them. */
export function projectWords(campaignIds: readonly string[], titles: ReadonlyMap<string, string>): string {
  const [first, ...more] = campaignIds
  const title = (first && titles.get(first)) ?? '公益项目'
  return more.length === 0 ? `“${title}”` : `“${title}”等 ${campaignIds.length} 个项目`
}

/** The part of the giving that a letter speaks of: what was given under a name, else what was given anonymously. */
export const partOf = ({ named, anonymous }: Pick<Receiver, 'named' | 'anonymous'>): Part | null => named ?? anonymous

/** A letter as this receiver reads it. Placeholders are filled once: a name that looks like one stays as it is. */
export function letterFor(
  text: string,
  receiver: Pick<Receiver, 'named' | 'anonymous'>,
  titles: ReadonlyMap<string, string>,
  charityName: string,
): { title: string; body: string } {
  const part = partOf(receiver)
  const values: Record<string, string> = {
    称呼: receiver.named?.name ?? UNNAMED,
    项目: projectWords(part?.campaignIds ?? [], titles),
    金额: `¥${formatYuan(part?.amountFen ?? 0)}`,
  }
  const filled = text.replace(placeholder, (whole, name: string) => values[name.trim()] ?? whole)
  return { title: `${charityName}的感谢信`, body: `${filled}\n\n${charityName}` }
}

function joined<P extends Part>(one: P | null, other: P | null): P | null {
  if (!one || !other) return one ?? other
  return {
    ...one,
    giftCount: one.giftCount + other.giftCount,
    amountFen: one.amountFen + other.amountFen,
    campaignIds: [...new Set([...one.campaignIds, ...other.campaignIds])],
  }
}

function anonymousPart(gifts: AccountGiving['anonymous']): Part | null {
  if (gifts.length === 0) return null
  return {
    giftCount: gifts.length,
    amountFen: gifts.reduce((sum, { keptFen }) => sum + keptFen, 0),
    campaignIds: [...new Set(gifts.map(({ campaignId }) => campaignId))],
  }
}

/**
 * The people behind accounts, each once, with what of their giving the filter lets through. The least sum and "not yet
 * thanked" look at named giving as one and at each anonymous gift alone: neither tells anything of the other.
 */
export function receiversOf(
  givings: readonly AccountGiving[],
  personOf: (accountId: string) => string,
  filter: Pick<ReceiverFilter, 'minFen' | 'notYetThanked'>,
  thankedTo: (personId: string) => ThankedTo | undefined,
): Receiver[] {
  const minFen = filter.minFen ?? 0
  const people = new Map<string, { accounts: string[]; names: NonNullable<AccountGiving['name']>[]; givings: AccountGiving[] }>()
  for (const giving of givings) {
    const id = personOf(giving.accountId)
    const person = people.get(id) ?? { accounts: [], names: [], givings: [] }
    person.accounts.push(giving.accountId)
    if (giving.name) person.names.push(giving.name)
    person.givings.push(giving)
    people.set(id, person)
  }
  const receivers: Receiver[] = []
  for (const [to, { accounts, names, givings: own }] of people) {
    const thanked = filter.notYetThanked ? thankedTo(to) : undefined
    const isNew = (at: Date, since: Date | null | undefined) => !since || at > since
    const named = own.map((giving) => giving.named).reduce(joined, null)
    const lastNamed = own.map((giving) => giving.named?.last.getTime() ?? 0).reduce((a, b) => Math.max(a, b), 0)
    const namedGets = named !== null && named.amountFen >= minFen && isNew(new Date(lastNamed), thanked?.named)
    const anonymous = anonymousPart(
      own.flatMap((giving) => giving.anonymous).filter((gift) => gift.keptFen >= minFen && isNew(gift.paidAt, thanked?.anonymous)),
    )
    if (!namedGets && !anonymous) continue
    const latest = [...names].sort((a, b) => b.at.getTime() - a.at.getTime())[0]
    receivers.push({
      to,
      accounts,
      named:
        namedGets && named
          ? { name: latest?.name ?? null, giftCount: named.giftCount, amountFen: named.amountFen, campaignIds: named.campaignIds }
          : null,
      anonymous,
    })
  }
  return receivers
}

/** How many receivers, as the charity may know it. */
export function countsOf(receivers: readonly Receiver[]): { namedCount: number; anonymousGiftCount: number } {
  return {
    namedCount: receivers.filter(({ named }) => named !== null).length,
    anonymousGiftCount: receivers.reduce((sum, { anonymous }) => sum + (anonymous?.giftCount ?? 0), 0),
  }
}

/** The gifts a mailing is about: paid on these days, and no later than it was looked at. */
export function paidUpTo(filter: Pick<ReceiverFilter, 'from' | 'to'>, asOf: Date): { $gte?: Date; $lt?: Date; $lte: Date } {
  return { ...paidBetween({ from: filter.from ?? undefined, to: filter.to ?? undefined }), $lte: asOf }
}
