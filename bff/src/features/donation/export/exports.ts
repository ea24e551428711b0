import { type ExportTable, exportLimits, type Statistics, type StatisticsBy } from '@minsheng/shared/contracts/donation'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { workbookOf } from '../../../platform/office/workbook.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import { ANONYMOUS_LABEL } from '../donor/domain.ts'
import type { DonorStore } from '../donor/store.ts'
import { channelWords } from '../giving/present.ts'
import type { StatisticsOf } from '../statistics/statistics.ts'
import { donorColumns, donorLine, factColumns, giftColumns, receiptColumns, refundColumns, sumColumns } from './columns.ts'
import { aboutSheet, type Column, cellOf, type ExportApproval, levelOf, type Sheet, sheetOf } from './domain.ts'
import type { ExportScope, ExportStore } from './store.ts'

export interface ExportWish extends ExportScope {
  table: ExportTable
  by: StatisticsBy
  reason: string
}

export const tableNames: Record<ExportTable, string> = {
  gifts: '捐赠记录',
  refunds: '退款记录',
  donors: '捐赠人',
  receipts: '捐赠凭证',
  statistics: '捐赠统计',
}

/** The level of each table follows from its columns. */
export const exportLevels: Record<ExportTable, number> = {
  gifts: levelOf(giftColumns),
  refunds: levelOf(refundColumns),
  donors: levelOf(donorColumns),
  receipts: levelOf(receiptColumns),
  statistics: 1,
}

interface Made {
  sheets: Sheet[]
  sums: ReadonlyMap<string, number>
  rowCount: number
  isCut: boolean
}

interface ExportParts {
  store: ExportStore
  donors: DonorStore
  statisticsOf: StatisticsOf
  campaigns: Pick<CampaignStore, 'get' | 'many'>
  charities: Pick<CharityStore, 'get' | 'ids'>
  clock: Clock
  /** Most rows of one sheet. */
  mostRows?: number
}

export type Exports = ReturnType<typeof createExports>

