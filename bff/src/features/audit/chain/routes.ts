import { Readable } from 'node:stream'
import { auditContract as contract } from '@minsheng/shared/contracts/audit'
import type { Clock } from '@minsheng/shared/units/clock'
import type { AuditChainState } from '../../../platform/audit/index.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayReadAudit } from '../access.ts'
import type { VerificationStore } from './store.ts'
import type { createVerification } from './verification.ts'

interface ChainParts {
  state: AuditChainState
  store: VerificationStore
  verification: ReturnType<typeof createVerification>
  clock: Clock
}

export function chainRoutes({ state, store, verification, clock }: ChainParts): Route[] {
  return [
    route({
      operation: contract.getAuditChain,
      load: nothing,
      allow: mayReadAudit,
      audit: { action: 'audit-chain.read', subject: () => 'audit' },
      run: async () => {
        const [now, last] = await Promise.all([state.now(), store.last()])
        return {
          asOf: clock.now().toISOString(),
          head: now.head,
          waiting: now.waiting,
          waitingSince: now.waitingSince?.toISOString() ?? null,
          anchor: now.anchor,
          anchoredOutside: now.anchoredOutside,
          prunedTo: now.prunedTo,
          verification: last && {
            state: last.state,
            startedAt: last.startedAt.toISOString(),
            finishedAt: last.finishedAt?.toISOString() ?? null,
            holds: last.holds,
            rows: last.rows,
            damages: last.damages,
            notices: last.notices,
          },
        }
      },
    }),
    route({
      operation: contract.verifyAuditChain,
      load: nothing,
      allow: mayReadAudit,
      audit: { action: 'audit-chain.verify', subject: () => 'audit' },
      // Asked again while one is under way, that one answers both.
      run: async () => {
        await verification.start()
        return undefined
      },
    }),
    route({
      operation: contract.listAuditAnchors,
      load: nothing,
      allow: () => true,
      audit: { none: 'public' },
      run: async ({ query }) => {
        const lines = (await state.dayAnchors())
          .filter(({ at }) => !query.from || at >= query.from)
          .map((anchor) => `${JSON.stringify(anchor)}\n`)
        return { content: Readable.from(lines), contentType: 'text/plain; charset=utf-8', filename: '审计指纹.jsonl' }
      },
    }),
  ]
}
