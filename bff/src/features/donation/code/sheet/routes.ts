import { donationContract as contract, mostSheets, type SheetPaper } from '@minsheng/shared/contracts/donation'
import type { FileAnswer } from '@minsheng/shared/contracts/operation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../../platform/auth/actor.ts'
import { createRateLimit } from '../../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../../platform/http/route.ts'
import { charityScope, mayReadDesk, mayReadOfCharity } from '../../access.ts'
import type { CampaignStore } from '../../campaign/store.ts'
import type { CharityStore } from '../../charity/store.ts'
import { type CodeKeys, makeScene, stateOn } from '../domain.ts'
import type { CodeDocument, CodeStore } from '../store.ts'
import type { CodeFigures } from '../wxacode/figures.ts'
import { sheetFacts } from './facts.ts'
import { zipOf } from './zip.ts'

interface SheetParts {
  codes: CodeStore
  campaigns: CampaignStore
  charities: CharityStore
  figures: CodeFigures
  keys: CodeKeys
  clock: Clock
  appId: string
  publicBaseUrl: string
}

interface Look {
  paper: SheetPaper
  bleed: 'no' | 'yes'
  wxacode: 'no' | 'yes'
  format: 'pdf' | 'svg' | 'png'
}

const types = { pdf: 'application/pdf', svg: 'image/svg+xml', png: 'image/png' } as const
/** Pixels cost the most: some seconds of one core for each large sheet. */
const MOST_PNG = 20

/** A title may hold anything; a file's name in an archive must not lead out of its folder. */
const fileName = (words: string) => words.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_')

/** Sheets are printed now and then: fonts and drawing are loaded by the first one, not by every process at its start. */
export function sheetRoutes(parts: SheetParts): Route[] {
  const { codes, campaigns, charities, figures, keys, clock, appId, publicBaseUrl } = parts
  const limit = createRateLimit(60, 60)

  async function draw(code: CodeDocument, { paper, wxacode }: Look) {
    const [campaign, charity, venue] = await Promise.all([
      campaigns.get(code.campaignId),
      charities.get(code.charityId),
      codes.venue(code.venueId),
    ])
    if (!campaign || !charity || !venue) throw new Error(`code ${code._id} lacks its campaign, charity or venue`)
    const figure = wxacode === 'yes' ? await figures.of(makeScene(keys, appId, code._id)) : null
    const facts = sheetFacts({ code, campaign, charity, venue }, figure, { keys, publicBaseUrl })
    const { layOutSheet } = await import('./layout.ts')
    return { marks: layOutSheet(facts, paper).marks, name: fileName(`${facts.title}-${facts.venueName}`), number: facts.shortNumber }
  }
  type Drawn = Awaited<ReturnType<typeof draw>>

  /** A4 is cut by nobody: only the small sheet has a bleed. */
  const hasBleed = ({ paper, bleed }: Look) => paper === 'A6' && bleed === 'yes'

  async function file(drawn: readonly Drawn[], look: Look, name: string): Promise<Buffer> {
    if (look.format === 'pdf') {
      const { sheetsPdf } = await import('./pdf.ts')
      return sheetsPdf(
        drawn.map(({ marks }) => marks),
        look.paper,
        hasBleed(look),
        { title: name, at: clock.now() },
      )
    }
    const [only] = drawn
    if (!only) throw new Error('a sheet is drawn for at least one code')
    const { sheetPng, sheetSvg } = await import('./svg.ts')
    return look.format === 'png'
      ? sheetPng(only.marks, look.paper, hasBleed(look), name)
      : Buffer.from(sheetSvg(only.marks, look.paper, hasBleed(look), name))
  }

  async function zipped(drawn: readonly Drawn[], look: Look): Promise<Buffer> {
    const files: Record<string, Uint8Array> = {}
    for (const one of drawn) files[`${one.name}-${one.number}.${look.format}`] = await file([one], look, one.name)
    return zipOf(files, look.format === 'png')
  }

  return [
    route({
      operation: contract.getCodeSheet,
      load: ({ params }) => codes.get(params.codeId),
      allow: mayReadOfCharity,
      audit: { none: 'the sheet says what the page says' },
      run: async ({ query, actor }, code): Promise<FileAnswer> => {
        await limit.spend(actorId(actor))
        const state = stateOn(code, shanghaiDate(clock.now()))
        if (state === 'revoked' || state === 'expired')
          throw new AppError('wrong_state', { detail: '这个公益码已经不能用，不再打印。需要时请重新生成一张' })
        const drawn = await draw(code, query)
        return {
          content: await file([drawn], query, drawn.name),
          contentType: types[query.format],
          filename: `公益码张贴单-${query.paper}-${drawn.name}.${query.format}`,
        }
      },
    }),
    route({
      operation: contract.getCodeSheets,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'the sheets say what the pages say' },
      run: async ({ query, actor }, scope): Promise<FileAnswer> => {
        if (!query.campaignId && !query.venueId)
          throw new AppError('invalid_input', { issues: [{ path: 'query.campaignId', message: '请选择一个活动或一个点位' }] })
        const found = await codes.hanging(
          {
            ...(scope.all ? {} : { charityId: scope.charityId }),
            ...(query.venueId ? { venueIds: [query.venueId] } : {}),
            ...(query.campaignId ? { campaignId: query.campaignId } : {}),
          },
          mostSheets + 1,
        )
        const usable = found.filter((code) => stateOn(code, shanghaiDate(clock.now())) !== 'expired')
        if (usable.length === 0) throw new AppError('wrong_state', { detail: '这里没有能用的公益码，先生成一张' })
        const most = query.format === 'png' ? MOST_PNG : mostSheets
        if (usable.length > most)
          throw new AppError('invalid_input', {
            issues: [{ path: 'query.venueId', message: `一次最多 ${most} 张，请同时选一个点位，或改用 PDF` }],
          })
        await limit.spend(actorId(actor), Math.min(usable.length, 10))
        const drawn: Drawn[] = []
        for (const code of usable) drawn.push(await draw(code, query))
        const name = `公益码张贴单-${query.paper}-${usable.length}张`
        return query.format === 'pdf'
          ? { content: await file(drawn, query, name), contentType: types.pdf, filename: `${name}.pdf` }
          : { content: await zipped(drawn, query), contentType: 'application/zip', filename: `${name}.zip` }
      },
    }),
  ]
}
