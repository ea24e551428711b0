import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import type { Log } from '../../../platform/log/index.ts'
import type { Send } from '../../message/index.ts'
import type { Projects } from '../campaign/projects.ts'
import type { CampaignStore } from '../campaign/store.ts'
import { dueOn, endsBefore, latestDueOn, monthAfter, monthOf, remindAt, secondAt } from './domain.ts'
import type { MonthDocument, MonthlyDocument, MonthlyStore } from './store.ts'

/** While one of us is at a reminder, nobody else is; when we die, it is done again after this. */
const CLAIM_MS = 60_000

const givingLink = ({ _id, campaignId, amountFen }: MonthlyDocument) =>
  `/packages/donation/giving/index?id=${encodeURIComponent(campaignId)}&amount=${amountFen}&monthly=${encodeURIComponent(_id)}`
const myLink = '/packages/together/monthly/index'

/** Sends each month's reminder once, and once more after three days; nothing is ever charged here. */
export function createReminders(parts: {
  monthlies: MonthlyStore
  campaigns: CampaignStore
  projects: Projects
  send: Send
  log: Log
  clock: Clock
}) {
  const { monthlies, campaigns, projects, send, log, clock } = parts

  /** `over`: no gift will be taken any more; `paused`: none today. */
  async function takesGifts(campaignId: string, today: string): Promise<'yes' | 'paused' | 'over'> {
    const [found] = await projects.withCharity(await campaigns.many([campaignId]))
    if (!found || found.campaign.state === 'closed' || found.campaign.endsOn < today) return 'over'
    return found.notAccepting === null ? 'yes' : 'paused'
  }

  async function end(monthly: MonthlyDocument): Promise<void> {
    await send({
      id: `monthly:${monthly._id}:ended`,
      to: monthly.donorId,
      kind: 'monthly_gift',
      title: '月捐结束了',
      body: `“${monthly.projectTitle}”的募捐已经结束，以后不再提醒您。谢谢您一直帮忙！`,
      link: myLink,
    })
    const nothingMore = { nextOn: null, nextRemindAt: null, endedBecause: 'project' as const }
    await monthlies.move(monthly._id, ['active', 'paused'], 'ended', 'project', clock.now(), nothingMore)
  }

  async function remind(monthly: MonthlyDocument): Promise<void> {
    const now = clock.now()
    const today = shanghaiDate(now)
    if (monthly.nextOn === null) return
    const takes = await takesGifts(monthly.campaignId, today)
    if (takes === 'over') return end(monthly)
    const due = latestDueOn(monthly.nextOn, monthly.dayOfMonth, today)
    const month = monthOf(due)
    if (takes === 'yes' && !endsBefore(due, monthly.until)) {
      const { amountFen, projectTitle } = monthly
      const kept = await monthlies.openMonth({
        monthlyId: monthly._id,
        month,
        dueOn: due,
        amountFen,
        state: 'reminded',
        secondAt: secondAt(now),
        giftId: null,
        createdAt: now,
      })
      if (kept.state === 'reminded')
        await send({
          id: `monthly:${kept._id}:1`,
          to: monthly.donorId,
          kind: 'monthly_gift',
          title: '今天是您约定捐款的日子',
          body: `给“${projectTitle}”捐 ¥${formatYuan(amountFen)}。点开就能捐，不会自动扣款；这个月不方便，不用理会。`,
          link: givingLink(monthly),
        })
    }
    const following = dueOn(monthAfter(month), monthly.dayOfMonth)
    if (endsBefore(following, monthly.until))
      await monthlies.move(monthly._id, ['active'], 'ended', 'until', now, { nextOn: null, nextRemindAt: null, endedBecause: 'until' })
    else await monthlies.advance(monthly, following, remindAt(following))
  }

  async function remindAgain(month: MonthDocument): Promise<void> {
    const monthly = await monthlies.monthly(month.monthlyId)
    const wanted = monthly?.state === 'active' || (monthly?.state === 'ended' && monthly.endedBecause === 'until')
    if (!monthly || !wanted || month.state !== 'reminded' || (await takesGifts(monthly.campaignId, shanghaiDate(clock.now()))) !== 'yes') {
      await monthlies.quieten({ _id: month._id })
      return
    }
    await send({
      id: `monthly:${month._id}:2`,
      to: monthly.donorId,
      kind: 'monthly_gift',
      title: '这个月的捐款还没有捐',
      body: `给“${monthly.projectTitle}”的 ¥${formatYuan(monthly.amountFen)} 还没有捐。方便的话点开捐；不捐也没关系，这个月不再提醒。`,
      link: givingLink(monthly),
    })
    await monthlies.remindedAgain(month._id)
  }

  /** One after the other until nothing is due; one that fails is done again when its claim is over. */
  async function each<T extends { _id: string }>(
    signal: AbortSignal,
    claim: (now: Date, putOffTo: Date) => Promise<T | null>,
    work: (found: T) => Promise<void>,
  ): Promise<void> {
    while (!signal.aborted) {
      const now = clock.now()
      const found = await claim(now, new Date(now.getTime() + CLAIM_MS))
      if (!found) return
      try {
        await work(found)
      } catch (error) {
        log.warn({ err: error, of: found._id }, 'reminder not sent; it is sent again')
      }
    }
  }

  return {
    async remindDue(signal: AbortSignal): Promise<void> {
      await each(signal, monthlies.claimDue, remind)
      await each(signal, monthlies.claimSecond, remindAgain)
    },
  }
}
