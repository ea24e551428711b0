import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { ownStandIns } from '../../../../testing/own-stand-ins.ts'
import { freshIdNumber, member, person, rawDump, type TestPerson } from '../../../../testing/people.ts'
import { resident, type SignedInResident } from '../../../../testing/persons.ts'

let standIns: Awaited<ReturnType<typeof ownStandIns>>
let app: TestApp
let grid: TestGrid
let clerk: SignedIn
beforeAll(async () => {
  standIns = await ownStandIns(inject('bffEnvironment'))
  const hub = Object.entries(standIns.environment).filter(([name]) => name.startsWith('HUB_'))
  app = await startTestApp({ ...inject('bffEnvironment'), ...Object.fromEntries(hub) }, freshDatabaseName(), {
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
    work: false,
  })
  grid = await testGrid(app)
  clerk = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(async () => {
  await app.close()
  await standIns.stop()
})

const control = (path: string, body?: unknown) => standIns.control('hub', path, body)
beforeEach(() => control('misbehaviour', {}))

type Card = Pick<TestPerson, 'name' | 'idNumber'>

/** The police's register has this card from now on. */
const issue = ({ name, idNumber }: Card) =>
  control('rows', {
    register: 'population',
    rows: [{ recordId: `rec-${idNumber}`, changedAt: '2026-10-01 00:00:00', name, idNumber, address: '上城区', gridCode: 'x' }],
  })

/** Someone of the bureau's records whose card the police knows. */
async function known(of: Parameters<typeof person>[2] = {}): Promise<TestPerson> {
  const record = await person(clerk, grid, of)
  await issue(record)
  return record
}
const agree = async (me: SignedIn) => {
  const [consent] = (await me.call('listMyConsents')).items
  await me.call('giveConsent', { params: { kind: 'resident_link' }, body: { textVersion: consent?.text.version ?? '' } })
}
async function verify(me: SignedIn, { name, idNumber }: Card) {
  const { text } = await me.call('getMyRealName')
  return me.call('verifyMyRealName', { body: { name, idNumber, textVersion: text.version } })
}
const agreed = async (phone?: string): Promise<SignedInResident> => {
  const me = await resident(app, phone)
  await agree(me)
  return me
}

describe('a name and a number that belong together', () => {
  test('make the account that person’s, and nothing of the number is kept', async () => {
    const record = await known()
    const me = await agreed(record.phone)
    expect(await me.call('getMyRealName')).toMatchObject({ state: 'none', nameMasked: null, link: null, mayVerify: true })
    expect(await verify(me, { ...record, idNumber: ` ${record.idNumber.toLowerCase()} ` })).toMatchObject({
      state: 'verified',
      nameMasked: '王*明',
      link: 'linked',
      mayVerify: false,
    })
    expect((await me.call('getMyHousehold')).me?.nameMasked).toBe('王*明')
    const { holdings } = await me.call('getMyData')
    expect(holdings.find(({ key: name }) => name === 'real_name')).toMatchObject({ count: 1 })
    const kept = await rawDump(app, ['real_names', 'sign_in_attempts', 'audit_log', 'accounts', 'idempotency_keys'])
    expect(kept).toContain(me.accountId)
    expect(kept).not.toContain(record.idNumber)
    expect(kept).not.toContain('王小明')
    await expect(verify(me, record)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('can be taken back: nothing of it stays, what rested on it shuts, and it can be done again', async () => {
    const record = await known()
    const me = await agreed(record.phone)
    await verify(me, record)
    expect((await me.call('getMyBenefits')).list).not.toBeNull()
    expect(await me.call('withdrawMyRealName')).toMatchObject({ state: 'none', nameMasked: null, verifiedAt: null, mayVerify: true })
    expect(await app.db.collection<{ _id: string }>('real_names').countDocuments({ _id: me.accountId })).toBe(0)
    expect(await me.call('getMyBenefits')).toMatchObject({ realNameNeeded: true, list: null })
    expect(await me.call('withdrawMyRealName')).toMatchObject({ state: 'none' })
    expect((await verify(me, record)).state).toBe('verified')
  })

  test('tell two people of one phone apart', async () => {
    const record = await known()
    const wife = await member(clerk, record.householdId, { name: '李小红', relation: 'spouse' })
    await issue(wife)
    const body = { rev: 0, facts: { phone: record.phone }, why: '两人合用' }
    await clerk.call('updateResident', { params: { residentId: wife.residentId }, body })
    const me = await agreed(record.phone)
    expect((await me.call('getMyHousehold')).link).toBe('several')
    expect((await verify(me, wife)).link).toBe('linked')
    const { members } = await me.call('getMyHousehold')
    expect(members.find(({ me: own }) => own)?.nameMasked).toBe('李*红')
  })

  test('of someone whose record has another phone open nothing until that is put right', async () => {
    const record = await known()
    const me = await agreed()
    expect(await verify(me, record)).toMatchObject({ state: 'verified', link: 'other_phone' })
    expect(await me.call('getMyHousehold')).toMatchObject({ link: 'other_phone', me: null, members: [] })
    expect((await me.call('getMyData')).holdings.find(({ key: name }) => name === 'resident')?.count).toBe(0)
    await clerk.call('updateResident', {
      params: { residentId: record.residentId },
      body: { rev: 0, facts: { phone: me.phone }, why: '换了号码' },
    })
    expect((await me.call('getMyHousehold')).link).toBe('linked')
  })

  test('of someone without a phone on record open the masked record', async () => {
    const record = await known()
    await clerk.call('updateResident', {
      params: { residentId: record.residentId },
      body: { rev: 0, facts: { phone: null }, why: '没有手机' },
    })
    const me = await agreed()
    expect((await verify(me, record)).link).toBe('linked')
    const shown = JSON.stringify(await me.call('getMyData'))
    expect(shown).toContain('王*明')
    expect(shown).not.toContain(record.idNumber)
    const other = await agreed()
    await expect(verify(other, record)).rejects.toMatchObject({ code: 'real_name_taken' })
  })

  test('of someone the records don’t have are kept, and may be checked again once they do', async () => {
    const card = { name: '赵小兰', idNumber: freshIdNumber() }
    await issue(card)
    const me = await agreed()
    expect(await verify(me, card)).toMatchObject({ state: 'verified', link: 'unregistered', mayVerify: true })
    expect((await me.call('getMyHousehold')).link).toBe('unregistered')
  })

  test('without consent to the matching show nothing either', async () => {
    const record = await known()
    const me = await resident(app, record.phone)
    expect((await verify(me, record)).link).toBe('not_asked')
    expect((await me.call('getMyHousehold')).me).toBeNull()
  })

  test('move to the account whose phone is on record, and the one before is told', async () => {
    const record = await known()
    const first = await agreed()
    await verify(first, record)
    const own = await agreed(record.phone)
    expect((await verify(own, record)).link).toBe('linked')
    expect(await first.call('getMyRealName')).toMatchObject({ state: 'none' })
    expect((await first.call('listMessages', {})).items.map(({ title }) => title)).toContain('实名认证换到了另一个账号')
  })

  test('asked for by both at once are one account’s', async () => {
    const record = await known()
    await clerk.call('updateResident', {
      params: { residentId: record.residentId },
      body: { rev: 0, facts: { phone: null }, why: '没有手机' },
    })
    const [one, other] = [await agreed(), await agreed()]
    const answers = await Promise.allSettled([verify(one, record), verify(other, record)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('go with the account', async () => {
    const record = await known()
    const me = await agreed(record.phone)
    await verify(me, record)
    await me.call('askAccountClosing')
    await app.db.collection('account_closings').updateOne({ _id: me.accountId as never }, { $set: { nextTryAt: new Date(0) } })
    await app.app.privacy.jobs.find(({ name }) => name === 'account-closings')?.run(new AbortController().signal)
    expect(await app.db.collection('real_names').findOne({ _id: me.accountId as never })).toBeNull()
  })
})

describe('a refusal', () => {
  test('says whether the number is someone else’s or nobody’s', async () => {
    const record = await known()
    const me = await agreed(record.phone)
    await expect(verify(me, { ...record, name: '李大明' })).rejects.toMatchObject({ code: 'real_name_mismatch' })
    await expect(verify(me, { ...record, idNumber: freshIdNumber() })).rejects.toMatchObject({ code: 'real_name_unknown' })
    expect(await me.call('getMyRealName')).toMatchObject({ state: 'none' })
  })

  test('names every field that is wrong', async () => {
    const me = await resident(app)
    const { text } = await me.call('getMyRealName')
    const body = { name: '王', idNumber: '330102194906150020', textVersion: text.version }
    await expect(me.call('verifyMyRealName', { body })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'body.name' }, { path: 'body.idNumber' }],
    })
  })

  test('comes after five wrong tries, and for a number that several accounts try', async () => {
    const record = await known()
    const me = await agreed()
    for (let tried = 0; tried < 4; tried += 1)
      await expect(verify(me, { name: '李大明', idNumber: freshIdNumber() })).rejects.toMatchObject({ code: 'real_name_unknown' })
    await expect(verify(me, { name: '李大明', idNumber: freshIdNumber() })).rejects.toMatchObject({ code: 'real_name_unknown' })
    await expect(verify(me, { name: '李大明', idNumber: freshIdNumber() })).rejects.toMatchObject({ code: 'too_many_requests' })
    for (let tried = 0; tried < 5; tried += 1)
      await expect(verify(await resident(app), { ...record, name: '李大明' })).rejects.toMatchObject({ code: 'real_name_mismatch' })
    await expect(verify(await resident(app), record)).rejects.toMatchObject({ code: 'too_many_requests' })
  })

  test.each([{ errors: 1 }, { refuseSignatures: 1 }])('of the hub (%o) costs no try', async (misbehaviour) => {
    const record = await known()
    const me = await agreed(record.phone)
    for (let tried = 0; tried < 6; tried += 1) {
      await control('misbehaviour', misbehaviour)
      await expect(verify(me, record)).rejects.toMatchObject({ code: 'upstream_unavailable' })
    }
    await control('misbehaviour', {})
    expect((await verify(me, record)).state).toBe('verified')
  })

  test('meets a guest, and whoever read an older text', async () => {
    const record = await known()
    await expect(verify(await guestH5(app), record)).rejects.toMatchObject({ code: 'phone_needed' })
    const me = await agreed(record.phone)
    const body = { name: record.name, idNumber: record.idNumber, textVersion: '2020-01' }
    await expect(me.call('verifyMyRealName', { body })).rejects.toMatchObject({ code: 'consent_text_changed' })
  })
})
