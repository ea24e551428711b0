import { wardHeader } from '@minsheng/shared/words/ward'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { agreed, applyForAllowance, applyWithPapers, CARD, type Office, office, proposed } from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { another, child, parent, registeredHere } from '../../../../testing/families.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { bornFor } from '../../../../testing/known.ts'
import { deliver } from '../../../../testing/outbox.ts'
import { actingAs } from '../../../../testing/persons.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  staffed = await office(app, grid)
})
afterAll(() => app.close())

const OTHER_CARD = '6228480402564890018'
const as = (me: SignedIn, childId: string): SignedIn => ({ ...me, call: actingAs(app, me, wardHeader(childId)) }) as SignedIn

async function family(relation: 'child' | 'other' = 'child', birthDate = bornFor(1)) {
  const { me, record } = await parent(app, steward, grid)
  const baby = await child(steward, record.householdId, relation, birthDate)
  await registeredHere(steward, baby.residentId)
  return { me, record, baby, childId: baby.residentId }
}
const subsidy = (items: readonly { policyId: string; status: string }[]) => items.find(({ policyId }) => policyId === 'childcare-subsidy')
async function granted(me: SignedIn, childId: string): Promise<string> {
  const applicationId = await applyWithPapers(as(me, childId), 'childcare-subsidy')
  await proposed(staffed.clerk, applicationId)
  await agreed(staffed.decider, applicationId)
  return applicationId
}

describe('a child’s list', () => {
  test('stands in the list of who speaks for them, by half the name, and is nobody else’s', async () => {
    const { me, record, childId } = await family()
    const father = await another(app, steward, record.householdId, 'spouse')
    const lodger = await another(app, steward, record.householdId, 'other')
    for (const who of [me, father]) {
      const { children, unclear } = await who.call('listMyChildren')
      expect(children).toMatchObject([{ id: childId, nameMasked: '李*宝', declined: [] }])
      expect(subsidy(children[0]?.items ?? [])).toMatchObject({
        status: 'entitled',
        requirements: [{ state: 'met' }, { state: 'met' }, { state: 'met' }],
      })
      expect(children[0]?.items.every(({ ofHousehold }) => !ofHousehold)).toBe(true)
      expect(unclear).toBe(0)
    }
    expect(await lodger.call('listMyChildren')).toEqual({ children: [], unclear: 0 })
    await expect(as(lodger, childId).call('getMyBenefits')).rejects.toMatchObject({ code: 'proxy_ended' })
  })

  test('why and why not, and what is answered for them, are the child’s; each look is on record as the guardian’s', async () => {
    const { me, childId } = await family()
    const acting = as(me, childId)
    const { list } = await acting.call('getMyBenefits')
    expect(subsidy(list?.items ?? [])?.status).toBe('entitled')
    await acting.call('answerBenefitQuestions', { body: { answers: [{ fact: 'seriousIllness', value: true }] } })
    const known = await app.app.people.facts.factsOf({ kind: 'person', id: childId })
    expect(known?.get('seriousIllness')).toMatchObject({ value: true, source: 'declared' })
    const deeds = (await me.call('listProxyDeeds', { query: { side: 'received' } })).items
    expect(deeds.map(({ deed, elderName, proxyName }) => ({ deed, elderName, proxyName }))).toEqual([
      { deed: '回答了政策问题', elderName: '李*宝', proxyName: '监护人' },
      { deed: '看幸福清单', elderName: '李*宝', proxyName: '监护人' },
    ])
    const rows = await app.db
      .collection<{ _id: string; action: string; actor: string }>('audit_log')
      .find({ action: 'my-benefits.read' })
      .toArray()
    expect(rows.some((row) => JSON.stringify(row).includes(`${me.accountId}/acc_`))).toBe(true)
    // Nobody follows in the child's own name.
    expect(await app.db.collection<{ _id: string; residentId: string }>('benefit_followers').countDocuments({ residentId: childId })).toBe(
      0,
    )
  })

  test('of whom nobody is known to speak for, only the number is told, and a worker is asked', async () => {
    const { me, childId } = await family('other')
    expect(await me.call('listMyChildren')).toEqual({ children: [], unclear: 1 })
    await expect(as(me, childId).call('getMyBenefits')).rejects.toMatchObject({ code: 'proxy_ended' })
    const worker = await staff(app, ['grid_worker'], null, [grid.grids[0] ?? ''])
    const { items } = await worker.call('listUnanswered', { query: { limit: 100 } })
    expect(items.filter((row) => row.residentId === childId)).toMatchObject([{ title: '育儿补贴', cause: 'guardian_unknown' }])
  })

  test('until the day before full age, and not on the day', async () => {
    const day = dayFromToday(0)
    const turned = `${Number(day.slice(0, 4)) - 18}${day.slice(4)}`
    const tomorrow = dayFromToday(1)
    const almost = `${Number(tomorrow.slice(0, 4)) - 18}${tomorrow.slice(4)}`
    const young = await family('child', almost)
    expect((await young.me.call('listMyChildren')).children).toMatchObject([{ id: young.childId, fullAgeOn: tomorrow }])
    await as(young.me, young.childId).call('getMyBenefits')
    const grown = await family('child', turned)
    expect((await grown.me.call('listMyChildren')).children).toEqual([])
    await expect(as(grown.me, grown.childId).call('getMyBenefits')).rejects.toMatchObject({ code: 'proxy_ended' })
  })

  test('ends with living together, and with guardianship, at the very next request', async () => {
    const one = await family()
    const acting = as(one.me, one.childId)
    await acting.call('getMyBenefits')
    const other = await parent(app, steward, grid)
    await steward.call('moveResident', {
      params: { residentId: one.childId },
      body: { rev: 0, householdId: other.record.householdId, relation: 'child', from: dayFromToday(0), why: '随另一方生活' },
      idempotencyKey: key(),
    })
    await expect(acting.call('getMyBenefits')).rejects.toMatchObject({ code: 'proxy_ended' })
    await as(other.me, one.childId).call('getMyBenefits')
    await app.app.people.facts.recordObservations([
      {
        subject: { kind: 'person', id: other.record.residentId },
        fact: 'caringAbility',
        value: 'unfit',
        source: 'civil_affairs',
        observedAt: new Date(),
        recordedBy: 'job',
      },
    ])
    await expect(as(other.me, one.childId).call('getMyBenefits')).rejects.toMatchObject({ code: 'proxy_ended' })
  })

  test('who is not proven to be it, or no longer agrees to be known, speaks for nobody', async () => {
    const { me, childId } = await family()
    await me.call('withdrawConsent', { params: { kind: 'resident_link' } })
    expect(await me.call('listMyChildren')).toEqual({ children: [], unclear: 0 })
    await expect(as(me, childId).call('getMyBenefits')).rejects.toMatchObject({ code: 'proxy_ended' })
    for (const wrong of ['res_nobody', 'a b', `${'x'.repeat(60)}`])
      await expect(as(me, wrong).call('getMyBenefits')).rejects.toMatchObject({ code: expect.stringMatching(/proxy_ended|invalid_input/) })
  })
})

