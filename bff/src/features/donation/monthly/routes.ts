import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayGive, mayReadDesk, ownsMonthly } from '../access.ts'
import type { Projects } from '../campaign/projects.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { GivingStore } from '../giving/store.ts'
import { endsBefore, nextDueOn, remindAt } from './domain.ts'
import { presentMonth, presentMonthly } from './present.ts'
import type { MonthlyDocument, MonthlyStore } from './store.ts'

interface MonthlyParts {
  monthlies: MonthlyStore
  gifts: GivingStore
  campaigns: CampaignStore
  projects: Projects
  clock: Clock
}

const MOST_AT_ONCE = 20

export function monthlyRoutes({ monthlies, gifts, campaigns, projects, clock }: MonthlyParts): Route[] {
  const startLimit = createRateLimit(MOST_AT_ONCE, 3_600)
  const today = () => shanghaiDate(clock.now())

  async function present(found: readonly MonthlyDocument[]) {
    const latest = await monthlies.latestMonths(found.map(({ _id }) => _id))
    return found.map((monthly) => presentMonthly(monthly, latest.get(monthly._id), today()))
  }
  async function presentOne(monthly: MonthlyDocument) {
    const [shown] = await present([monthly])
    if (!shown) throw new Error(`nothing to show of ${monthly._id}`)
    return shown
  }
  /** When the next reminder comes. @throws AppError `invalid_input` when none would come before the last day */
  async function nextOf(terms: { dayOfMonth: number; until: string | null }, monthlyId: string | null) {
    const taken = monthlyId === null ? [] : (await monthlies.months(monthlyId)).map(({ month }) => month)
    const nextOn = nextDueOn(terms.dayOfMonth, today(), taken)
    if (endsBefore(nextOn, terms.until))
      throw new AppError('invalid_input', {
        issues: [{ path: 'body.until', message: '期限太近，一次提醒也来不及；请选晚一点的日期，或不设期限' }],
      })
    return { nextOn, nextRemindAt: remindAt(nextOn) }
  }
  async function openProject(projectId: string) {
    const [found] = await projects.withCharity(await campaigns.many([projectId]))
    return found && found.campaign.state !== 'draft' ? found : null
  }

  return [
    route({
      operation: contract.startMonthlyGift,
      load: ({ body }) => openProject(body.projectId),
      allow: mayGive,
      audit: { none: 'the monthly gift keeps its own history' },
      run: async ({ body, actor, context }, found) => {
        if (actor.kind !== 'visitor') throw new AppError('unauthenticated')
        await startLimit.spend(actor.accountId)
        if (found.notAccepting) throw new AppError('campaign_not_open', { detail: found.notAccepting })
        const now = clock.now()
        const monthly = await monthlies.insert({
          _id: derivedId('MG', context.idempotencySeed ?? ''),
          donorId: actor.accountId,
          campaignId: found.campaign._id,
          charityId: found.charity._id,
          projectTitle: found.campaign.title,
          charityName: found.charity.name,
          amountFen: body.amountFen,
          dayOfMonth: body.dayOfMonth,
          until: body.until,
          state: 'active',
          endedBecause: null,
          ...(await nextOf(body, null)),
          rev: 0,
          createdAt: now,
          history: [{ at: now, to: 'active', why: 'started' }],
        })
        if (monthly.amountFen !== body.amountFen || monthly.campaignId !== body.projectId || monthly.dayOfMonth !== body.dayOfMonth)
          throw new AppError('idempotency_key_reused')
        return presentOne(monthly)
      },
    }),
    route({
      operation: contract.listMyMonthlyGifts,
      load: ({ actor }) => (actor.kind === 'visitor' ? actor : null),
      allow: mayGive,
      audit: { none: "reading one's own monthly gifts" },
      run: async ({ query }, visitor) => {
        const page = toPage(await monthlies.listOfDonor(visitor.ownerIds, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present(page.rows), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.getMyMonthlyGift,
      load: ({ params }) => monthlies.monthly(params.monthlyId),
      allow: ownsMonthly,
      audit: { none: "reading one's own monthly gift" },
      run: async (_, monthly) => {
        const months = await monthlies.months(monthly._id)
        const given = await gifts.many(months.flatMap(({ giftId }) => (giftId === null ? [] : [giftId])))
        const returned = new Set(
          given.filter((gift) => (gift.refundedFen ?? 0) + (gift.refundingFen ?? 0) >= gift.amountFen).map(({ _id }) => _id),
        )
        return {
          ...presentMonthly(monthly, months[0], today()),
          months: months.map((month) => presentMonth(month, month.giftId !== null && returned.has(month.giftId), today())),
        }
      },
    }),
    route({
      operation: contract.changeMonthlyGift,
      load: ({ params }) => monthlies.monthly(params.monthlyId),
      allow: ownsMonthly,
      audit: { none: 'the monthly gift keeps its own history' },
      run: async ({ body }, monthly) => {
        if (monthly.state !== 'active' && monthly.state !== 'paused')
          throw new AppError('wrong_state', { detail: '这项月捐已经停了，不能再改；可以重新约定一个' })
        const { amountFen, dayOfMonth, until } = body
        const next = await nextOf(body, monthly._id)
        const changed = await monthlies.change({ _id: monthly._id, rev: body.rev }, [monthly.state], {
          amountFen,
          dayOfMonth,
          until,
          ...(monthly.state === 'active' ? next : {}),
        })
        if (!changed) throw new AppError('conflict')
        return presentOne(changed)
      },
    }),
    route({
      operation: contract.setMonthlyGiftState,
      load: ({ params }) => monthlies.monthly(params.monthlyId),
      allow: ownsMonthly,
      audit: { none: 'the monthly gift keeps its own history' },
      run: async ({ body: { to } }, monthly) => {
        const now = clock.now()
        if (monthly.state === to) return presentOne(monthly)
        if (to === 'active') {
          const found = await openProject(monthly.campaignId)
          if (!found || found.notAccepting) throw new AppError('campaign_not_open', { detail: found?.notAccepting ?? undefined })
          const resumed = await monthlies.move(monthly._id, ['paused'], 'active', 'giver', now, await nextOf(monthly, monthly._id))
          if (!resumed) throw new AppError('wrong_state', { detail: '这项月捐已经停了；可以重新约定一个' })
          return presentOne(resumed)
        }
        const from = to === 'paused' ? (['active'] as const) : (['active', 'paused', 'ended'] as const)
        const moved = await monthlies.move(monthly._id, from, to, 'giver', now, { nextOn: null, nextRemindAt: null })
        if (!moved) throw new AppError('wrong_state', { detail: '这项月捐已经停了' })
        await monthlies.quieten({ monthlyId: monthly._id })
        return presentOne(moved)
      },
    }),
    route({
      operation: contract.listMonthlyPromises,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { action: 'monthly-promise.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query }, scope) => ({ items: await monthlies.promises(scope, query.charityId) }),
    }),
  ]
}