/** Tables to take away, as .xlsx: one sheet of rows and one that says what they are. Names are whole only with an approval. */
export function createExports(parts: ExportParts) {
  const { store, donors, statisticsOf, campaigns, charities, clock, mostRows = exportLimits.rows } = parts

  async function rowsOf<Row>(
    name: string,
    columns: readonly Column<Row>[],
    rows: AsyncIterable<Row>,
    approval: ExportApproval | null,
  ): Promise<Made> {
    const { sheet, sums, add } = sheetOf(name, columns, approval)
    let isCut = false
    for await (const row of rows) {
      if (sheet.rows.length === mostRows) {
        isCut = true
        break
      }
      add(row)
    }
    return { sheets: [sheet], sums, rowCount: sheet.rows.length, isCut }
  }

  async function* donorLines(wish: ExportWish) {
    const filter = { campaignId: wish.campaignId ?? undefined, from: wish.from ?? undefined, to: wish.to ?? undefined }
    const titles = new Map<string, string>()
    for (const charityId of wish.charityId ? [wish.charityId] : await charities.ids()) {
      const { giftCount, totalFen, last } = await donors.sumOfAnonymous(charityId, filter)
      if (giftCount > 0) yield { label: `${ANONYMOUS_LABEL}（不辨认是谁）`, giftCount, totalFen, first: null, last, projects: '' }
      for await (const donor of donors.stream(charityId, filter)) {
        const missing = donor.campaignIds.filter((id) => !titles.has(id))
        if (missing.length > 0) for (const { _id, title } of await campaigns.many(missing)) titles.set(_id, title)
        yield donorLine(donor, titles)
      }
    }
  }

  function factsOf({ totals }: Statistics): { title: string; value: string }[] {
    const yuan = (fen: number | null) => (fen === null ? '—' : `${formatYuan(fen)} 元`)
    const share = totals.donorCount === 0 ? '—' : `${((totals.repeatDonorCount / totals.donorCount) * 100).toFixed(1)}%`
    return [
      { title: '到账', value: yuan(totals.paidFen) },
      { title: '退回', value: yuan(totals.returnedFen) },
      { title: '净额', value: yuan(totals.keptFen) },
      { title: '有效捐赠', value: `${totals.giftCount} 笔` },
      { title: '每笔中位数', value: yuan(totals.medianFen) },
      { title: '每笔平均', value: yuan(totals.meanFen) },
      { title: '留名捐赠人', value: `${totals.donorCount} 位` },
      { title: '其中捐过两次以上', value: share },
      { title: '匿名捐赠', value: `${totals.anonymousGiftCount} 笔` },
      { title: '有退款的捐赠', value: `${totals.returnedGiftCount} 笔` },
    ]
  }

  async function statisticsSheets(wish: ExportWish): Promise<Made> {
    const found = await statisticsOf(
      {
        charityId: wish.charityId,
        campaignId: wish.campaignId ?? undefined,
        from: wish.from ?? undefined,
        to: wish.to ?? undefined,
        by: wish.by,
      },
      'body',
    )
    const facts = sheetOf('总数', factColumns)
    for (const fact of factsOf(found)) facts.add(fact)
    const series = sheetOf(
      '按时间',
      sumColumns<Statistics['series'][number]>('从哪天起', 14, (row) => row.start),
    )
    for (const row of found.series) series.add(row)
    const byCampaign = sheetOf(
      '按项目',
      sumColumns<Statistics['byCampaign'][number]>('项目', 36, (row) => row.label),
    )
    for (const row of found.byCampaign) byCampaign.add(row)
    const byVenue = sheetOf(
      '按点位',
      sumColumns<Statistics['byVenue'][number]>('点位', 24, (row) => row.label),
    )
    for (const row of found.byVenue) byVenue.add(row)
    const byChannel = sheetOf(
      '按支付方式',
      sumColumns<Statistics['byChannel'][number]>('支付方式', 14, ({ channel }) => channelWords[channel]),
    )
    for (const row of found.byChannel) byChannel.add(row)
    return {
      sheets: [facts.sheet, series.sheet, byCampaign.sheet, byVenue.sheet, byChannel.sheet],
      sums: series.sums,
      rowCount: found.series.length,
      isCut: false,
    }
  }

  function make(wish: ExportWish, approval: ExportApproval | null): Promise<Made> {
    const name = tableNames[wish.table]
    // One more than fits, to know that there is more.
    const limit = mostRows + 1
    switch (wish.table) {
      case 'gifts':
        return rowsOf(name, giftColumns, store.gifts(wish, limit), approval)
      case 'refunds':
        return rowsOf(name, refundColumns, store.refunds(wish, limit), approval)
      case 'receipts':
        return rowsOf(name, receiptColumns, store.receipts(wish, limit), approval)
      case 'donors':
        return rowsOf(name, donorColumns, donorLines(wish), approval)
      case 'statistics':
        return statisticsSheets(wish)
    }
  }

  return async function exportOf(
    wish: ExportWish,
    approval: ExportApproval | null = null,
  ): Promise<{ content: Buffer; filename: string; rowCount: number }> {
    const [charity, campaign] = await Promise.all([
      wish.charityId ? charities.get(wish.charityId) : null,
      wish.campaignId ? campaigns.get(wish.campaignId) : null,
    ])
    const { sheets, sums, rowCount, isCut } = await make(wish, approval)
    const table = tableNames[wish.table]
    const about = aboutSheet({
      table,
      charity: charity?.name ?? '全部',
      campaign: campaign?.title ?? '全部',
      period: wish.from || wish.to ? `${wish.from ?? '最早'} 至 ${wish.to ?? '现在'}` : '全部',
      reason: wish.reason,
      madeAt: clock.now(),
      rowCount,
      isCut,
      sums,
      approval,
    })
    return {
      content: await workbookOf([...sheets, about]),
      filename: `${table}-${shanghaiDate(clock.now())}${approval ? `-${approval.id}` : ''}.xlsx`,
      rowCount,
    }
  }
}

/** Any table of texts as a workbook, marked row by row with the agreement it leaves the house by. */
export async function plainWorkbook(table: {
  name: string
  columns: { title: string; width: number }[]
  rows: AsyncIterable<string[]>
  about: [string, string][]
  approvalId: string
}): Promise<{ content: Buffer; rowCount: number }> {
  const text = ({ title, width }: { title: string; width: number }) => ({ title, width, kind: 'text' as const })
  const rows: Sheet['rows'] = []
  for await (const row of table.rows) rows.push([...row.map((value) => cellOf('text', value)), table.approvalId])
  const sheet: Sheet = { name: table.name, columns: [...table.columns.map(text), text({ title: '导出编号', width: 24 })], rows }
  const about: Sheet = {
    name: '说明',
    columns: [text({ title: '事项', width: 18 }), text({ title: '内容', width: 60 })],
    rows: table.about,
  }
  return { content: await workbookOf([sheet, about]), rowCount: rows.length }
}
