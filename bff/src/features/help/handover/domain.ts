import type { Colleague } from '@minsheng/shared/contracts/help'
import type { CallFacts } from '../call/domain.ts'
import type { Ground, Helper } from '../dispatch/domain.ts'

/** Who may take a call over, from near to far, each once; never whoever has it or said they can't go. */
export function colleaguesOf(ground: Ground, { assigneeId, refusedBy }: Pick<CallFacts, 'assigneeId' | 'refusedBy'>): Colleague[] {
  const groups: readonly (readonly [Colleague['because'], readonly Helper[]])[] = [
    ['grid', ground.onShift],
    ['near', [...ground.near.filter(({ inCommunity }) => inCommunity), ...ground.nearby, ...ground.near]],
    ['assigned', ground.assigned],
    ['community', ground.community],
    ['street', ground.street],
    ['district', ground.district],
  ]
  const found = new Map<string, Colleague>()
  for (const [because, helpers] of groups)
    for (const { accountId, name } of helpers)
      if (accountId !== assigneeId && !refusedBy.includes(accountId) && !found.has(accountId))
        found.set(accountId, { id: accountId, name, because })
  return [...found.values()]
}
