import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { outboxEntry } from '../../../platform/events/outbox.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayDecideTeam, mayGive, mayReadDesk, maySeeTeam, ownsTeam } from '../access.ts'
import type { Projects } from '../campaign/projects.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { GivingStore } from '../giving/store.ts'
import type { TextChecking } from './checking.ts'
import { decides, endIssues, isPublic, nextCheckAt, shownState } from './domain.ts'
import { presentTeam, presentTeamGift, presentTeamRow, type TeamFacts } from './present.ts'
import type { TeamDocument, TeamStore } from './store.ts'

interface TogetherParts {
  teams: TeamStore
  gifts: GivingStore
  campaigns: CampaignStore
  projects: Projects
  checking: TextChecking
  clock: Clock
}

const REFUSED_WORDS = '工作人员看过后认为不适合显示：'

export function togetherRoutes({ teams, gifts, campaigns, projects, checking, clock }: TogetherParts): Route[] {
  const startLimit = createRateLimit(10, 3_600)
  const reportLimit = createRateLimit(20, 3_600)
  const today = () => shanghaiDate(clock.now())

  async function factsOf(found: readonly TeamDocument[]): Promise<Map<string, TeamFacts>> {
    const [sums, facts] = await Promise.all([
      gifts.teamSums(found.map(({ _id }) => _id)),
      campaigns.many([...new Set(found.map(({ campaignId }) => campaignId))]).then((many) => projects.withCharity(many)),
    ])
    const byCampaign = new Map(facts.map((fact) => [fact.campaign._id, fact]))
    return new Map(
      found.map((team) => {
        const project = byCampaign.get(team.campaignId)
        return [
          team._id,
          {
            ...(sums.get(team._id) ?? { raisedFen: 0, people: 0 }),
            acceptsGifts: project !== undefined && project.notAccepting === null,
            demo: project === undefined || project.charity.demo || project.campaign.channel === 'demo',
          },
        ]
      }),
    )
  }
  async function present(found: readonly TeamDocument[], actor: Actor) {
    const facts = await factsOf(found)
    return found.flatMap((team) => {
      const of = facts.get(team._id)
      return of ? [presentTeam(team, of, ownsTeam(actor, team), today())] : []
    })
  }
  async function presentOne(team: TeamDocument, actor: Actor) {
    const [shown] = await present([team], actor)
    if (!shown) throw new Error(`nothing to show of ${team._id}`)
    return shown
  }
  async function presentRows(found: readonly TeamDocument[]) {
    const [facts, reports] = await Promise.all([factsOf(found), teams.openReports(found)])
    return found.flatMap((team) => {
      const [of, about] = [facts.get(team._id), reports.get(team._id)]
      return of && about ? [presentTeamRow(team, of, about, today())] : []
    })
  }

  return [
    route({
      operation: contract.startTeam,
      load: async ({ body }) => {
        const [found] = await projects.withCharity(await campaigns.many([body.projectId]))
        return found && found.campaign.state !== 'draft' ? found : null
      },
      allow: mayGive,
      audit: { none: 'the page keeps its own history' },
      run: async ({ body, actor, context }, found) => {
        if (actor.kind !== 'visitor') throw new AppError('unauthenticated')
        await startLimit.spend(actor.accountId)
        if (found.notAccepting) throw new AppError('campaign_not_open', { detail: found.notAccepting })
        const now = clock.now()
        const issues = endIssues(body.endsOn, found.campaign, shanghaiDate(now))
        if (issues.length > 0) throw new AppError('invalid_input', { issues })
        const team = await teams.insert({
          _id: derivedId('TM', context.idempotencySeed ?? ''),
          ownerId: actor.accountId,
          wechatAccountId: actor.wechatAccountId,
          campaignId: found.campaign._id,
          charityId: found.charity._id,
          projectTitle: found.campaign.title,
          charityName: found.charity.name,
          title: body.title,
          words: body.words,
          starterName: body.starterName,
          targetFen: body.targetFen,
          endsOn: body.endsOn,
          state: 'checking',
          stateReason: null,
          openedAt: null,
          checks: 0,
          nextCheckAt: nextCheckAt(0, now),
          waitsSince: null,
          decision: null,
          rev: 0,
          createdAt: now,
          history: [{ at: now, to: 'checking', why: 'started' }],
          outbox: [],
        })
        if (team.title !== body.title || team.words !== body.words || team.campaignId !== body.projectId)
          throw new AppError('idempotency_key_reused')
        checking.checkSoon(team)
        return presentOne(team, actor)
      },
    }),
    route({
      operation: contract.listMyTeams,
      load: ({ actor }) => (actor.kind === 'visitor' ? actor : null),
      allow: mayGive,
      audit: { none: "reading one's own pages" },
      run: async ({ query, actor }, visitor) => {
        const page = toPage(await teams.listOfOwner(visitor.ownerIds, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present(page.rows, actor), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.getTeam,
      load: ({ params }) => teams.team(params.teamId),
      allow: (actor, team) => maySeeTeam(actor, { ownerId: team.ownerId, isPublic: isPublic(team) }),
      audit: { none: 'public' },
      run: ({ actor }, team) => presentOne(team, actor),
    }),
    route({
      operation: contract.listTeamGifts,
      load: ({ params }) => teams.team(params.teamId),
      allow: (actor, team) => maySeeTeam(actor, { ownerId: team.ownerId, isPublic: isPublic(team) }),
      audit: { none: 'public' },
      run: async ({ query }, team) => {
        const page = toPage(await gifts.listOfTeam(team._id, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentTeamGift), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.endTeam,
      load: ({ params }) => teams.team(params.teamId),
      allow: ownsTeam,
      audit: { none: 'the page keeps its own history' },
      run: async ({ actor }, team) => {
        const at = clock.now()
        const from = ['checking', 'in_review', 'open'] as const
        const ended = await teams.move(team._id, { from, to: 'ended', why: 'owner', at, waitsSince: null })
        return presentOne(ended ?? (await teams.team(team._id)) ?? team, actor)
      },
    }),
    route({
      operation: contract.reportTeam,
      load: ({ params }) => teams.team(params.teamId),
      allow: (actor, team) => mayGive(actor) && isPublic(team),
      audit: { none: 'the report is kept' },
      run: async ({ body, actor }, team) => {
        await reportLimit.spend(actorId(actor))
        await teams.report({ _id: `${team._id}:${actorId(actor)}`, teamId: team._id, ...body, createdAt: clock.now() })
        return { received: true as const }
      },
    }),
    route({
      operation: contract.listTeams,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { action: 'team.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query }, scope) => {
        const page = toPage(await teams.list(scope, query, today(), decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await presentRows(page.rows), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.decideTeam,
      load: ({ params }) => teams.team(params.teamId),
      allow: mayDecideTeam,
      audit: { action: 'team.decide', subject: (team) => team._id },
      run: async ({ body, actor }, team) => {
        const to = decides(shownState(team, today()), body.approve)
        if (to === null) throw new AppError('wrong_state', { detail: '这个页面现在不用审阅，请刷新后查看' })
        const at = clock.now()
        const reason = to === 'open' ? null : `${REFUSED_WORDS}${body.note}`
        // Reports that come to nothing are no news for the owner.
        const isNews = to !== team.state
        const decided = await teams.move(
          team._id,
          {
            from: [team.state],
            to,
            why: 'decision',
            at,
            set: {
              decision: { by: actorId(actor), at, note: body.note },
              stateReason: reason,
              openedAt: team.openedAt ?? (to === 'open' ? at : null),
            },
            waitsSince: null,
            ...(isNews ? { tells: outboxEntry('team.decided', at, { teamId: team._id, to, reason }) } : {}),
          },
          body.rev,
        )
        if (!decided) throw new AppError('conflict')
        const [row] = await presentRows([decided])
        if (!row) throw new Error(`nothing to show of ${decided._id}`)
        return row
      },
    }),
  ]
}
