import { helpContract as contract } from '@minsheng/shared/contracts/help'
import { actorId, hasRole } from '../../../platform/auth/actor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import type { ApiKeyRow, ApiKeys } from './keys.ts'

interface Parts {
  keys: ApiKeys
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

/** Keys of other systems: issued and withdrawn by the district. */
export function apiKeyRoutes({ keys, staffNames }: Parts): Route[] {
  async function present(rows: readonly ApiKeyRow[]) {
    const names = await staffNames([...new Set(rows.map(({ issuedBy }) => issuedBy))])
    return rows.map(({ _id, name, issuedBy, createdAt, usedAt, withdrawnAt }) => ({
      id: _id,
      name,
      issuedByName: names.get(issuedBy) ?? '工作人员',
      createdAt: createdAt.toISOString(),
      usedAt: usedAt?.toISOString() ?? null,
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    }))
  }
  const presentOne = async (row: ApiKeyRow) => {
    const [one] = await present([row])
    if (!one) throw new Error('nothing was presented')
    return one
  }
  const allow = (actor: Parameters<typeof hasRole>[0]) => hasRole(actor, 'district_office')
  return [
    route({
      operation: contract.listApiKeys,
      load: nothing,
      allow,
      audit: { none: 'names of systems, no keys' },
      run: async () => ({ items: await present(await keys.all()) }),
    }),
    route({
      operation: contract.issueApiKey,
      load: nothing,
      allow,
      audit: { action: 'api-key.issue', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, actor }) => {
        const { key, row } = await keys.issue(body.name, actorId(actor))
        return { ...(await presentOne(row)), key }
      },
    }),
    route({
      operation: contract.withdrawApiKey,
      load: ({ params }) => keys.one(params.keyId),
      allow,
      audit: { action: 'api-key.withdraw', subject: ({ _id }) => _id },
      run: async (_, { _id }) => {
        const row = await keys.withdraw(_id)
        if (!row) throw new Error(`${_id} is gone`)
        return presentOne(row)
      },
    }),
  ]
}
