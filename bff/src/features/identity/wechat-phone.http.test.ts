import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn } from '../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../testing/app.ts'
import { district } from '../../../testing/district.ts'
import { pastGift } from '../../../testing/gifts.ts'
import { ownStandIns } from '../../../testing/own-stand-ins.ts'
import { resident } from '../../../testing/persons.ts'

let standIns: Awaited<ReturnType<typeof ownStandIns>>
let app: TestApp
beforeAll(async () => {
  standIns = await ownStandIns(inject('bffEnvironment'))
  const wechat = Object.entries(standIns.environment).filter(([name]) => /^WECHAT_A/.test(name))
  app = await startTestApp({ ...inject('bffEnvironment'), ...Object.fromEntries(wechat) }, freshDatabaseName(), {
    work: false,
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
  })
})
afterAll(async () => {
  await app.close()
  await standIns.stop()
})

const control = (path: string, body?: unknown) => standIns.control('wechat', path, body)
beforeEach(() => control('reset'))

const freshPhone = () => `139${randomInt(0, 100_000_000).toString().padStart(8, '0')}`
/** What the button gives to someone whose WeChat has this number. */
const codeOf = (phone: string) => `phone:${phone}:${randomUUID()}`
const signIn = (who: SignedIn, code: string) => who.call('signInByWechatPhone', { body: { code } })

describe('the number that WeChat has', () => {
  test('signs in as a text message would: the guest’s gifts are the resident’s, the guest’s session is over', async () => {
    const place = await district(app)
    const guest = await guestWeapp(app)
    await pastGift(app, place, { donorId: guest.accountId })
    const phone = freshPhone()
    const session = await signIn(guest, codeOf(phone))
    expect(session.account).toMatchObject({ kind: 'resident', phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}` })
    expect(session.refreshToken).not.toBeNull()
    await expect(guest.call('getMe', {})).rejects.toMatchObject({ code: 'session_revoked' })
    const me = clientOf(app.url, session.accessToken)
    expect((await me('listMyGifts', {})).items).toHaveLength(1)
  })

  test('is the same account as by text message, and the same person when the app opens again', async () => {
    const byText = await resident(app)
    const label = randomUUID().slice(0, 8)
    const session = await signIn(await guestWeapp(app, label), codeOf(byText.phone))
    expect(session.account.id).toBe(byText.accountId)
    expect((await guestWeapp(app, label)).accountId).toBe(byText.accountId)
  })

  test('was proven at some time only: what can’t be undone still asks for a code', async () => {
    const session = await signIn(await guestWeapp(app), codeOf(freshPhone()))
    const me = clientOf(app.url, session.accessToken)
    await expect(me('askForCopy', { idempotencyKey: key() })).rejects.toMatchObject({ code: 'check_needed' })
  })

  test('pressed twice at once signs in once', async () => {
    const guest = await guestWeapp(app)
    const code = codeOf(freshPhone())
    const answers = await Promise.allSettled([signIn(guest, code), signIn(guest, code)])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a refusal leads to the text message', () => {
  const refused = async (code = codeOf(freshPhone())) => signIn(await guestWeapp(app), code)

  test.each([
    ['the quota is used up', 1400001, '次数用完'],
    ['the code is too old', 40029, '等得太久'],
    ['it was pressed too often', 45011, '太快'],
  ])('when %s', async (_, errcode, words) => {
    await control('phone-number', { errcode })
    await expect(refused()).rejects.toMatchObject({ code: 'wechat_phone_unavailable', message: expect.stringContaining(words) })
    await expect(refused()).rejects.toMatchObject({ message: expect.stringContaining('短信验证码') })
  })

  test('when the code was used, or is none', async () => {
    const code = codeOf(freshPhone())
    await refused(code)
    await expect(refused(code)).rejects.toMatchObject({ code: 'wechat_phone_unavailable' })
    await expect(refused('nonsense')).rejects.toMatchObject({ code: 'wechat_phone_unavailable' })
  })

  test('when the number is of elsewhere', async () => {
    await control('phone-number', { countryCode: '852' })
    await expect(refused()).rejects.toMatchObject({ code: 'wechat_phone_unavailable', message: expect.stringContaining('内地') })
  })

  test('in a browser, where no such button is', async () => {
    await expect(signIn(await guestH5(app), codeOf(freshPhone()))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a WeChat in trouble', () => {
  test('that is busy once is asked once more, and then no more', async () => {
    const guest = await guestWeapp(app)
    await control('phone-number', { errcode: -1, times: 1 })
    expect((await signIn(guest, codeOf(freshPhone()))).account.kind).toBe('resident')
    await control('phone-number', { errcode: -1 })
    await expect(signIn(await guestWeapp(app), codeOf(freshPhone()))).rejects.toMatchObject({ code: 'upstream_unavailable' })
  })

  test('that no longer takes our token gets a fresh one', async () => {
    await signIn(await guestWeapp(app), codeOf(freshPhone()))
    await control('phone-number', { errcode: 42001, times: 1 })
    expect((await signIn(await guestWeapp(app), codeOf(freshPhone()))).account.kind).toBe('resident')
  })

  test.each([['error_500'], ['garbage']] as const)('that answers %s leaves the guest signed in as they were', async (api) => {
    const guest = await guestWeapp(app)
    await control('behaviour', { api })
    await expect(signIn(guest, codeOf(freshPhone()))).rejects.toMatchObject({ code: 'upstream_unavailable' })
    expect((await guest.call('getMe', {})).kind).toBe('guest')
  })

  test('that is slow is waited for', async () => {
    const guest = await guestWeapp(app)
    await control('behaviour', { api: 'slow', slowMs: 1_000 })
    expect((await signIn(guest, codeOf(freshPhone()))).account.kind).toBe('resident')
  })
})
