import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Actor } from '../../../platform/auth/actor.ts'
import { createTurns } from '../../../platform/crypto/turns.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayExportOf } from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { ExportApproval } from './domain.ts'
import { type Exports, type ExportWish, exportLevels, tableNames } from './exports.ts'
import type { ExportScope } from './store.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** @throws AppError `invalid_input` naming the field */
async function checkWish(wish: ExportWish, campaigns: Pick<CampaignStore, 'get'>): Promise<void> {
  const issue = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `body.${path}`, message }] })
  if (wish.from && wish.to && wish.from > wish.to) throw issue('to', '结束日期不能早于开始日期')
  if (!wish.campaignId) return
  const campaign = await campaigns.get(wish.campaignId)
  if (!campaign || (wish.charityId && campaign.charityId !== wish.charityId)) throw issue('campaignId', '没有这个项目，请重新选择')
  if (wish.table === 'receipts') throw issue('campaignId', '凭证不分项目导出，请选择全部项目')
}

/** The donation's tables, for whole names: asked for and agreed to elsewhere, made here. */
export function guardedExports({ exportOf, campaigns }: { exportOf: Exports; campaigns: Pick<CampaignStore, 'get'> }) {
  const inTurn = createTurns(1, 3)
  return (['gifts', 'refunds', 'donors', 'receipts'] as const).map((table) => ({
    table,
    tableName: tableNames[table],
    level: exportLevels[table],
    /** The wish as it is kept, narrowed to what this person may see; null when they may not. */
    narrowed<Scope extends ExportScope>(actor: Actor, scope: Scope): Scope | null {
      const own = charityScope(actor)
      if (!own) return null
      const narrowed = { ...scope, charityId: scope.charityId ?? (own.all ? null : own.charityId) }
      return mayExportOf(actor, narrowed) ? narrowed : null
    },
    check: (scope: ExportScope & { reason: string }) => checkWish({ ...scope, table, by: 'day' }, campaigns),
    make: (scope: ExportScope & { reason: string }, approval: ExportApproval) =>
      inTurn(() => exportOf({ ...scope, table, by: 'day' }, approval)),
  }))
}

export function exportRoutes({ exportOf, campaigns }: { exportOf: Exports; campaigns: Pick<CampaignStore, 'get'> }): Route[] {
  // One large file takes half a gigabyte for some seconds.
  const inTurn = createTurns(1, 3)
  return [
    route({
      operation: contract.exportWorkbook,
      load: ({ actor, body }) => {
        const scope = charityScope(actor)
        return scope && { ...body, charityId: body.charityId ?? (scope.all ? null : scope.charityId) }
      },
      allow: mayExportOf,
      audit: {
        action: 'export',
        subject: ({ table, charityId }) => `${table}:${charityId ?? 'all'}`,
        reason: ({ reason }) => reason,
      },
      run: async (_, wish) => {
        await checkWish(wish, campaigns)
        const { content, filename } = await inTurn(() => exportOf(wish))
        return { content, filename, contentType: XLSX }
      },
    }),
  ]
}
