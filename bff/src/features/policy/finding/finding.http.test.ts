import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { bornFor, knownResident } from '../../../../testing/known.ts'
import type { person, TestPerson } from '../../../../testing/people.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let grid: TestGrid
let clerk: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  clerk = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

const known = (of: Parameters<typeof person>[2] = {}) => knownResident(app, clerk, grid, of)

describe('policies find people', () => {
  const told = async (me: SignedIn) =>
    (await me.call('listMessages', {})).items
      .filter(({ link }) => link?.startsWith('/packages/policy'))
      .map(({ title, body }) => ({ title, body }))
  const observe = (record: TestPerson, fact: 'registeredIn' | 'onlyChildLoss', value: string) =>
    clerk.call('recordObservation', {
      params: { subjectKind: 'person', subjectId: record.residentId, fact },
      body: { value, source: 'document', observedOn: dayFromToday(0), note: '看了户口簿' },
      idempotencyKey: key(),
    })
  const age = {
    title: '有一项政策，您现在符合条件',
    body: '“高龄津贴”。不用交材料，点开确认一下，部门核实后发放。',
  }

  test('a fact that changes is told to whom a policy becomes open by it, once; nobody else hears of it', async () => {
    const { me, record } = await known({ birthDate: bornFor(86) })
    const { me: other } = await known({ birthDate: bornFor(86) })
    for (const who of [me, other]) await who.call('getMyBenefits')
    await observe(record, 'registeredIn', 'district')
    const messages = await until(
      () => told(me),
      (found) => found.length > 0,
      5_000,
    )
    expect(messages).toEqual([age])
    await observe(record, 'onlyChildLoss', 'none')
    expect(await told(me)).toEqual([age])
    expect(await told(other)).toEqual([])
  })

  test('what someone says themself is not told back to them; nor is anyone told who no longer agrees to be known', async () => {
    const { me } = await known({ birthDate: bornFor(86) })
    await me.call('getMyBenefits')
    await me.call('answerBenefitQuestions', { body: { answers: [{ fact: 'registeredIn', value: 'district' }] } })
    const { me: left, record } = await known({ birthDate: bornFor(86) })
    await left.call('getMyBenefits')
    await left.call('withdrawConsent', { params: { kind: 'resident_link' } })
    await observe(record, 'registeredIn', 'district')
    const followers = app.db.collection<{ _id: string }>('benefit_followers')
    await until(
      () => followers.countDocuments({ _id: left.accountId }),
      (count) => count === 0,
    )
    expect(await told(left)).toEqual([])
    expect(await told(me)).toEqual([])
  })

  test('a day that comes is told as well, and the next one is waited for', async () => {
    const turned = dayFromToday(0)
    const { me, record } = await known({ birthDate: bornFor(80, 0) })
    await observe(record, 'registeredIn', 'district')
    await me.call('getMyBenefits')
    const followers = app.db.collection<{ _id: string; nextOn: string | null }>('benefit_followers')
    await followers.updateOne({ _id: me.accountId }, { $set: { nextOn: turned } })
    expect(await app.app.policy.runDue()).toBeGreaterThan(0)
    expect(await told(me)).toEqual([age])
    expect((await followers.findOne({ _id: me.accountId }))?.nextOn).not.toBe(turned)
    await app.app.policy.runDue()
    expect(await told(me)).toEqual([age])
  })

  test('is held, is shown as held, and holds nothing of what someone has or gets', async () => {
    const { me, record } = await known({ birthDate: bornFor(86) })
    await observe(record, 'registeredIn', 'district')
    await me.call('getMyBenefits')
    const { holdings } = await me.call('getMyData')
    expect(holdings.find(({ key: name }) => name === 'benefits')).toMatchObject({ count: 1 })
    const kept = await app.db.collection<{ _id: string }>('benefit_followers').findOne({ _id: me.accountId })
    expect(Object.keys(kept ?? {}).sort()).toEqual(['_id', 'at', 'householdId', 'nextOn', 'quietUntil', 'residentId'])
  })
})
