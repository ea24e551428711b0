import { addDays } from '@minsheng/shared/units/calendar'
import { formatDate, shanghaiDate } from '@minsheng/shared/units/clock'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key } from '../../../testing/actors.ts'
import { clientOf, type HeldClock, heldClock, startTestApp, type TestApp } from '../../../testing/app.ts'
import { resident, type SignedInResident } from '../../../testing/persons.ts'
import { createAccessTokens } from '../../platform/auth/tokens.ts'

const DAY_MS = 86_400_000
let app: TestApp
let clock: HeldClock
let textVersion: string
// People sign in before the clock is moved: the text messages' gateway looks at its own.
beforeEach(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    clock,
    work: false,
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
  })
  textVersion = (await (await guestH5(app)).call('getProxyCatalogue')).text.version
})
afterEach(() => app.close())

const work = async () => {
  for (const job of app.app.proxy.jobs) await job.run(new AbortController().signal)
}
/** The same person later: their token has run out, the session has not. */
async function again(who: SignedInResident): Promise<SignedInResident> {
  const session = await app.db.collection<{ _id: string; accountId: string }>('sessions').findOne({ accountId: who.accountId })
  const { token } = createAccessTokens(app.app.keyring.keys, clock).issue({ accountId: who.accountId, sessionId: session?._id ?? '' })
  return { ...who, token, call: clientOf(app.url, token) }
}
const titles = async (who: SignedInResident) =>
  (await (await again(who)).call('listMessages', { query: { limit: 50 } })).items.map(({ title }) => title)

async function pair(days: number) {
  const [elder, daughter] = [await resident(app), await resident(app)]
  const until = addDays(shanghaiDate(clock.now()), days)
  const wish = { elderName: '王奶奶', proxyName: '女儿小芳', relation: 'child' as const, phone: daughter.phone, scopes: ['gifts' as const] }
  const { id } = await elder.call('inviteProxy', { body: { ...wish, until, textVersion }, idempotencyKey: key() })
  await daughter.call('acceptProxy', { params: { proxyId: id }, body: { textVersion } })
  return { elder, daughter, id, until }
}

test('both are told a week before and at the end, each once; then there is room for a new one', { timeout: 60_000 }, async () => {
  const { elder, daughter, id, until } = await pair(20)
  const short = await pair(3)
  clock.advance(12 * DAY_MS)
  await work()
  expect(await titles(daughter)).toEqual(['王奶奶请您代办'])
  clock.advance(DAY_MS)
  await Promise.all([work(), work()])
  await work()
  expect(await titles(daughter)).toEqual(['替王奶奶代办的授权还有 7 天到期', '王奶奶请您代办'])
  const [first] = (await (await again(elder)).call('listMessages', {})).items
  expect(first).toMatchObject({
    title: '请女儿小芳代办的授权还有 7 天到期',
    body: expect.stringContaining(formatDate(new Date(`${until}T00:00:00+08:00`))),
    link: `/packages/mine/proxy/index?id=${id}`,
  })
  // Agreed on within the week: they knew; its end is told all the same.
  expect(await titles(short.daughter)).toEqual(['替王奶奶代办的授权到期了', '王奶奶请您代办'])

  clock.advance(7 * DAY_MS)
  await work()
  expect((await titles(elder))[0], 'the last day is whole').toBe('请女儿小芳代办的授权还有 7 天到期')
  clock.advance(DAY_MS)
  const over = { state: 'expired', endedBy: 'time', endedAt: new Date(`${addDays(until, 1)}T00:00:00+08:00`).toISOString() }
  expect(await (await again(elder)).call('getMyProxy', { params: { proxyId: id } }), 'before anyone was told').toMatchObject(over)
  await work()
  await work()
  expect((await titles(elder)).slice(0, 2)).toEqual(['请女儿小芳代办的授权到期了', '请女儿小芳代办的授权还有 7 天到期'])
  expect((await titles(daughter)).slice(0, 2)).toEqual(['替王奶奶代办的授权到期了', '替王奶奶代办的授权还有 7 天到期'])
  const later = await again(elder)
  expect(await later.call('getMyProxy', { params: { proxyId: id } })).toMatchObject(over)
  const wish = { elderName: '王奶奶', proxyName: '女儿小芳', relation: 'child' as const, phone: daughter.phone, scopes: ['gifts' as const] }
  await later.call('inviteProxy', { body: { ...wish, until: addDays(shanghaiDate(clock.now()), 9), textVersion }, idempotencyKey: key() })
})

test('one that was taken back is not told to end; broken off after telling, nobody is told twice', { timeout: 60_000 }, async () => {
  const back = await pair(10)
  await back.elder.call('withdrawProxy', { params: { proxyId: back.id } })
  const { daughter, id } = await pair(10)
  clock.advance(4 * DAY_MS)
  await work()
  expect(await titles(daughter)).toEqual(['替王奶奶代办的授权还有 6 天到期', '王奶奶请您代办'])
  await app.db.collection<{ _id: string }>('proxies').updateOne({ _id: id }, { $unset: { warnedAt: '' } })
  clock.advance(DAY_MS)
  await work()
  expect(await titles(daughter)).toHaveLength(2)
  clock.advance(20 * DAY_MS)
  await work()
  expect((await titles(back.daughter)).sort()).toEqual(['王奶奶收回了代办授权', '王奶奶请您代办'].sort())
})
