import type { auditContract } from '@minsheng/shared/contracts/audit'
import { key } from '../actors.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

/** 审计: what each operation is tried with. */
export function auditRows({ finance }: World): Rows<typeof auditContract> {
  const wish = { table: 'gifts' as const, charityId: null, campaignId: null, from: null, to: null, reason: '报送年度审计' }
  return {
    searchAudit: async () => ({ body: {} }),
    createExportRequest: async () => ({ body: wish }),
    decideExportRequest: async () => {
      const { id, rev } = await finance.call('createExportRequest', { body: wish, idempotencyKey: key() })
      return { params: { exportRequestId: id }, body: { rev, approve: true, note: '同意' } }
    },
    // Only who asked may fetch it: everyone else finds none, whatever their role.
    downloadExport: { send: async () => ({ params: { exportRequestId: 'EXP_none' } }), done: 404 },
  }
}
