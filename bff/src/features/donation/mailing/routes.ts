import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayGive, mayReadDesk, mayReadOfCharity, mayWriteLetters } from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { Automatic } from './automatic.ts'
import type { Letters } from './letters.ts'
import { type MuteStore, muteKey } from './mute/store.ts'
import { presentAutomatic, presentLetter } from './present.ts'
import type { MailingDocument, MailingStore } from './store.ts'

interface MailingRouteParts {
  mailings: MailingStore
  letters: Letters
  automatic: Automatic
  mutes: MuteStore
  campaigns: Pick<CampaignStore, 'get'>
  clock: Clock
}

export function mailingRoutes({ mailings, letters, automatic, mutes, campaigns, clock }: MailingRouteParts): Route[] {
  const previewLimit = createRateLimit(30, 60)

  async function letter(id: string): Promise<MailingDocument | null> {
    const found = await mailings.mailing(id)
    return found?.kind === 'thanks' ? found : null
  }

  return [
    route({
      operation: contract.previewLetter,
      load: ({ body }) => body,
      allow: mayWriteLetters,
      audit: { none: 'nothing is sent yet' },
      run: async ({ actor, body }) => {
        await previewLimit.spend(actorId(actor))
        return letters.preview(body)
      },
    }),
    route({
      operation: contract.sendLetter,
      load: ({ body }) => body,
      allow: mayWriteLetters,
      audit: { action: 'letter.send', subject: ({ charityId }, result) => result?.id ?? charityId },
      run: async ({ actor, body, context }) => {
        const sent = await letters.send(body, derivedId('ltr', context.idempotencySeed ?? ''), actorId(actor))
        if (sent.text !== body.text || sent.charityId !== body.charityId) throw new AppError('idempotency_key_reused')
        return presentLetter(sent)
      },
    }),
    route({
      operation: contract.listLetters,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { action: 'letter.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query }, scope) => {
        const page = toPage(await mailings.listLetters(scope, query.charityId, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentLetter), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.getLetter,
      load: ({ params }) => letter(params.letterId),
      allow: mayReadOfCharity,
      audit: { none: 'the list of letters is audited' },
      run: (_, found) => presentLetter(found),
    }),
    route({
      operation: contract.retryLetter,
      load: ({ params }) => letter(params.letterId),
      allow: mayWriteLetters,
      audit: { action: 'letter.retry', subject: (found) => found._id },
      run: async (_, found) => {
        if (found.state !== 'sent' || found.counts.failed === 0) throw new AppError('wrong_state', { detail: '没有要再发的' })
        const { failed, pending } = found.counts
        const counts = { ...found.counts, failed: 0, pending: pending + failed }
        const moved = await mailings.move(found, 'sending', { counts, finishedAt: null })
        if (!moved) throw new AppError('wrong_state', { detail: '已经在再发了' })
        await mailings.retryFailed(found._id, clock.now())
        return presentLetter(moved)
      },
    }),
    route({
      operation: contract.getAutomaticThanks,
      load: ({ params }) => campaigns.get(params.campaignId),
      allow: mayReadOfCharity,
      audit: { none: 'words that every donor reads' },
      run: async (_, campaign) => presentAutomatic(await automatic.get(campaign._id)),
    }),
    route({
      operation: contract.setAutomaticThanks,
      load: ({ params }) => campaigns.get(params.campaignId),
      allow: mayWriteLetters,
      audit: { action: 'letter.automatic', subject: (campaign) => campaign._id },
      run: async ({ actor, body }, campaign) => presentAutomatic(await automatic.put(campaign, body, actorId(actor))),
    }),
    route({
      operation: contract.retryAutomaticThanks,
      load: ({ params }) => campaigns.get(params.campaignId),
      allow: mayWriteLetters,
      audit: { action: 'letter.retry-automatic', subject: (campaign) => campaign._id },
      run: async (_, campaign) => {
        const standing = await automatic.get(campaign._id)
        if (standing?.state !== 'standing') throw new AppError('wrong_state', { detail: '这个项目没有开启自动感谢，请先开启再发' })
        const again = (await mailings.retryFailed(standing._id, clock.now())).modifiedCount
        if (again === 0) throw new AppError('wrong_state', { detail: '没有要再发的' })
        await mailings.count(standing._id, { failed: -again, pending: again })
        return presentAutomatic(await automatic.get(campaign._id))
      },
    }),
    route({
      operation: contract.listThanksSenders,
      load: ({ actor }) => (actor.kind === 'visitor' ? actor : null),
      allow: mayGive,
      audit: { none: "one's own wishes" },
      run: async (_, { ownerIds }) => {
        const [charities, muted] = await Promise.all([mutes.charitiesOf(ownerIds), mutes.among(ownerIds)])
        const isMuted = (charityId: string) => ownerIds.some((owner) => muted.has(muteKey(owner, charityId)))
        return { items: charities.map(({ _id, name }) => ({ charityId: _id, charityName: name, muted: isMuted(_id) })) }
      },
    }),
    route({
      operation: contract.setThanksSender,
      load: async ({ actor, params }) => {
        if (actor.kind !== 'visitor') return null
        return (await mutes.charitiesOf(actor.ownerIds)).find(({ _id }) => _id === params.charityId) ?? null
      },
      allow: mayGive,
      audit: { none: "one's own wishes" },
      run: async ({ actor, body }, { _id, name }) => {
        if (actor.kind !== 'visitor') throw new AppError('unauthenticated')
        if (body.muted) await mutes.mute(actor.accountId, _id, clock.now())
        else await mutes.unmute(actor.ownerIds, _id)
        return { charityId: _id, charityName: name, muted: body.muted }
      },
    }),
  ]
}
