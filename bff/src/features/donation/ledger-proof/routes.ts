import { Readable } from 'node:stream'
import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { decodeCursor, encodeCursor } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayReadPublic, ownsGift } from '../access.ts'
import type { GivingStore } from '../giving/store.ts'
import { dayStart } from './domain.ts'
import { presentProof, presentSeal, sealFileHead, sealLine } from './present.ts'
import type { createProofs } from './proofs.ts'
import type { ProofStore } from './store.ts'

interface ProofRouteParts {
  store: ProofStore
  proofs: ReturnType<typeof createProofs>
  gifts: Pick<GivingStore, 'gift'>
}

export function ledgerProofRoutes({ store, proofs, gifts }: ProofRouteParts): Route[] {
  const proofLimit = createRateLimit(30, 60)
  return [
    route({
      operation: contract.listSeals,
      load: nothing,
      allow: mayReadPublic,
      audit: { none: 'public' },
      run: async ({ query }) => {
        const before = decodeCursor(query.cursor)?.id
        const found = await store.list({ from: query.from, before }, query.limit + 1)
        const rows = found.slice(0, query.limit)
        const last = rows.at(-1)
        const nextCursor = found.length > query.limit && last ? encodeCursor({ at: dayStart(last._id), id: last._id }) : null
        return { items: rows.map(presentSeal), nextCursor }
      },
    }),
    route({
      operation: contract.exportSeals,
      load: nothing,
      allow: mayReadPublic,
      audit: { none: 'public' },
      run: async () => {
        async function* lines() {
          yield sealFileHead
          for await (const seal of store.all()) yield sealLine(seal)
        }
        return { content: Readable.from(lines()), contentType: 'text/plain; charset=utf-8', filename: '账本指纹.txt' }
      },
    }),
    route({
      operation: contract.getMyLedgerProof,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: ownsGift,
      audit: { none: "reading one's own gift" },
      run: async (_, gift) => {
        await proofLimit.spend(gift.donorId)
        return presentProof(await proofs.ofGift(gift._id))
      },
    }),
  ]
}
