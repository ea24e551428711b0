import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayAddVenue, mayChangeCode, mayGive, mayReadDesk, mayReadOfCharity, mayRunCampaigns } from '../access.ts'
import { presentProjectSummary } from '../campaign/present.ts'
import type { Projects } from '../campaign/projects.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { ScanCounts } from '../scan/counts.ts'
import { type CodeKeys, codeReason, makeLink, makeScene, moveRefusal, parseCode, stateOn } from './domain.ts'
import { codeImage } from './image.ts'
import { toStored } from './place.ts'
import { presentCode, presentVenue } from './present.ts'
import type { CodeDocument, CodeStore } from './store.ts'
import type { CodeFigures } from './wxacode/figures.ts'

interface CodeParts {
  codes: CodeStore
  campaigns: CampaignStore
  charities: CharityStore
  ledger: LedgerStore
  projects: Projects
  keys: CodeKeys
  figures: CodeFigures
  counts: ScanCounts
  metrics: Metrics
  clock: Clock
  appId: string
  publicBaseUrl: string
}

export function codeRoutes(parts: CodeParts): Route[] {
  const { codes, campaigns, charities, ledger, projects, keys, figures, counts, metrics, clock, appId, publicBaseUrl } = parts
  const today = () => shanghaiDate(clock.now())
  const scanLimit = createRateLimit(120, 60)

  async function present(found: readonly CodeDocument[]) {
    const [titles, venues, totals] = await Promise.all([
      campaigns.many([...new Set(found.map((code) => code.campaignId))]),
      codes.manyVenues([...new Set(found.map((code) => code.venueId))]),
      ledger.codeTotals(found.map((code) => code._id)),
    ])
    const owners = new Map(
      (await charities.many([...new Set(found.map((code) => code.charityId))])).map((charity) => [charity._id, charity]),
    )
    const facts = await projects.withCharity(titles)
    return found.map((code) =>
      presentCode(code, {
        campaignTitle: titles.find((campaign) => campaign._id === code.campaignId)?.title ?? '',
        pause: facts.find(({ campaign }) => campaign._id === code.campaignId)?.pause ?? null,
        venueName: venues.find((venue) => venue._id === code.venueId)?.name ?? '',
        link: makeLink(keys, publicBaseUrl, { codeId: code._id, uscc: owners.get(code.charityId)?.uscc ?? '', expiresOn: code.expiresOn }),
        scene: makeScene(keys, appId, code._id),
        totals: totals.get(code._id),
        today: today(),
      }),
    )
  }
  async function presentOne(code: CodeDocument) {
    const [one] = await present([code])
    if (!one) throw new Error('one code presents as one')
    return one
  }

  return [
    route({
      operation: contract.scanCode,
      load: nothing,
      allow: mayGive,
      audit: { none: 'a scan changes nothing; refused codes are counted' },
      run: async ({ body, actor }) => {
        await scanLimit.spend(actor.kind === 'visitor' ? actor.accountId : 'anonymous')
        const parsed = parseCode(keys, appId, body.source, body.value)
        if (parsed.kind !== 'ours') {
          metrics.events.inc({ event: `code_${parsed.kind}` })
          if (parsed.kind === 'forged') counts.forged(parsed.claims, actorId(actor))
          throw new AppError(parsed.kind === 'foreign' ? 'code_foreign' : 'code_forged')
        }
        const code = await codes.get(parsed.codeId)
        const [[found], venue] = code
          ? await Promise.all([projects.withFacts(await campaigns.many([code.campaignId])), codes.venue(code.venueId)])
          : [[], null]
        if (!code || !found || !venue) throw new AppError('code_foreign')
        counts.scanned({ codeId: code._id, charityId: code.charityId, venueId: code.venueId }, actorId(actor))
        const state = stateOn(code, today())
        // Worked out at the scan itself, so that no timer stands between a missed report and its code.
        const isPaused = state === 'active' && found.pause !== null
        return {
          codeId: code._id,
          state: isPaused ? 'paused' : state,
          reason: isPaused ? `${found.pause}。` : codeReason(code, today()),
          venueName: venue.name,
          project: presentProjectSummary(found.campaign, found),
          suggestedAmountsFen: found.campaign.suggestedAmountsFen,
        }
      },
    }),
    route({
      operation: contract.listVenues,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'places are public' },
      run: async ({ query }) => {
        const { rows, nextCursor } = toPage(await codes.listVenues(decodeCursor(query.cursor), query.limit), query.limit)
        return { items: rows.map(presentVenue), nextCursor }
      },
    }),
    route({
      operation: contract.createVenue,
      load: nothing,
      allow: mayAddVenue,
      audit: { action: 'venue.add', subject: (_, venue) => venue?.id ?? 'new' },
      run: async ({ body: { position, ...fields }, context }) =>
        presentVenue(
          await codes.insertVenue({
            _id: derivedId('ven', context.idempotencySeed ?? ''),
            ...fields,
            position: position ? toStored(position) : null,
            rev: 0,
            createdAt: clock.now(),
          }),
        ),
    }),
    route({
      operation: contract.placeVenue,
      load: ({ params }) => codes.venue(params.venueId),
      allow: mayAddVenue,
      audit: { action: 'venue.place', subject: (venue) => venue._id },
      run: async ({ body }, venue) => {
        const placed = await codes.placeVenue(venue._id, body.rev, body.position ? toStored(body.position) : null)
        if (!placed) throw new AppError('conflict')
        return presentVenue(placed)
      },
    }),
    route({
      operation: contract.listCodes,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'reading a list that holds no personal data' },
      run: async ({ query }, scope) => {
        const { rows, nextCursor } = toPage(await codes.list(scope, query, today(), decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present(rows), nextCursor }
      },
    }),
    route({
      operation: contract.getCode,
      load: ({ params }) => codes.get(params.codeId),
      allow: mayReadOfCharity,
      audit: { none: 'reading a page that holds no personal data' },
      run: (_, code) => presentOne(code),
    }),
    route({
      operation: contract.createCode,
      load: ({ body }) => campaigns.get(body.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'code.create', subject: (campaign, code) => code?.id ?? `of ${campaign._id}` },
      run: async ({ body, context }, campaign) => {
        if (campaign.state !== 'published') throw new AppError('wrong_state', { detail: '活动发布后才能生成公益码' })
        if (campaign.channel === 'targeted') throw new AppError('wrong_state', { detail: '定向募捐不能生成面向公众的公益码' })
        if (!(await codes.venue(body.venueId)))
          throw new AppError('invalid_input', { issues: [{ path: 'body.venueId', message: '没有这个点位' }] })
        if (body.expiresOn < today() || body.expiresOn > campaign.endsOn)
          throw new AppError('invalid_input', {
            issues: [{ path: 'body.expiresOn', message: `到期日应在今天与活动结束日（${campaign.endsOn}）之间` }],
          })
        const code: CodeDocument = {
          _id: derivedId('', context.idempotencySeed ?? '').slice(1, 13),
          campaignId: campaign._id,
          charityId: campaign.charityId,
          venueId: body.venueId,
          state: 'active',
          stateReason: null,
          expiresOn: body.expiresOn,
          rev: 0,
          createdAt: clock.now(),
          history: [],
        }
        return presentOne(await codes.insert(code))
      },
    }),
    route({
      operation: contract.changeCodeState,
      load: ({ params }) => codes.get(params.codeId),
      allow: mayChangeCode,
      audit: { action: 'code.change', subject: (code) => code._id },
      run: async ({ body, actor }, code) => {
        const refusal = moveRefusal(code, body.to, today())
        if (refusal) throw new AppError('wrong_state', { detail: refusal })
        const moved = await codes.move(
          code._id,
          body.rev,
          body.to,
          body.reason,
          actor.kind === 'staff' ? actor.accountId : 'unknown',
          clock.now(),
        )
        if (!moved) throw new AppError('conflict')
        return presentOne(moved)
      },
    }),
    route({
      operation: contract.getCodeImage,
      load: ({ params }) => codes.get(params.codeId),
      allow: mayReadOfCharity,
      audit: { none: 'the picture says what the page says' },
      run: async ({ query }, code) => codeImage(await presentOne(code), query.format, figures),
    }),
  ]
}
