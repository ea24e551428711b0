import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { describe, expect, test } from 'vitest'
import { key, type SignedIn } from '../../../../testing/actors.ts'
import { dispatches } from '../../../../testing/dispatches.ts'

const { clock, app, resident, notices, sent, work } = dispatches()

describe('an elder without a phone', () => {
  const withoutPhone = (who: SignedIn) =>
    app()
      .db.collection<{ _id: string }>('accounts')
      .updateOne({ _id: who.accountId }, { $set: { phoneMasked: null }, $unset: { phone: '', phoneIndex: '' } })
  /** Someone lets their daughter do these matters; afterwards they have no phone any more. */
  async function letting(scopes: ProxyScope[]) {
    const [elder, daughter] = [await resident(), await resident()]
    const { text } = await elder.call('getProxyCatalogue')
    const wish = { elderName: '王奶奶', proxyName: '小芳', relation: 'child' as const, phone: daughter.phone, scopes }
    const soon = new Date(clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    const { id } = await elder.call('inviteProxy', { body: { ...wish, until: soon, textVersion: text.version }, idempotencyKey: key() })
    await daughter.call('acceptProxy', { params: { proxyId: id }, body: { textVersion: text.version } })
    // What the two are told about it goes first, each to their own.
    await work()
    await withoutPhone(elder)
    const before = (await notices(daughter.phone)).length
    return { elder, daughter, proxyId: id, more: async () => (await notices(daughter.phone)).length - before }
  }
  const proxies = () => app().db.collection<{ _id: string; consents: { textVersion: string }[] }>('proxies')

  test('is told through whom they let see their messages', async () => {
    const { elder, more } = await letting(['messages'])
    await sent(elder)
    await work()
    expect(await more()).toBe(1)
  })

  test('and through nobody else: not without that matter, not under the text of before, not when it was taken back', async () => {
    const gifts = await letting(['gifts'])
    const before = await letting(['messages'])
    await proxies().updateOne({ _id: before.proxyId }, { $set: { 'consents.1.textVersion': '2026-11' } })
    const ended = await letting(['messages'])
    await ended.daughter.call('withdrawProxy', { params: { proxyId: ended.proxyId } })
    for (const { elder } of [gifts, before, ended]) await sent(elder)
    await work()
    for (const { more } of [gifts, before, ended]) expect(await more()).toBe(0)
  })
})
