import { describe, expect, test } from 'vitest'
import { guestH5, staff } from '../../../../testing/actors.ts'
import { helpGround } from '../../../../testing/help-ground.ts'

const { app, clock, grid, desk, press, called, fire, seenBy, deedsOf } = helpGround()
const body = { to: '120' as const, reference: 'JZ-1201', why: '叫不醒，有呼吸' }

describe('given to 110, 119 or 120', () => {
  test('what is about life is followed until it is written down what became of it', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const params = { callId }
    const { rev } = await seenBy(desk().worker, callId)
    const given = await desk().worker.call('transferHelp', { params, body: { rev, ...body } })
    expect(given).toMatchObject({
      state: 'transferred',
      transferredTo: '120',
      owesFeedback: true,
      may: { feedback: true, transfer: false },
    })
    expect(given.steps.at(-1)).toMatchObject({ deed: 'transfer', why: '转 120，对方编号 JZ-1201：叫不醒，有呼吸' })
    expect(given.nextDue?.what).toBe('resolve')
    expect((await desk().worker.call('listHelpCalls', {})).items.map(({ id }) => id)).toContain(callId)
    const mine = await me.call('getHelpCall', { params })
    expect(mine.steps.at(-1)?.words).toContain('已经联系专业救援')
    expect(JSON.stringify(mine)).not.toContain('叫不醒')
    // Pressed again meanwhile, it goes into this one.
    expect((await press(me)).id).toBe(callId)
    clock.advance(2 * 3_600_000)
    await Promise.all([fire(), fire()])
    expect((await deedsOf(callId)).filter((deed) => deed === 'miss_resolve')).toHaveLength(1)
    expect((await deedsOf(callId)).filter((deed) => deed === 'escalate' || deed === 'miss_on_site')).toEqual([])
  })

  test('fed back, it is rated as any other', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const params = { callId }
    const { rev } = await desk().worker.call('transferHelp', { params, body: { rev: (await seenBy(desk().worker, callId)).rev, ...body } })
    await expect(desk().community.call('feedbackHelp', { params, body: { rev, result: ' ' } })).rejects.toMatchObject({
      issues: [{ path: 'body.result' }],
    })
    const both = await Promise.allSettled(
      [desk().worker, desk().community].map((who) => who.call('feedbackHelp', { params, body: { rev, result: '送市三医院，清醒了' } })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const done = await me.call('getHelpCall', { params })
    expect(done).toMatchObject({ state: 'resolved', may: { rate: true } })
    await me.call('rateHelp', { params, body: { rev: done.rev, solved: true, stars: 5, words: null } })
    expect((await seenBy(desk().community, callId)).state).toBe('closed')
  })

  test('who has it transfers it, and while nobody does, whoever was told; of two at once one; never elsewhere', async () => {
    const { callId } = await called(await guestH5(app()))
    const params = { callId }
    const elsewhere = await staff(app(), ['grid_worker'], null, [grid().grids[3]])
    const { rev } = await seenBy(desk().worker, callId)
    await expect(elsewhere.call('transferHelp', { params, body: { rev, ...body } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(desk().worker.call('transferHelp', { params, body: { rev, ...body, to: '12345' as '120' } })).rejects.toMatchObject({
      issues: [{ path: 'body.to' }],
    })
    const taken = await desk().worker.call('acknowledgeHelp', { params, body: { rev } })
    await expect(desk().community.call('transferHelp', { params, body: { rev: taken.rev, ...body } })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    const both = await Promise.allSettled([
      desk().worker.call('transferHelp', { params, body: { rev: taken.rev, ...body } }),
      desk().worker.call('resolveHelp', { params, body: { rev: taken.rev, result: '没事了' } }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('what is not about life is done with when it is given on', async () => {
    const { id } = await press(await guestH5(app()), { category: 'utility' })
    clock.advance(5_000)
    await fire()
    const params = { callId: id }
    const given = await desk().worker.call('transferHelp', {
      params,
      body: { rev: (await seenBy(desk().worker, id)).rev, to: '119', reference: null, why: '漏气' },
    })
    expect(given).toMatchObject({ state: 'transferred', owesFeedback: false, nextDue: null, may: { feedback: false } })
    expect(given.steps.at(-1)?.why).toBe('转 119，对方没有给编号：漏气')
    expect((await desk().worker.call('listHelpCalls', {})).items.map((row) => row.id)).not.toContain(id)
  })
})
