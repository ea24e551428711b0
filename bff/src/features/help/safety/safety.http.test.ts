import { describe, expect, test } from 'vitest'
import { guestH5 } from '../../../../testing/actors.ts'
import { helpGround } from '../../../../testing/help-ground.ts'
import { deliver } from '../../../../testing/outbox.ts'

const { app, clock, desk, called, fire, seenBy, kept, deedsOf, signInAgain } = helpGround()
const toldTo = async (who: { accountId: string }, callId: string) => {
  await deliver(app())
  const messages = app().db.collection<{ to: string; key: string; title: string; _id: string }>('messages')
  return (await messages.find({ to: who.accountId, key: { $regex: callId } }).toArray()).length
}

/** A risky call, taken. */
async function taken(isRisky = true) {
  const { callId } = await called(await guestH5(app()))
  const params = { callId }
  let { rev } = await seenBy(desk().worker, callId)
  if (isRisky) ({ rev } = await desk().community.call('markRiskyHelp', { params, body: { rev, why: '有人持刀' } }))
  ;({ rev } = await desk().worker.call('acknowledgeHelp', { params, body: { rev } }))
  return { callId, params, rev }
}
async function there(isRisky = true) {
  const one = await taken(isRisky)
  const { rev } = await desk().worker.call('arriveHelp', { params: one.params, body: { rev: one.rev } })
  return { ...one, rev }
}
const safe = (callId: string, rev: number, isSafe = true, who = desk().worker) =>
  who.call('checkInHelp', { params: { callId }, body: { rev, isSafe } })

describe('whoever went to a danger', () => {
  test('is asked after twenty minutes, once by two processes; no answer in five more, and the community is told, once', async () => {
    const { callId } = await there()
    clock.advance(20 * 60_000 - 1)
    await fire()
    expect(await deedsOf(callId)).not.toContain('ask_safe')
    clock.advance(1)
    await Promise.all([fire(), fire()])
    expect((await deedsOf(callId)).filter((deed) => deed === 'ask_safe')).toHaveLength(1)
    await signInAgain()
    const asked = await seenBy(desk().worker, callId)
    expect(asked).toMatchObject({ isRisky: true, may: { checkIn: true } })
    expect(asked.clocks.filter(({ what }) => what === 'check_in')).toMatchObject([{ state: 'running' }])
    const before = await toldTo(desk().community, callId)
    clock.advance(5 * 60_000)
    await Promise.all([fire(), fire(), fire()])
    expect((await deedsOf(callId)).filter((deed) => deed === 'miss_check_in')).toHaveLength(1)
    expect(await toldTo(desk().community, callId)).toBe(before + 1)
  })

  test('answered, they are asked again later; nobody else answers for them', async () => {
    const { callId } = await there()
    clock.advance(20 * 60_000)
    await fire()
    await signInAgain()
    const { rev } = await seenBy(desk().worker, callId)
    await expect(safe(callId, rev, true, desk().community)).rejects.toMatchObject({ code: 'wrong_state' })
    const both = await Promise.allSettled([safe(callId, rev), safe(callId, rev)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    clock.advance(19 * 60_000)
    await fire()
    expect(await deedsOf(callId)).not.toContain('miss_check_in')
    clock.advance(60_000)
    await fire()
    expect((await deedsOf(callId)).filter((deed) => deed === 'ask_safe')).toHaveLength(2)
  })

  test('says that all is not well: those near and the community are told at once', async () => {
    const { callId, rev } = await there()
    const before = await toldTo(desk().community, callId)
    await safe(callId, rev, false)
    expect(await toldTo(desk().community, callId)).toBe(before + 1)
    expect(await toldTo(desk().neighbour, callId)).toBe(1)
    expect((await kept(callId))?.told.map(({ accountId }) => accountId)).toContain(desk().neighbour.accountId)
  })

  test('while no process ran, everything is made up in its order; dealt with, nobody is asked', async () => {
    const { callId } = await there()
    clock.advance(60 * 60_000)
    await Promise.all([fire(), fire()])
    expect((await deedsOf(callId)).filter((deed) => deed === 'ask_safe' || deed === 'miss_check_in')).toEqual(['ask_safe', 'miss_check_in'])
    await signInAgain()
    const { rev } = await seenBy(desk().worker, callId)
    await desk().worker.call('resolveHelp', { params: { callId }, body: { rev, result: '公安来了，劝开了' } })
    await expect(safe(callId, rev + 1)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('marked once; before they are there it can’t be answered', async () => {
    const { callId, params, rev } = await taken()
    await expect(safe(callId, rev)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(desk().community.call('markRiskyHelp', { params, body: { rev, why: '又一次' } })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await expect(desk().community.call('markRiskyHelp', { params, body: { rev, why: '' } })).rejects.toMatchObject({
      issues: [{ path: 'body.why' }],
    })
  })
})
