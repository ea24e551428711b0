import type { Clock } from '@minsheng/shared/units/clock'
import type { Log } from '../../../platform/log/index.ts'
import type { WechatPort } from '../../../ports/wechat.ts'
import { afterCheck, MOST_CHECKS, nextCheckAt } from './domain.ts'
import type { TeamDocument, TeamStore } from './store.ts'

export type TextChecking = ReturnType<typeof createTextChecking>

/** While one of us asks WeChat, nobody else does; longer than any answer takes. */
const CLAIM_MS = 30_000

/** Takes what residents write to WeChat's content check before anyone else sees it; where WeChat says nothing, a person decides. */
export function createTextChecking(parts: {
  teams: TeamStore
  wechat: Pick<WechatPort, 'checkText'>
  openidOf: (wechatAccountId: string) => Promise<string | null>
  log: Log
  clock: Clock
}) {
  const { teams, wechat, openidOf, log, clock } = parts
  const underWay = new Set<Promise<void>>()

  async function check(team: TeamDocument): Promise<void> {
    const openid = team.wechatAccountId === null ? null : await openidOf(team.wechatAccountId)
    const text = [team.title, team.words, team.starterName ?? ''].join('\n')
    const verdict = openid === null ? 'unknown_person' : await wechat.checkText(text, openid)
    const { to, reason } = afterCheck(verdict)
    const at = clock.now()
    await teams.move(team._id, {
      from: ['checking'],
      to,
      why: `check: ${verdict}`,
      at,
      set: { stateReason: reason, openedAt: to === 'open' ? at : null },
      waitsSince: to === 'in_review' ? at : null,
    })
  }

  async function tryChecking(team: TeamDocument): Promise<void> {
    try {
      await check(team)
    } catch (error) {
      log.warn({ err: error, team: team._id }, 'words could not be checked')
      const at = clock.now()
      if (team.checks < MOST_CHECKS) await teams.putOff(team._id, nextCheckAt(team.checks, at))
      else {
        const { to, reason } = afterCheck('review')
        await teams.move(team._id, { from: ['checking'], to, why: 'check unanswered', at, set: { stateReason: reason }, waitsSince: at })
      }
    }
  }

  return {
    /** Checks right after a page is started; nobody waits for it, and should the process die the next round goes on. */
    checkSoon(team: TeamDocument): void {
      if (team.state !== 'checking') return
      const work = teams
        .claimFirst(team._id, new Date(clock.now().getTime() + CLAIM_MS))
        .then((claimed) => (claimed ? tryChecking(claimed) : undefined))
        .catch((error: unknown) => log.warn({ err: error, team: team._id }, 'words are checked by the next round'))
        .finally(() => underWay.delete(work))
      underWay.add(work)
    },
    async checkDue(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        const now = clock.now()
        const team = await teams.claimDue(now, new Date(now.getTime() + CLAIM_MS))
        if (!team) return
        await tryChecking(team)
      }
    },
    /** Waits for checks under way, at shutdown. */
    async idle(): Promise<void> {
      await Promise.all(underWay)
    },
  }
}
