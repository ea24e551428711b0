import { contracts } from '@minsheng/shared/contracts/index'
import { secret } from '@minsheng/shared/units/secret'
import { expect, test } from 'vitest'
import type { Visitor } from '../../platform/auth/actor.ts'
import { createActing } from './acting.ts'
import type { DeedDocument, DeedStore } from './deed/store.ts'
import type { ProxyRecord } from './store.ts'

const now = new Date('2026-12-01T00:00:00Z')
const name = secret('小芳', () => '*')
const held: ProxyRecord = {
  _id: 'prx_1',
  elderAccountId: 'acc_e',
  residentId: null,
  elderName: name,
  proxyName: name,
  proxyPhone: null,
  phoneIndex: null,
  codeHash: null,
  proxyAccountId: 'acc_d',
  relation: 'child',
  scopes: ['gifts', 'giving'],
  until: '2026-12-31',
  state: 'active',
  openUntil: now,
  consents: [],
  channel: 'online',
  createdAt: now,
  acceptedAt: now,
  endedAt: null,
  endedBy: null,
  openKey: null,
  rev: 0,
}
const daughter: Visitor = {
  kind: 'visitor',
  accountId: 'acc_d',
  sessionId: 'ses_d',
  channel: 'h5',
  ownerIds: ['acc_d', 'acc_guest'],
  wechatAccountId: null,
}

/** Acting under an authorisation that is as told at each look. */
function acting(...looks: (ProxyRecord | null)[]) {
  const rows: DeedDocument[] = []
  const deeds = {
    insert: async (row: DeedDocument) => void rows.push(row),
    again: async () => false,
    settle: async (id: string, outcome: 'done' | 'refused') => {
      for (const row of rows) if (row._id === id) row.outcome = outcome
    },
  } as unknown as DeedStore
  const person = async (accountId: string) => ({
    accountId,
    ownerIds: [accountId, 'acc_e_guest'],
    displayName: '',
    phoneMasked: null,
    phoneIndexes: [],
    createdAt: now,
  })
  let turn = 0
  const proxy = async () => looks[Math.min(turn++, looks.length - 1)] ?? null
  const begin = createActing({ proxies: { proxy }, deeds, persons: { person }, wardOf: async () => null, clock: { now: () => now } })
  const ask = (operation: 'listMyGifts' | 'setMonthlyGiftState') =>
    begin({ actor: daughter, proxyId: 'prx_1', operation: contracts[operation], name: operation, requestId: 'req_1' })
  return { rows, ask }
}

test('the one acted for is the actor, with who really acts beside it, and it is on record before it begins', async () => {
  const { rows, ask } = acting(held)
  const deed = await ask('listMyGifts')
  expect(deed.actor).toMatchObject({
    accountId: 'acc_e',
    ownerIds: ['acc_e', 'acc_e_guest'],
    actingBy: { proxyId: 'prx_1', accountId: 'acc_d' },
  })
  expect(rows).toMatchObject([{ elderAccountId: 'acc_e', proxyAccountId: 'acc_d', outcome: 'begun', deed: '看捐赠记录' }])
  await deed.settle('done')
  expect(rows[0]?.outcome).toBe('done')
})

test('withdrawn while a reading is under way, it is not told; what was written before is on record as done', async () => {
  const ended = { ...held, state: 'withdrawn' as const }
  await expect((await acting(held, ended).ask('listMyGifts')).settle('done')).rejects.toMatchObject({ code: 'proxy_ended' })
  const writing = acting(held, ended)
  await (await writing.ask('setMonthlyGiftState')).settle('done')
  expect(writing.rows[0]?.outcome).toBe('done')
})
