import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { resident, streetAt } from '../../../../testing/street.ts'

let app: TestApp
let clock: HeldClock
let place: District
let owner: SignedIn
let bureau: SignedIn
let street: ReturnType<typeof streetAt>
beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, work: false })
  place = await district(app)
  owner = await staff(app, ['charity_owner'], place.charityId)
  bureau = await staff(app, ['bureau'])
  street = streetAt(app, place, owner)
})
afterAll(() => app.close())

const accept = (by: SignedIn, token: string, name = '王春芳') => by.call('acceptPatrolInvite', { params: { token }, body: { name } })
const mine = async (by: SignedIn) => (await by.call('getMyPatrol')).memberships

describe('an invitation', () => {
  test('is taken up by a resident, who then patrols for the charity', async () => {
    const token = await street.invite()
    const by = await resident(app)
    expect(await by.call('readPatrolInvite', { params: { token } })).toMatchObject({
      charityName: '演示慈善组织',
      state: 'open',
      mine: false,
    })
    expect(await mine(by)).toEqual([])
    expect(await accept(by, token)).toEqual({ charityId: place.charityId, charityName: '演示慈善组织' })
    expect(await mine(by)).toMatchObject([{ charityId: place.charityId, name: '王春芳' }])
    expect(await by.call('readPatrolInvite', { params: { token } })).toMatchObject({ state: 'accepted', mine: true })
  })

  test('is bound to who took it; pressed again it changes nothing, and no one else has it', async () => {
    const token = await street.invite()
    const [by, other] = [await resident(app), await resident(app)]
    await accept(by, token)
    await accept(by, token, '王春芳芳')
    expect(await mine(by)).toHaveLength(1)
    await expect(accept(other, token)).rejects.toMatchObject({
      status: 409,
      code: 'wrong_state',
      message: expect.stringContaining('一个邀请只能一个人用'),
    })
    expect(await mine(other)).toEqual([])
  })

  test('five residents at once: one has it', async () => {
    const token = await street.invite()
    const people = await Promise.all(Array.from({ length: 5 }, () => resident(app)))
    const outcomes = await Promise.allSettled(people.map((by) => accept(by, token)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await Promise.all(people.map(mine))).flat()).toHaveLength(1)
  })

  test('a guest without a phone number is told to sign in, and the invitation stays open', async () => {
    const token = await street.invite()
    const guest = await guestH5(app)
    await expect(accept(guest, token)).rejects.toMatchObject({ status: 409, message: '请先用手机号登录，再接受邀请' })
    expect((await guest.call('readPatrolInvite', { params: { token } })).state).toBe('open')
  })

  test('expires after seven days to the moment', async () => {
    const early = await street.invite()
    const late = await street.invite()
    clock.advance(7 * 24 * 3_600_000 - 60_000)
    const [again, after] = [await resident(app), await resident(app)]
    await accept(again, early)
    clock.advance(60_000)
    await expect(accept(after, late)).rejects.toMatchObject({ status: 409, message: expect.stringContaining('过期') })
    expect((await after.call('readPatrolInvite', { params: { token: late } })).state).toBe('expired')
    owner = await staff(app, ['charity_owner'], place.charityId)
    bureau = await staff(app, ['bureau'])
    street = streetAt(app, place, owner)
  })

  test('taken back it is gone; once accepted it can no longer be', async () => {
    const made = await owner.call('createPatrolInvite', { body: { label: '李叔' }, idempotencyKey: key() })
    const token = made.link?.split('/p/')[1] ?? ''
    expect(await owner.call('revokePatrolInvite', { params: { inviteId: made.id } })).toMatchObject({ state: 'revoked', link: null })
    expect(await owner.call('revokePatrolInvite', { params: { inviteId: made.id } })).toMatchObject({ state: 'revoked' })
    await expect(accept(await resident(app), token)).rejects.toMatchObject({ message: expect.stringContaining('收回') })

    const taken = await owner.call('createPatrolInvite', { body: { label: '李叔' }, idempotencyKey: key() })
    await accept(await resident(app), taken.link?.split('/p/')[1] ?? '')
    await expect(owner.call('revokePatrolInvite', { params: { inviteId: taken.id } })).rejects.toMatchObject({ status: 409 })
  })

  test('made twice with one key is one; a forged link leads nowhere', async () => {
    const idempotencyKey = key()
    const make = () => owner.call('createPatrolInvite', { body: { label: '李叔' }, idempotencyKey })
    expect((await make()).id).toBe((await make()).id)
    const token = await street.invite()
    for (const bad of [token.replace(/.{3}$/, 'AAA'), `${'x'.repeat(30)}.${'y'.repeat(22)}`])
      await expect(accept(await resident(app), bad)).rejects.toMatchObject({ status: 404 })
    await expect(accept(await resident(app), 'short')).rejects.toMatchObject({ status: 400 })
  })

  test.each([['王'], [''], ['王'.repeat(21)]])('the name “%s” is refused beside its field', async (name) => {
    await expect(accept(await resident(app), await street.invite(), name)).rejects.toMatchObject({
      status: 400,
      issues: [{ path: 'body.name' }],
    })
  })

  test('its link is shown to those who may invite and to no one else', async () => {
    await street.invite()
    const finance = await staff(app, ['charity_finance'], place.charityId)
    const links = async (by: SignedIn) => (await by.call('listPatrolInvites')).items.map(({ link }) => link)
    expect((await links(owner)).some((link) => link !== null)).toBe(true)
    for (const by of [finance, bureau]) expect((await links(by)).every((link) => link === null)).toBe(true)
  })

  test('a printed invitation opens its page', async () => {
    const token = await street.invite()
    const answer = await fetch(`${app.url}/p/${token}`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `/packages/patrol/invite/index?t=${token}`])
  })
})

describe('volunteers', () => {
  test('names are sealed, shown in full to the own charity, masked to others', async () => {
    const by = await street.volunteer('诸葛巡码')
    const row = async (reader: SignedIn) =>
      (await reader.call('listPatrolVolunteers', { query: { limit: 100 } })).items.find(({ id }) => id === by.id)
    expect(await row(owner)).toMatchObject({ name: '诸葛巡码', phoneMasked: '139****0000', patrols: 0 })
    expect(await row(bureau)).toMatchObject({ name: '诸**', phoneMasked: null })
    expect(JSON.stringify(await app.db.collection('patrol_volunteers').find().toArray())).not.toContain('诸葛巡码')
  })

  test('let go they may no longer patrol, and the old invitation does not bring them back', async () => {
    const by = await resident(app)
    const token = await street.invite()
    await accept(by, token)
    const { items } = await owner.call('listPatrolVolunteers', { query: { limit: 100 } })
    const kept = await app.db.collection<{ _id: string; accountId: string }>('patrol_volunteers').findOne({ accountId: by.accountId })
    const row = items.find(({ id }) => id === kept?._id)
    if (!row) throw new Error('who accepted is listed')
    const end = () => owner.call('endPatrolVolunteer', { params: { volunteerId: row.id }, body: { rev: row.rev } })
    expect((await end()).state).toBe('ended')
    await expect(end()).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
    expect(await mine(by)).toEqual([])
    await expect(by.call('planPatrol', { body: { charityId: place.charityId, place: null } })).rejects.toMatchObject({ status: 404 })
    await expect(accept(by, token)).rejects.toMatchObject({ message: expect.stringContaining('不再') })
    await accept(by, await street.invite())
    expect(await mine(by)).toHaveLength(1)
  })
})
