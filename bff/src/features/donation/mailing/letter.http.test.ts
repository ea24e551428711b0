import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { district } from '../../../../testing/district.ts'
import { bodies, charityWithLetters, read } from '../../../../testing/letters.ts'
import type { DeliveryDocument } from './store.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
})
afterAll(() => app.close())

const charity = () => charityWithLetters(app)
const before = (minutes: number) => new Date(Date.now() - minutes * 60_000)

describe('a letter', () => {
  test('is previewed on real receivers, sent, and read by each once', async () => {
    const { place, owner, gave, letters } = await charity()
    const [one, two] = [await guestWeapp(app), await guestH5(app)]
    await gave(one, 1_000, { donorName: '王阿姨' })
    await gave(one, 500, { donorName: '王阿姨' })
    await gave(two, 800, { anonymous: true, donorName: null })
    const text = '{{称呼}}：谢谢您给{{项目}}的{{金额}}。'
    expect(await letters.preview(owner, text)).toMatchObject({
      namedCount: 1,
      anonymousGiftCount: 1,
      samples: [
        { label: '王阿姨', title: '演示慈善组织的感谢信', body: '王阿姨：谢谢您给“独居老人午餐”的¥15.00。\n\n演示慈善组织' },
        { label: '匿名爱心人士', body: '爱心人士：谢谢您给“独居老人午餐”的¥8.00。\n\n演示慈善组织' },
      ],
    })
    const letter = await letters.send(owner, text)
    expect(letter).toMatchObject({ namedCount: 1, anonymousGiftCount: 1, state: 'collecting', failedCount: 0 })
    expect(await letters.sent(owner, letter.id)).toMatchObject({ sentPercent: 100, failedCount: 0, mutedCount: 0 })
    expect(await read(one)).toMatchObject([
      { kind: 'thanks', title: '演示慈善组织的感谢信', body: expect.stringContaining('¥15.00'), link: null },
    ])
    expect(await bodies(two)).toEqual([expect.stringContaining('¥8.00')])
    expect((await owner.call('listLetters', {})).items.map(({ id }) => id)).toEqual([letter.id])
    expect((await owner.call('listDonors', {})).items).toMatchObject([{ label: '王阿姨', thankedAt: expect.any(String) }])
    expect(place.charityId).toBe(letter.charityId)
  })

  test('does not go to a company that gave by bank transfer: it has no account here that anyone reads', async () => {
    const { owner, gave, letters } = await charity()
    const who = await guestH5(app)
    await gave(who, 100, { donorName: '王阿姨' })
    await gave({ ...who, accountId: 'org_91330102MA0000001X' }, 100_000, { channel: 'bank', donorName: '演示·湖滨食品公司' })
    expect(await letters.preview(owner, '谢谢')).toMatchObject({ namedCount: 1, samples: [{ label: '王阿姨' }] })
    const { id } = await letters.send(owner, '谢谢')
    expect(await letters.sent(owner, id)).toMatchObject({ namedCount: 1 })
    const deliveries = await app.db.collection<DeliveryDocument>('mailing_deliveries').find({ mailingId: id }).toArray()
    expect(deliveries.map(({ to }) => to)).toEqual([who.accountId])
  })

  test('the same key again sends nothing more; the same key for other words is refused', async () => {
    const { owner, gave, letters } = await charity()
    const who = await guestH5(app)
    await gave(who, 100)
    const { asOf } = await letters.preview(owner, '谢谢')
    const idempotencyKey = key()
    const send = (text: string) => owner.call('sendLetter', { body: { ...letters.draft(text), asOf }, idempotencyKey })
    const sent = await Promise.allSettled(Array.from({ length: 5 }, () => send('谢谢')))
    expect(sent.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    const { id } = await send('谢谢')
    await letters.sent(owner, id)
    expect(await bodies(who)).toHaveLength(1)
    await expect(send('再见')).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  })

  test('goes to those the filter means: project, days, least sum, not yet thanked', async () => {
    const { place, owner, gave, letters } = await charity()
    const [early, late, small] = [await guestH5(app), await guestH5(app), await guestH5(app)]
    await gave(early, 1_000, { createdAt: new Date('2026-03-01T12:00:00+08:00') })
    await gave(late, 1_000, { createdAt: new Date('2026-04-01T00:00:00+08:00') })
    await gave(small, 99, { createdAt: new Date('2026-04-02T12:00:00+08:00') })
    const counted = async (receivers: Parameters<typeof letters.preview>[2]) => (await letters.preview(owner, '谢谢', receivers)).namedCount
    expect(await counted({ to: '2026-03-31' })).toBe(1)
    expect(await counted({ from: '2026-04-01' })).toBe(2)
    expect(await counted({ minFen: 100 })).toBe(2)
    expect(await counted({ campaignId: place.campaignId })).toBe(3)
    const { id } = await letters.send(owner, '三月谢谢', { to: '2026-03-31' })
    await letters.sent(owner, id)
    expect([await bodies(early), await bodies(late)].map(({ length }) => length)).toEqual([1, 0])
    expect(await counted({ notYetThanked: true })).toBe(2)
    await gave(early, 1)
    expect(await counted({ notYetThanked: true })).toBe(2)
    await gave(early, 1, { createdAt: new Date() })
    expect(await counted({ notYetThanked: true })).toBe(3)
  })

  test('what came after the preview is not part of it', async () => {
    const { owner, gave, letters } = await charity()
    const [seen, later] = [await guestH5(app), await guestH5(app)]
    await gave(seen, 100)
    const { asOf } = await letters.preview(owner, '谢谢')
    await gave(later, 100, { createdAt: new Date(Date.parse(asOf) + 1) })
    const { id } = await owner.call('sendLetter', { body: { ...letters.draft('谢谢'), asOf }, idempotencyKey: key() })
    expect(await letters.sent(owner, id)).toMatchObject({ namedCount: 1 })
    expect([await bodies(seen), await bodies(later)].map(({ length }) => length)).toEqual([1, 0])
  })

  test('what is wrong is named: placeholders, days, another charity’s project, an old preview, nobody to read it', async () => {
    const { owner, gave, letters } = await charity()
    const elsewhere = await district(app)
    const invalid = (path: string) => ({ code: 'invalid_input', issues: [{ path }] })
    await expect(letters.preview(owner, '{{电话}}')).rejects.toMatchObject(invalid('body.text'))
    await expect(letters.preview(owner, '字'.repeat(501))).rejects.toMatchObject(invalid('body.text'))
    await expect(letters.preview(owner, ' ')).rejects.toMatchObject(invalid('body.text'))
    await expect(letters.preview(owner, '谢谢', { from: '2026-02-02', to: '2026-02-01' })).rejects.toMatchObject(
      invalid('body.receivers.to'),
    )
    await expect(letters.preview(owner, '谢谢', { campaignId: elsewhere.campaignId })).rejects.toMatchObject(
      invalid('body.receivers.campaignId'),
    )
    await expect(letters.send(owner, '谢谢')).rejects.toMatchObject({
      code: 'wrong_state',
      message: '没有符合条件的捐赠人，请放宽条件再试',
    })
    await gave(await guestH5(app), 100)
    for (const asOf of [before(61), new Date(Date.now() + 60_000)])
      await expect(
        owner.call('sendLetter', { body: { ...letters.draft('谢谢'), asOf: asOf.toISOString() }, idempotencyKey: key() }),
      ).rejects.toMatchObject(invalid('body.asOf'))
  })

  test('another charity finds neither the letter nor a way to send it again', async () => {
    const { letters } = await charity()
    const stranger = (await charity()).owner
    const params = { letterId: await letters.withFailures() }
    for (const name of ['getLetter', 'retryLetter'] as const)
      await expect(stranger.call(name, { params })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what failed', () => {
  test('is sent again on request, once, whoever asks at once', async () => {
    const { owner, gave, letters } = await charity()
    const who = await guestH5(app)
    await gave(who, 100)
    const letter = await letters.send(owner, '谢谢{{称呼}}')
    await letters.sent(owner, letter.id)
    // As the job leaves it after the last try.
    await app.db.collection<DeliveryDocument>('mailing_deliveries').updateOne({ mailingId: letter.id }, { $set: { state: 'failed' } })
    await app.db.collection('messages').deleteMany({ to: who.accountId })
    await app.db.collection<{ _id: string }>('mailings').updateOne({ _id: letter.id }, { $set: { 'counts.failed': 1, 'counts.sent': 0 } })
    const retry = () => owner.call('retryLetter', { params: { letterId: letter.id } })
    const tries = await Promise.allSettled([retry(), retry(), retry()])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await letters.sent(owner, letter.id)).toMatchObject({ failedCount: 0, sentPercent: 100 })
    expect(await bodies(who)).toHaveLength(1)
    await expect(retry()).rejects.toMatchObject({ code: 'wrong_state', message: '没有要再发的' })
  })
})

describe('who does not want letters', () => {
  test('says so for one charity, gets none of it, and can change their mind', async () => {
    const [{ owner, gave, letters, place }, other] = [await charity(), await charity()]
    const who = await guestH5(app)
    await gave(who, 100)
    await other.gave(who, 100)
    const senders = async () => (await who.call('listThanksSenders', {})).items.map(({ charityId, muted }) => [charityId, muted])
    expect((await senders()).sort()).toEqual(
      [
        [place.charityId, false],
        [other.place.charityId, false],
      ].sort(),
    )
    const set = (muted: boolean) => who.call('setThanksSender', { params: { charityId: place.charityId }, body: { muted } })
    await Promise.all([set(true), set(true)])
    expect(Object.fromEntries(await senders())).toEqual({ [place.charityId]: true, [other.place.charityId]: false })

    const [mine, theirs] = [await letters.send(owner, '这家'), await other.letters.send(other.owner, '那家')]
    expect(await letters.sent(owner, mine.id)).toMatchObject({ mutedCount: 1, failedCount: 0 })
    await other.letters.sent(other.owner, theirs.id)
    expect(await bodies(who)).toEqual(['那家\n\n演示慈善组织'])

    await set(false)
    const again = await letters.send(owner, '又见')
    expect(await letters.sent(owner, again.id)).toMatchObject({ mutedCount: 0 })
    expect(await bodies(who)).toHaveLength(2)
  })

  test('a charity one never gave to is not there', async () => {
    const who = await guestH5(app)
    const { place } = await charity()
    await expect(who.call('setThanksSender', { params: { charityId: place.charityId }, body: { muted: true } })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await who.call('listThanksSenders', {})).items).toEqual([])
  })
})
