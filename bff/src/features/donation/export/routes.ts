import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { createTurns } from '../../../platform/crypto/turns.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayExportOf } from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { Exports } from './exports.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

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
        const issue = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `body.${path}`, message }] })
        if (wish.from && wish.to && wish.from > wish.to) throw issue('to', '结束日期不能早于开始日期')
        if (wish.campaignId) {
          const campaign = await campaigns.get(wish.campaignId)
          if (!campaign || (wish.charityId && campaign.charityId !== wish.charityId)) throw issue('campaignId', '没有这个项目，请重新选择')
          if (wish.table === 'receipts') throw issue('campaignId', '凭证不分项目导出，请选择全部项目')
        }
        return { ...(await inTurn(() => exportOf(wish))), contentType: XLSX }
      },
    }),
  ]
}
