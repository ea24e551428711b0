import type { EventHandler } from '../../../platform/events/outbox.ts'
import type { Send } from '../../message/index.ts'
import type { TeamStore } from './store.ts'

const titles: Record<string, string> = {
  open: '您发起的一起捐可以看到了',
  refused: '您发起的一起捐没有通过',
}
const OPEN_WORDS = '工作人员看过了，可以显示。现在可以转给亲友，一起来捐。'

/** Tells the owner what a person decided about a together page. */
export function decisionTellings({ teams, send }: { teams: TeamStore; send: Send }): EventHandler {
  return {
    name: 'owner-told-of-decision',
    types: ['team.decided'],
    async handle(entry) {
      const team = await teams.team(String(entry.payload.teamId))
      const title = titles[String(entry.payload.to)]
      if (!team || !title) return
      await send({
        id: `team:${entry.id}`,
        to: team.ownerId,
        kind: 'team',
        title,
        body: `“${team.title}”：${entry.payload.reason ?? OPEN_WORDS}`,
        link: `/packages/together/team/index?id=${encodeURIComponent(team._id)}`,
      })
    },
  }
}