describe('applying for a child', () => {
  test('is done by a guardian without any paper of authority, and paid to their own card in their registered name', async () => {
    const { me, record, childId } = await family()
    const father = await another(app, steward, record.householdId, 'spouse')
    const acting = as(me, childId)
    const form = await acting.call('getApplicationForm', { params: { policyId: 'childcare-subsidy' } })
    expect(form.payTo?.nameMasked).toBe('李*芳')
    const applicationId = await granted(me, childId)
    const kept = await staffed.clerk.call('getApplication', { params: { applicationId } })
    expect(kept).toMatchObject({
      applicantMasked: '李*宝',
      byProxy: false,
      byGuardian: true,
      accountMasked: expect.stringContaining(CARD.slice(-4)),
    })
    // Both who speak for the child see it, neither among what is their own.
    for (const who of [me, father]) {
      expect((await as(who, childId).call('listMyApplications', {})).items).toMatchObject([{ id: applicationId, state: 'approved' }])
      expect((await as(who, childId).call('listMyAwards')).items).toMatchObject([{ policyId: 'childcare-subsidy', fen: 30_000 }])
      expect((await who.call('listMyApplications', {})).items).toEqual([])
      expect((await who.call('listMyAwards')).items).toEqual([])
    }
    expect(subsidy((await me.call('listMyChildren')).children[0]?.items ?? [])?.status).toBe('enjoying')
    await as(me, childId).call('listMyPayments')
    await deliver(app)
    for (const who of [me, father])
      expect((await who.call('listMessages', {})).items.map(({ title }) => title)).toEqual(
        expect.arrayContaining(['您家孩子的申请已受理', '您家孩子的申请已经批准']),
      )
    // The other parent's card is not offered to this one, nor this one's to the other.
    const again = await as(father, childId).call('getApplicationForm', { params: { policyId: 'childcare-subsidy' } })
    expect(again.payTo).toMatchObject({ nameMasked: '赵*强', heldMasked: null })
  })

  test('of two guardians at once one application is made; what is the household’s is not applied for in a child’s name', async () => {
    const { me, record, childId } = await family()
    const father = await another(app, steward, record.householdId, 'spouse')
    const tries = await Promise.allSettled([me, father].map((who) => applyWithPapers(as(who, childId), 'childcare-subsidy')))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'already_exists' } })
    await expect(applyForAllowance(as(me, childId), 'minimum-living')).rejects.toMatchObject({ code: 'wrong_state' })
    const lodger = await another(app, steward, record.householdId, 'other')
    await expect(applyWithPapers(as(lodger, childId), 'childcare-subsidy')).rejects.toMatchObject({ code: 'proxy_ended' })
  })

  test('a refusal is objected to by a guardian, and answered', async () => {
    const { me, childId } = await family()
    const acting = as(me, childId)
    const applicationId = await applyWithPapers(acting, 'childcare-subsidy')
    await proposed(staffed.clerk, applicationId, 'refuse')
    await agreed(staffed.decider, applicationId)
    const seen = await acting.call('getMyApplication', { params: { applicationId } })
    const objected = await acting.call('objectToDecision', {
      params: { applicationId },
      body: { rev: seen.rev, words: '孩子的户口在本区' },
    })
    expect(objected.objection?.words).toBe('孩子的户口在本区')
    await expect(me.call('getMyApplication', { params: { applicationId } })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('who is paid for a child', () => {
  const awardOf = async (me: SignedIn, childId: string) => (await as(me, childId).call('listMyAwards')).items[0]?.id ?? ''

  test('a guardian puts another card of their own; nobody else acts for them there', async () => {
    const { me, childId } = await family()
    await granted(me, childId)
    const awardId = await awardOf(me, childId)
    const body = { bank: '农业银行', number: OTHER_CARD }
    await expect(me.call('changePayoutAccount', { params: { awardId }, body })).rejects.toMatchObject({ code: 'not_found' })
    expect(await as(me, childId).call('changePayoutAccount', { params: { awardId }, body })).toMatchObject({ paidTo: { bank: '农业银行' } })
  })

  test('two people give it to the other guardian; to nobody who is none', async () => {
    const { me, record, childId } = await family()
    const father = await another(app, steward, record.householdId, 'spouse')
    const lodger = await another(app, steward, record.householdId, 'other')
    await granted(me, childId)
    const params = { awardId: await awardOf(me, childId) }
    const { payee } = await staffed.clerk.call('getAward', { params })
    expect(payee?.others).toEqual([{ residentId: father.residentId, nameMasked: '赵*强' }])
    const propose = (residentId: string) =>
      staffed.clerk.call('proposePayee', { params, body: { rev: 0, residentId, bank: '农业银行', number: OTHER_CARD, words: '父母商定' } })
    for (const wrong of [lodger.residentId, record.residentId, childId])
      await expect(propose(wrong)).rejects.toMatchObject({ issues: [{ path: 'body.residentId', message: '请选孩子现在的另一位监护人' }] })
    const { rev } = await propose(father.residentId)
    await staffed.decider.call('decidePayee', { params, body: { rev, confirm: true, words: '核对属实' } })
    const stored = await app.db
      .collection<{ _id: string; guardianId: string; residentId: string }>('policy_awards')
      .findOne({ _id: params.awardId })
    expect(stored).toMatchObject({ guardianId: father.residentId, residentId: childId })
    expect((await staffed.clerk.call('getAward', { params })).payee?.others).toEqual([
      { residentId: record.residentId, nameMasked: '李*芳' },
    ])
  })
})

test('no card is taken that was never used', async () => {
  const { me, childId } = await family()
  await expect(
    as(me, childId).call('submitApplication', {
      body: { policyId: 'childcare-subsidy', payTo: { account: 'held' }, materials: [], truthful: true },
      idempotencyKey: key(),
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' })
})
