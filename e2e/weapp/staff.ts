import { createClient, type Transport } from '@minsheng/shared/client'
import type { GiftCode, GiftRow } from '@minsheng/shared/contracts/donation'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'

export const httpTransport =
  (base: string): Transport =>
  async ({ method, url, headers, body }) => {
    const answer = await fetch(new URL(url, base), { method, headers, ...(body === undefined ? {} : { body: body as string }) })
    const type = answer.headers.get('content-type')
    const dataOf = async (): Promise<unknown> => {
      if (type === null) return undefined
      return type.includes('json') ? answer.json() : new Uint8Array(await answer.arrayBuffer())
    }
    return { status: answer.status, header: (name) => answer.headers.get(name), data: await dataOf() }
  }

/** The seed's silent code is an alarm of its own test, and a scan would end it. */
const SILENT_VENUE = 'ven_caihe'

/** The desk's view of what a resident did, through the same API that the admin panel uses. */
export async function signInStaff(base: string, username = 'admin', password = 'Demo-admin-2026') {
  const anyone = createClient<Contracts>(contracts, httpTransport(base), () => null)
  const { accessToken } = await anyone('signInStaff', { body: { username, password } })
  const call = createClient<Contracts>(contracts, httpTransport(base), () => accessToken)
  return {
    /** A printed code whose project takes gifts today. */
    async codeForGiving(): Promise<GiftCode> {
      const { items } = await call('listCodes', { query: { state: 'active', limit: 100 } })
      for (const code of items.filter(({ venueId }) => venueId !== SILENT_VENUE)) {
        const project = await call('getProject', { params: { projectId: code.campaignId } })
        if (project.acceptsGifts) return code
      }
      throw new Error('the seed has no code that can be given to')
    },
    codesIn: async (state: GiftCode['state']): Promise<GiftCode[]> =>
      (await call('listCodes', { query: { state, limit: 100 } })).items.filter(({ venueId }) => venueId !== SILENT_VENUE),
    async giftsOf(codeId: string): Promise<GiftRow[]> {
      const { items } = await call('listGifts', { query: { codeId, limit: 100 } })
      return items
    },
    /** Reads a together page that waits for a person, and lets it be seen. */
    async openTeam(title: string): Promise<string> {
      const { items } = await call('listTeams', { query: { waiting: 'yes', limit: 100 } })
      const team = items.find((row) => row.title === title)
      if (!team) throw new Error(`no page called ${title} waits for a person`)
      await call('decideTeam', { params: { teamId: team.id }, body: { rev: team.rev, approve: true, note: '文字没有问题' } })
      return team.id
    },
    matchingsOf: async (projectId: string) => (await call('listProjectMatchings', { params: { projectId } })).items,
    publicTotals: async (projectId: string) => (await call('getProject', { params: { projectId } })).totals,
  }
}
export type Staff = Awaited<ReturnType<typeof signInStaff>>
