import type { Team, TeamGift, TeamRow } from '@minsheng/shared/contracts/donation'
import { maskedName, shownState } from './domain.ts'
import type { TeamDocument, TeamReportDocument } from './store.ts'

export interface TeamFacts {
  raisedFen: number
  people: number
  acceptsGifts: boolean
  demo: boolean
}

/** A together page as its owner or anyone with the link sees it. @param today calendar date in Asia/Shanghai */
export function presentTeam(team: TeamDocument, facts: TeamFacts, mine: boolean, today: string): Team {
  const state = shownState(team, today)
  return {
    id: team._id,
    projectId: team.campaignId,
    projectTitle: team.projectTitle,
    charityName: team.charityName,
    title: team.title,
    words: team.words,
    starterLabel: maskedName(team.starterName, false),
    targetFen: team.targetFen,
    endsOn: team.endsOn,
    state,
    mine,
    stateReason: mine ? team.stateReason : null,
    acceptsGifts: facts.acceptsGifts && state === 'open',
    demo: facts.demo,
    raisedFen: facts.raisedFen,
    people: facts.people,
    createdAt: team.createdAt.toISOString(),
  }
}

interface ShownGift {
  donorName: string | null
  anonymous: boolean
  amountFen: number
  refundedFen?: number
  refundingFen?: number
  paidAt: Date | null
  createdAt: Date
}

export function presentTeamGift(gift: ShownGift): TeamGift {
  return {
    donorLabel: maskedName(gift.donorName, gift.anonymous),
    amountFen: gift.amountFen - (gift.refundedFen ?? 0) - (gift.refundingFen ?? 0),
    paidAt: (gift.paidAt ?? gift.createdAt).toISOString(),
  }
}

/** A together page as the desk sees it: the words, and what was reported about them; never who reported. */
export function presentTeamRow(
  team: TeamDocument,
  facts: TeamFacts,
  reports: { count: number; latest: readonly TeamReportDocument[] },
  today: string,
): TeamRow {
  return {
    ...presentTeam(team, facts, false, today),
    charityId: team.charityId,
    openReports: reports.count,
    reports: reports.latest.map(({ reason, words, createdAt }) => ({ reason, words, at: createdAt.toISOString() })),
    decidedAt: team.decision?.at.toISOString() ?? null,
    decisionNote: team.decision?.note ?? null,
    rev: team.rev,
  }
}
