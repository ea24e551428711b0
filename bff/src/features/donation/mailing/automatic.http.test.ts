import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestWeapp, key, type SignedIn } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { bodies, charityWithLetters, read } from '../../../../testing/letters.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { until } from '../../../../testing/wait.ts'
import type { DeliveryDocument } from './store.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
})
afterAll(() => app.close())

const charity = () => charityWithLetters(app)

describe('automatic thanks', () => {
  const pay = payStandIn(inject('standIns').pay)
  async function standing() {
    const made = await charity()
    const params = { campaignId: made.place.campaignId }
    await made.owner.call('setAutomaticThanks', { params, body: { rev: 0, enabled: true, text: '{{称呼}}，谢谢您的{{金额}}' } })
    const at = givingAt(app, made.place, pay)
    const paid = async (who: SignedIn, amountFen = 100) => {
      const { gift } = await at.give(who, key(), amountFen)
      await pay.pay(gift.id)
      await at.becomes(gift.id, 'paid')
      return gift.id
    }
    const delivery = (giftId: string) =>
      until(
        () => app.db.collection<DeliveryDocument>('mailing_deliveries').findOne({ giftId }),
        (row) => row !== null,
      )
    /** As if the time in which the gift can be taken back were over. */
    const due = async (giftId: string) => {
      await delivery(giftId)
      await app.db.collection<DeliveryDocument>('mailing_deliveries').updateOne({ giftId }, { $set: { nextAt: new Date() } })
      await until(
        () => app.db.collection<DeliveryDocument>('mailing_deliveries').findOne({ giftId }),
        (row) => row?.state !== 'pending',
      )
    }
    return { ...made, params, paid, delivery, due }
  }

  test('go to who gave once the gift can no longer be taken back, and once a day', async () => {
    const { owner, params, paid, delivery, due } = await standing()
    const who = await guestWeapp(app)
    const [first, second] = [await paid(who), await paid(who, 200)]
    const row = await delivery(first)
    expect((row?.nextAt.getTime() ?? 0) - (row?.thankedTo.getTime() ?? 0)).toBe(600_000)
    expect(await read(who)).toEqual([])
    await due(first)
    await due(second)
    expect(await bodies(who)).toEqual(['爱心人士，谢谢您的¥1.00\n\n演示慈善组织'])
    expect(
      await until(
        () => owner.call('getAutomaticThanks', { params }),
        ({ sentCount }) => sentCount === 2,
      ),
    ).toMatchObject({ enabled: true, rev: 1 })
  })

  test('that did not get through are sent again on request, to those alone, and counted once', async () => {
    const { owner, params, paid, delivery } = await standing()
    const who = await guestWeapp(app)
    const given = await paid(who)
    const row = await delivery(given)
    // As after five tries in vain.
    await app.db.collection<DeliveryDocument>('mailing_deliveries').updateOne({ giftId: given }, { $set: { state: 'failed', attempts: 5 } })
    const counts = { 'counts.failed': 1, 'counts.pending': -1 }
    await app.db.collection<{ _id: string }>('mailings').updateOne({ _id: row?.mailingId ?? '' }, { $inc: counts })
    expect(await owner.call('getAutomaticThanks', { params })).toMatchObject({ sentCount: 0, failedCount: 1 })
    const tries = await Promise.allSettled([1, 2, 3].map(() => owner.call('retryAutomaticThanks', { params })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await until(
      () => owner.call('getAutomaticThanks', { params }),
      ({ sentCount, failedCount }) => sentCount === 1 && failedCount === 0,
    )
    expect(await bodies(who)).toEqual(['爱心人士，谢谢您的¥1.00\n\n演示慈善组织'])
    await expect(owner.call('retryAutomaticThanks', { params })).rejects.toMatchObject({ code: 'wrong_state', message: '没有要再发的' })
    await owner.call('setAutomaticThanks', { params, body: { rev: 1, enabled: false, text: '谢谢' } })
    await expect(owner.call('retryAutomaticThanks', { params })).rejects.toMatchObject({ message: expect.stringContaining('请先开启') })
  })

  test('not for a gift that was taken back, nor once they are turned off', async () => {
    const { owner, params, paid, delivery, due } = await standing()
    const [back, late] = [await guestWeapp(app), await guestWeapp(app)]
    const returned = await paid(back)
    await delivery(returned)
    await back.call('undoGift', { params: { giftId: returned }, idempotencyKey: key() })
    await due(returned)
    const given = await paid(late)
    await delivery(given)
    await owner.call('setAutomaticThanks', { params, body: { rev: 1, enabled: false, text: '谢谢' } })
    await due(given)
    const thanks = async (who: SignedIn) => (await read(who)).filter(({ kind }) => kind === 'thanks')
    expect([await thanks(back), await thanks(late)]).toEqual([[], []])
    expect(await owner.call('getAutomaticThanks', { params })).toMatchObject({ enabled: false, sentCount: 0, failedCount: 0, rev: 2 })
  })

  test('two who change them at once: one does, the other is told', async () => {
    const { owner, params } = await standing()
    const put = (text: string) => owner.call('setAutomaticThanks', { params, body: { rev: 1, enabled: true, text } })
    const tries = await Promise.allSettled([put('一'), put('二')])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(put('三')).rejects.toMatchObject({ code: 'conflict' })
    await expect(owner.call('setAutomaticThanks', { params, body: { rev: 2, enabled: true, text: '{{没有}}' } })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  test('never set up they are off', async () => {
    const { owner, place } = await charity()
    expect(await owner.call('getAutomaticThanks', { params: { campaignId: place.campaignId } })).toEqual({
      enabled: false,
      text: '',
      sentCount: 0,
      failedCount: 0,
      rev: 0,
    })
  })
})
