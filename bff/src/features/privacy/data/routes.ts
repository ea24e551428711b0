import { privacyContract as contract, type MyHousehold } from '@minsheng/shared/contracts/privacy'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Actor, Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import type { HoldingPart } from '../../../platform/protect/holding.ts'
import { mayReadOwn, maySettleOwn, ownsCopy } from '../access.ts'
import type { FreshCheck } from '../check/check.ts'
import type { CopyStore } from '../copy/store.ts'
import type { Links } from '../link.ts'
import { presentCopy } from '../present.ts'
import type { createLooks } from './looks.ts'

interface DataParts {
  parts: readonly HoldingPart[]
  links: Links
  looks: ReturnType<typeof createLooks>
  householdOf: (residentId: string) => Promise<Omit<MyHousehold, 'link'>>
  check: FreshCheck
  copies: CopyStore
  clock: Clock
}

const DAY_MS = 86_400_000
/** A copy costs work, and one a day is enough for anyone; a second try after a lost download is not refused. */
const MOST_COPIES_A_DAY = 5

const settling = ({ actor }: { actor: Actor }): Visitor | null => (maySettleOwn(actor) ? actor : null)
const reading = ({ actor }: { actor: Actor }): Visitor | null => (mayReadOwn(actor) ? actor : null)

export function dataRoutes({ parts, links, looks, householdOf, check, copies, clock }: DataParts): Route[] {
  const showLimit = createRateLimit(60, 60)
  return [
    route({
      operation: contract.getMyData,
      load: reading,
      allow: mayReadOwn,
      audit: { action: 'my-data.read', subject: ({ accountId }) => accountId },
      run: async (_, visitor) => {
        await showLimit.spend(visitor.accountId)
        const { subject, state } = await links.subjectOf(visitor)
        const holdings = await Promise.all(
          parts.map(async (part) => {
            const { key, title, purpose, basis, kept, correctable } = part
            return { key, title, purpose, basis, kept, correctable: [...correctable], ...(await part.show(subject)) }
          }),
        )
        return { asOf: clock.now().toISOString(), link: state, holdings }
      },
    }),
    route({
      operation: contract.listMyDataLooks,
      load: reading,
      allow: mayReadOwn,
      audit: { none: "reading who looked at one's own data" },
      run: async ({ query }, visitor) => {
        const { subject, state } = await links.subjectOf(visitor)
        return { link: state, items: await looks(subject, query.limit) }
      },
    }),
    route({
      operation: contract.getMyHousehold,
      load: reading,
      allow: mayReadOwn,
      audit: { action: 'my-household.read', subject: ({ accountId }) => accountId },
      run: async (_, visitor) => {
        const { subject, state } = await links.subjectOf(visitor)
        const found = subject.residentId === null ? { me: null, addressMasked: null, members: [] } : await householdOf(subject.residentId)
        return { link: state, ...found }
      },
    }),
    route({
      operation: contract.sendMyDataCode,
      load: settling,
      allow: maySettleOwn,
      audit: { none: 'the code keeps when it was sent and how often' },
      run: (_, visitor) => check.send(visitor),
    }),
    route({
      operation: contract.checkMyDataCode,
      load: settling,
      allow: maySettleOwn,
      audit: { action: 'my-data.check', subject: ({ accountId }) => accountId },
      run: ({ body }, visitor) => check.pass(visitor, body.code),
    }),
    route({
      operation: contract.askForCopy,
      load: settling,
      allow: maySettleOwn,
      audit: { action: 'my-data.copy', subject: ({ accountId }) => accountId },
      run: async ({ context }, visitor) => {
        await check.require(visitor)
        const now = clock.now()
        const lately = await copies.countSince(visitor.accountId, new Date(now.getTime() - DAY_MS))
        if (lately >= MOST_COPIES_A_DAY) throw new AppError('too_many_requests', { detail: '今天要的副本太多了，请明天再试' })
        const copy = await copies.insert({
          _id: derivedId('cpy', context.idempotencySeed ?? ''),
          accountId: visitor.accountId,
          ownerIds: [...visitor.ownerIds],
          state: 'preparing',
          createdAt: now,
          readyAt: null,
          expiresAt: null,
          bytes: null,
          tries: 0,
          nextTryAt: now,
        })
        return presentCopy(copy, now)
      },
    }),
    route({
      operation: contract.listMyCopies,
      load: settling,
      allow: maySettleOwn,
      audit: { none: "reading one's own copies" },
      run: async ({ query }, { accountId }) => {
        const page = toPage(await copies.list(accountId, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map((copy) => presentCopy(copy, clock.now())), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.takeMyCopy,
      load: ({ params }) => copies.copy(params.copyId),
      allow: ownsCopy,
      audit: { action: 'my-data.copy-take', subject: (copy) => copy._id },
      run: async ({ actor }, copy) => {
        if (actor.kind !== 'visitor') throw new AppError('unauthenticated')
        await check.require(actor)
        const content = await copies.take(copy._id, clock.now())
        if (!content) throw new AppError('wrong_state', { detail: '这份副本已经取走、过期，或还没有做好；可以再要一份' })
        return { content, contentType: 'application/zip', filename: '我的资料.zip' }
      },
    }),
  ]
}
