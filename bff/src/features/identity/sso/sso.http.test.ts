import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { testGrid } from '../../../../testing/grid.ts'
import { ownStandIns } from '../../../../testing/own-stand-ins.ts'
import { freshIdNumber, freshPhone, person, rawDump } from '../../../../testing/people.ts'
import { resident } from '../../../../testing/persons.ts'

let standIns: Awaited<ReturnType<typeof ownStandIns>>
let app: TestApp
let environment: Record<string, string>
beforeAll(async () => {
  standIns = await ownStandIns(inject('bffEnvironment'))
  const zlb = Object.entries(standIns.environment).filter(([name]) => name.startsWith('ZLB_'))
  environment = { ...inject('bffEnvironment'), ...Object.fromEntries(zlb) }
  app = await startTestApp(environment, freshDatabaseName(), { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
})
afterAll(async () => {
  await app.close()
  await standIns.stop()
})

const control = <T>(path: string, body?: unknown) => standIns.control<T>('hub', path, body)
beforeEach(() => control('zlb'))

type Kind = 'ticket' | 'ticketId'
interface User {
  name: string
  idNumber: string
  phone: string | null
}
const someone = (): User => ({ name: '王小明', idNumber: freshIdNumber(), phone: freshPhone() })
/** What 浙里办 sends this person back with. */
async function ticketOf(kind: Kind, user: User): Promise<string> {
  return (
    await control<Record<Kind, string>>('zlb-tickets', { kind, person: { name: user.name, idNumber: user.idNumber, phone: user.phone } })
  )[kind]
}
const present = (who: SignedIn, kind: Kind, value: string) =>
  who.call('signInByZlb', { body: kind === 'ticket' ? { kind, ticket: value } : { kind, ticketId: value } })
const kinds: Kind[] = ['ticket', 'ticketId']

describe.each(kinds)('a %s', (kind) => {
  test('signs its user in, with what they gave before as a guest, and makes the account real-name', async () => {
    const [user, guest] = [someone(), await guestH5(app)]
    await pastGift(app, await district(app), { donorId: guest.accountId })
    const session = await present(guest, kind, await ticketOf(kind, user))
    expect(session.account).toMatchObject({ kind: 'resident', phoneMasked: `${user.phone?.slice(0, 3)}****${user.phone?.slice(-4)}` })
    const me = clientOf(app.url, session.accessToken)
    expect((await me('listMyGifts', {})).items).toHaveLength(1)
    expect(await me('getMyRealName')).toMatchObject({ state: 'verified', nameMasked: '王*明' })
    expect(await rawDump(app, ['real_names', 'sso_tickets', 'accounts', 'audit_log'])).not.toContain(user.idNumber)
    await expect(guest.call('getMe', {})).rejects.toMatchObject({ code: 'session_revoked' })
  })

  test('brings no real name back that its owner took away; typed again it is there', async () => {
    const user = someone()
    const first = await present(await guestH5(app), kind, await ticketOf(kind, user))
    const named = async (session: typeof first) => clientOf(app.url, session.accessToken)('getMyRealName', {})
    await clientOf(app.url, first.accessToken)('withdrawMyRealName', {})
    const again = await present(await guestH5(app), kind, await ticketOf(kind, user))
    expect(again.account.id).toBe(first.account.id)
    const { state, text } = await named(again)
    expect(state).toBe('none')
    const row = { recordId: `rec-${user.idNumber}`, changedAt: '2026-10-01 00:00:00', address: '上城区', gridCode: 'x' }
    const { name, idNumber } = user
    // The register of the product is not this file's own stand-in.
    const rows = JSON.stringify({ register: 'population', rows: [{ ...row, name, idNumber }] })
    await fetch(`${inject('standIns').hub}/_control/rows`, { method: 'POST', body: rows })
    const body = { name, idNumber, textVersion: text.version }
    expect(await clientOf(app.url, again.accessToken)('verifyMyRealName', { body })).toMatchObject({ state: 'verified' })
  })

  test('counts once, even where 浙里办 would take it again', async () => {
    await control('zlb', { reusable: true })
    const ticket = await ticketOf(kind, someone())
    await present(await guestH5(app), kind, ticket)
    await expect(present(await guestH5(app), kind, ticket)).rejects.toMatchObject({ code: 'sso_ticket_rejected' })
  })

  test('presented twice at once signs one in', async () => {
    await control('zlb', { reusable: true })
    const ticket = await ticketOf(kind, someone())
    const guests = await Promise.all([guestH5(app), guestH5(app)])
    const answers = await Promise.allSettled(guests.map((guest) => present(guest, kind, ticket)))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('that 浙里办 does not know is refused', async () => {
    const made = kind === 'ticket' ? `${randomUUID()}-ticket` : `tk_${randomUUID()}`
    await expect(present(await guestH5(app), kind, made)).rejects.toMatchObject({ code: 'sso_ticket_rejected' })
  })

  test.each([{ errors: 1 }, { garbage: 1 }, { refuseSignatures: 1 }])('may be tried again after %o', async (trouble) => {
    const [guest, ticket] = [await guestH5(app), await ticketOf(kind, someone())]
    await control('zlb', trouble)
    await expect(present(guest, kind, ticket)).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('手机号登录'),
    })
    expect((await present(guest, kind, ticket)).account.kind).toBe('resident')
  })

  test('of someone without a phone leads to the text message', async () => {
    await control('zlb', { withoutPhone: true })
    await expect(present(await guestH5(app), kind, await ticketOf(kind, someone()))).rejects.toMatchObject({ code: 'sso_no_phone' })
  })

  test('of someone with another paper than the ID card signs in without a real name', async () => {
    await control('zlb', { idType: '3' })
    const session = await present(await guestH5(app), kind, await ticketOf(kind, someone()))
    expect(await clientOf(app.url, session.accessToken)('getMyRealName')).toMatchObject({ state: 'none' })
  })
})

test('the two forms are never mixed', async () => {
  const guest = await guestH5(app)
  const [ticket, ticketId] = [await ticketOf('ticket', someone()), await ticketOf('ticketId', someone())]
  await expect(present(guest, 'ticket', ticketId)).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(present(guest, 'ticketId', ticket)).rejects.toMatchObject({ code: 'invalid_input' })
  const both = { kind: 'ticket' as const, ticket, ticketId }
  await expect(guest.call('signInByZlb', { body: both })).rejects.toMatchObject({ code: 'invalid_input' })
  // Neither was used up by it.
  expect((await present(guest, 'ticket', ticket)).account.kind).toBe('resident')
})

test('the account is the one of the phone, and the record of the bureau is theirs', async () => {
  const grid = await testGrid(app)
  const clerk = await staff(app, ['data_steward'], null, [grid.district])
  const record = await person(clerk, grid)
  const byText = await resident(app, record.phone)
  const [consent] = (await byText.call('listMyConsents')).items
  await byText.call('giveConsent', { params: { kind: 'resident_link' }, body: { textVersion: consent?.text.version ?? '' } })
  const session = await present(await guestH5(app), 'ticket', await ticketOf('ticket', record))
  expect(session.account.id).toBe(byText.accountId)
  const me = clientOf(app.url, session.accessToken)
  expect(await me('getMyRealName')).toMatchObject({ state: 'verified', link: 'linked' })
  // 浙里办 proved it at some time: what can't be undone still asks for a code.
  await expect(me('askForCopy', { idempotencyKey: key() })).rejects.toMatchObject({ code: 'check_needed' })
})

test('where 浙里办 is not connected it says so', async () => {
  const without = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('ZLB_')))
  const apart = await startTestApp(without, freshDatabaseName(), { work: false })
  try {
    await expect(present(await guestH5(apart), 'ticket', `${randomUUID()}-ticket`)).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('还没有接通浙里办'),
    })
  } finally {
    await apart.close()
  }
})
