import { describe, expect, test } from 'vitest'
import { guestH5, type SignedIn, staff } from '../../../../testing/actors.ts'
import { helpGround } from '../../../../testing/help-ground.ts'
import { deliver } from '../../../../testing/outbox.ts'

const { app, clock, grid, desk, called, fire, seenBy, kept, deedsOf } = helpGround()

/** A call that the first grid's worker has taken. */
async function taken() {
  const me = await guestH5(app())
  const { callId } = await called(me)
  const params = { callId }
  const { rev } = await desk().worker.call('acknowledgeHelp', { params, body: { rev: (await seenBy(desk().worker, callId)).rev } })
  return { me, callId, params, rev }
}
const offer = (callId: string, rev: number, to: SignedIn, who = desk().worker) =>
  who.call('handOverHelp', { params: { callId }, body: { rev, to: to.accountId, why: '要下班了' } })
const titles = async (who: SignedIn, callId: string) => {
  await deliver(app())
  const messages = app().db.collection<{ to: string; key: string; _id: string }>('messages')
  return messages.countDocuments({ to: who.accountId, key: { $regex: callId } })
}

describe('handed over to somebody by name', () => {
  test('who has it keeps it until the other takes it; clocks go on, and whoever called hears who comes', async () => {
    const { me, callId, params, rev } = await taken()
    const { items } = await desk().worker.call('listColleagues', { params })
    expect(items.map(({ id, because }) => [id, because])).toEqual([
      [desk().neighbour.accountId, 'near'],
      [desk().community.accountId, 'community'],
      [desk().street.accountId, 'street'],
      [desk().office.accountId, 'district'],
    ])
    const before = (await kept(callId)) as unknown as { clocks: unknown }
    const offered = await offer(callId, rev, desk().neighbour)
    expect(offered).toMatchObject({ state: 'acked', isMine: true, handover: { isMine: false }, may: { resolve: true, keep: true } })
    expect(offered.steps.at(-1)).toMatchObject({ deed: 'hand_over', why: expect.stringContaining('要下班了') })
    expect((await me.call('getHelpCall', { params })).worker).not.toBeNull()
    expect(await titles(desk().neighbour, callId)).toBe(1)
    const seen = await seenBy(desk().neighbour, callId)
    expect(seen).toMatchObject({ isMine: false, handover: { isMine: true }, may: { takeOver: true, turnDown: true, resolve: false } })
    const mine = await desk().neighbour.call('takeOverHelp', { params, body: { rev: seen.rev } })
    expect(mine).toMatchObject({ state: 'acked', isMine: true, handover: null, may: { resolve: true, setOut: true, takeOver: false } })
    expect(((await kept(callId)) as unknown as { clocks: unknown }).clocks).toEqual(before.clocks)
    const after = await seenBy(desk().worker, callId)
    expect(after).toMatchObject({ isMine: false, may: { resolve: false, handOver: false } })
    expect((await me.call('getHelpCall', { params })).steps.at(-1)?.words).toMatch(/接手了，会来找您$/)
    expect(JSON.stringify(await me.call('getHelpCall', { params }))).not.toContain('要下班了')
  })

  test('turned down with a reason it stays; asked of another, the first is asked no more; kept, nobody is', async () => {
    const { callId, params, rev } = await taken()
    await offer(callId, rev, desk().neighbour)
    const seen = await seenBy(desk().neighbour, callId)
    await expect(desk().neighbour.call('turnDownHelp', { params, body: { rev: seen.rev, why: '' } })).rejects.toMatchObject({
      issues: [{ path: 'body.why' }],
    })
    const down = await desk().neighbour.call('turnDownHelp', { params, body: { rev: seen.rev, why: '在另一个现场' } })
    expect(down).toMatchObject({ handover: null, isMine: false })
    const mine = await seenBy(desk().worker, callId)
    expect(mine).toMatchObject({ isMine: true, state: 'acked' })
    expect(mine.steps.at(-1)).toMatchObject({ deed: 'turn_down', why: '在另一个现场' })
    const again = await offer(callId, mine.rev, desk().community)
    const other = await offer(callId, again.rev, desk().street)
    expect(await seenBy(desk().community, callId)).toMatchObject({ may: { takeOver: false } })
    await expect(desk().community.call('takeOverHelp', { params, body: { rev: other.rev } })).rejects.toMatchObject({ code: 'wrong_state' })
    const back = await desk().worker.call('keepHelp', { params, body: { rev: other.rev } })
    expect(back).toMatchObject({ handover: null, may: { keep: false } })
    await expect(desk().street.call('takeOverHelp', { params, body: { rev: back.rev } })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('nobody but who has it hands it over, and only to who may take it', async () => {
    const { callId, params, rev } = await taken()
    await expect(offer(callId, rev, desk().neighbour, desk().community)).rejects.toMatchObject({ code: 'wrong_state' })
    const elsewhere = await staff(app(), ['grid_worker'], null, [grid().grids[3]])
    await expect(offer(callId, rev, elsewhere)).rejects.toMatchObject({ issues: [{ path: 'body.to' }] })
    await expect(offer(callId, rev, desk().worker)).rejects.toMatchObject({ issues: [{ path: 'body.to' }] })
    await expect(elsewhere.call('listColleagues', { params })).rejects.toMatchObject({ code: 'not_found' })
    // Who was not told of it does not even find it; the community does, and was not asked.
    await expect(desk().neighbour.call('takeOverHelp', { params, body: { rev } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(desk().community.call('takeOverHelp', { params, body: { rev } })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('taken over and kept at one moment: one of the two holds', async () => {
    const { callId, params, rev } = await taken()
    const offered = await offer(callId, rev, desk().neighbour)
    const both = await Promise.allSettled([
      desk().worker.call('keepHelp', { params, body: { rev: offered.rev } }),
      desk().neighbour.call('takeOverHelp', { params, body: { rev: offered.rev } }),
      desk().neighbour.call('takeOverHelp', { params, body: { rev: offered.rev } }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await deedsOf(callId)).filter((deed) => deed === 'keep' || deed === 'take_over')).toHaveLength(1)
  })

  test('given back altogether or done with, nobody is asked to take it over any more', async () => {
    const { callId, params, rev } = await taken()
    const offered = await offer(callId, rev, desk().neighbour)
    await desk().worker.call('refuseHelp', { params, body: { rev: offered.rev, why: '路上车坏了' } })
    await fire()
    expect(await seenBy(desk().neighbour, callId)).toMatchObject({ handover: null, may: { takeOver: false, acknowledge: true } })
    const second = await taken()
    const again = await offer(second.callId, second.rev, desk().neighbour)
    await desk().worker.call('resolveHelp', { params: second.params, body: { rev: again.rev, result: '扶起来了' } })
    expect(await seenBy(desk().neighbour, second.callId)).toMatchObject({ handover: null, may: { takeOver: false } })
  })

  test('the limit to be there runs on while somebody is asked', async () => {
    const { callId, rev } = await taken()
    await offer(callId, rev, desk().neighbour)
    clock.advance(15 * 60_000)
    await fire()
    expect((await deedsOf(callId)).filter((deed) => deed === 'miss_on_site')).toHaveLength(1)
  })
})
