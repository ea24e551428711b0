import type { Send } from '../../message/index.ts'
import type { AwardRecord } from './store.ts'

const LINK = '/packages/policy/awards/index'

export type AwardTellings = ReturnType<typeof createAwardTellings>

/** What someone is told before and after a benefit changes; never what it is, for a message is read over shoulders. */
export function createAwardTellings(send: Send) {
  const about = ({ _id, accountId, rev }: AwardRecord, what: string) => ({
    id: `award:${_id}:${what}:${rev}`,
    to: accountId,
    kind: 'notice' as const,
    link: LINK,
  })
  return {
    noticed: (award: AwardRecord) =>
      send({
        ...about(award, 'noticed'),
        title: '您的一项待遇可能要变，先听您说',
        body: '理由和时间点开能看到。请在期限前说说您的情况；您说了，或时间过了，才会作决定。',
      }),
    decided: (award: AwardRecord, isConfirmed: boolean) =>
      send({
        ...about(award, 'decided'),
        title: isConfirmed ? '您的一项待遇有了变更决定' : '您的一项待遇不变',
        body: isConfirmed ? '从哪个月起、为什么、怎么提异议，点开看书面决定。' : '听了您说的情况，决定不变更。理由点开能看到。',
      }),
  }
}
