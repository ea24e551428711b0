import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { bornFor } from '../../../../testing/known.ts'
import { confirming, drafted, parameterContent, published, reviewed, submitted } from '../../../../testing/policies.ts'

let app: TestApp
let clerk: SignedIn
let second: SignedIn
const environment = inject('bffEnvironment')
const databaseName = freshDatabaseName()
beforeAll(async () => {
  app = await startTestApp(environment, databaseName, { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  clerk = await staff(app, ['bureau'])
  second = await staff(app, ['bureau_leader'])
})
afterAll(() => app.close())

let count = 0
const freshKey = () => {
  count += 1
  return `testStandard${count}`
}
const readyDraft = () => drafted(clerk, 'parameter', null, () => parameterContent(freshKey()))
const listed = async (person: Record<string, string | number>) =>
  (await (await guestH5(app)).call('tryBenefits', { body: { person } })).items

describe('what is published', () => {
  test('begins with what the product comes with, once, and a second start adds nothing', async () => {
    const list = await clerk.call('listPolicies')
    expect(list.items).toHaveLength(24)
    expect(list).toMatchObject({ intact: true, published: 24 + 36 + 1 })
    const again = await startTestApp(environment, databaseName)
    try {
      expect((await clerk.call('listPolicies')).published).toBe(list.published)
    } finally {
      await again.stop()
    }
  })

  test('a standard raised from a day on: a case that is wrong is named; mended, agreed to by a second person and published, residents see it coming', async () => {
    const born = bornFor(85)
    const person = { birthDate: born, registeredIn: 'district' }
    const before = (await listed(person)).find(({ policyId }) => policyId === 'aged-allowance')
    expect(before).toMatchObject({ status: 'entitled', amount: { low: 5_000 }, change: null })
    const raise = (wanted: number) => (content: Record<string, unknown>) => ({
      ...content,
      value: { from: nextMonth(), value: 6_000, source: confirming, confidence: 'text', illustrative: false },
      cases: [
        { policy: 'aged-allowance', name: '85 周岁，提高以后', on: nextMonth(), person, status: 'entitled', low: wanted, high: wanted },
      ],
    })
    const wrong = await drafted(clerk, 'parameter', 'agedEighty', raise(5_000))
    expect(wrong.findings).toMatchObject({ ready: false, faults: [] })
    expect(wrong.findings.cases).toMatchObject([
      {
        of: 'draft',
        index: 0,
        name: '85 周岁，提高以后',
        passes: false,
        wanted: { low: 5_000 },
        found: { status: 'entitled', low: 6_000, words: '符合条件，60 元' },
      },
    ])
    await expect(submitted(clerk, wrong)).rejects.toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('85 周岁，提高以后'),
    })
    const right = await clerk.call('savePolicyDraft', {
      params: { draftId: wrong.id },
      body: { rev: wrong.rev, content: raise(6_000)(wrong.content), why: wrong.why },
    })
    expect(right.findings).toMatchObject({ ready: true, cases: [{ passes: true }] })
    expect(right.findings.differences).toContainEqual({ topic: '数额', before: '50 元', after: '60 元' })
    const asked = await submitted(clerk, right)
    expect(asked).toMatchObject({ state: 'submitted', mayReview: false, mayPublish: false })
    await expect(reviewed(clerk, asked)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(published(clerk, asked)).rejects.toMatchObject({ code: 'wrong_state' })
    const agreed = await reviewed(second, asked)
    const done = await published(second, agreed)
    expect(done).toMatchObject({ state: 'published', publishedNumber: 2, mayEdit: false })
    const after = (await listed(person)).find(({ policyId }) => policyId === 'aged-allowance')
    expect(after).toMatchObject({
      status: 'entitled',
      amount: { low: 5_000 },
      change: { on: nextMonth(), kind: 'changes', amount: { low: 6_000 } },
    })
    const { items } = await clerk.call('listPublications', { params: { kind: 'parameter', key: 'agedEighty' } })
    expect(items).toMatchObject([
      // Who agrees may publish as well: that does not make it the product's own.
      { number: 2, standing: 'to_come', illustrative: false, builtIn: false },
      { number: 1, standing: 'in_force', illustrative: true, builtIn: true, publishedByName: '系统自带' },
    ])
    const figures = await clerk.call('listPolicyParameters')
    expect(figures.items.find((figure) => figure.key === 'agedEighty')).toMatchObject({
      now: '50 元',
      nowValue: 5_000,
      next: '60 元',
      policies: ['高龄津贴'],
      policyIds: ['aged-allowance'],
    })
  })

  test('nobody publishes alone: who wrote on it may not agree to it, whatever their role, nor publish what nobody agreed to', async () => {
    const both = await staff(app, ['bureau', 'bureau_leader'])
    const draft = await readyDraft()
    const saved = await both.call('savePolicyDraft', {
      params: { draftId: draft.id },
      body: { rev: draft.rev, content: draft.content, why: draft.why },
    })
    const asked = await submitted(clerk, saved)
    for (const writer of [clerk, both]) await expect(reviewed(writer, asked)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(published(both, asked)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('what is changed after it was agreed to has to be agreed to again', async () => {
    const agreed = await reviewed(second, await submitted(clerk, await readyDraft()))
    const changed = await clerk.call('savePolicyDraft', {
      params: { draftId: agreed.id },
      body: { rev: agreed.rev, content: { ...agreed.content, title: '改了名字' }, why: agreed.why },
    })
    expect(changed).toMatchObject({ state: 'draft', reviewedByName: null, submittedByName: null })
    await expect(published(second, changed)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(published(second, agreed)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('of many who agree or publish at once one does', async () => {
    const asked = await submitted(clerk, await readyDraft())
    const seconds = await Promise.all(Array.from({ length: 8 }, () => staff(app, ['bureau_leader'])))
    const agreeing = await Promise.allSettled(seconds.map((one) => reviewed(one, asked)))
    expect(agreeing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const agreed = await clerk.call('getPolicyDraft', { params: { draftId: asked.id } })
    const publishing = await Promise.allSettled(seconds.map((one) => published(one, agreed)))
    expect(publishing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of [...agreeing, ...publishing]) if (one.status === 'rejected') expect(one.reason.status, String(one.reason)).toBe(409)
  })

  test('several things published at once all come in, one behind the other', async () => {
    const before = (await clerk.call('listPolicies')).published
    const agreed = await Promise.all(Array.from({ length: 4 }, async () => reviewed(second, await submitted(clerk, await readyDraft()))))
    await Promise.all(agreed.map((one) => published(second, one)))
    expect((await clerk.call('listPolicies')).published).toBe(before + 4)
    expect(await app.app.policy.books.check()).toEqual({ published: before + 4, damages: [] })
  })

  test('a policy has one draft at a time; one that is given up makes way', async () => {
    const draft = await drafted(clerk, 'policy', 'home-adaptation', (content) => content)
    const again = () =>
      clerk.call('createPolicyDraft', { body: { kind: 'policy', key: 'home-adaptation', why: '再改一次' }, idempotencyKey: key() })
    await expect(again()).rejects.toMatchObject({ code: 'already_exists' })
    await clerk.call('dropPolicyDraft', { params: { draftId: draft.id }, body: { rev: draft.rev } })
    expect((await again()).state).toBe('draft')
  })
})

describe('what was known when', () => {
  test('a correction with an earlier day is a publication of its own; what was known before it can still be asked', async () => {
    const { books } = app.app.policy
    const valueOn = async (instant: Date) =>
      (await books.catalogueKnownAt(instant))?.parameters
        .find(({ key: name }) => name === 'priceSubsidy')
        ?.values.map(({ from, value }) => [from, value])
    const knownBefore = new Date()
    const draft = await drafted(clerk, 'parameter', 'priceSubsidy', (content) => ({
      ...content,
      value: { from: '2024-01-01', value: 7_000, source: confirming, confidence: 'text', illustrative: false },
      cases: [{ policy: 'price-subsidy', name: '没到启动线', on: '2026-11-30', person: { birthDate: '1946-11-30' }, status: 'not' }],
    }))
    expect(draft.findings.notes.map(({ words }) => words).join()).toContain('从过去的日子（2024-01-01）算起')
    await published(second, await reviewed(second, await submitted(clerk, draft)))
    expect(await valueOn(knownBefore)).toEqual([['2024-01-01', 6_000]])
    expect(await valueOn(new Date())).toEqual([['2024-01-01', 7_000]])
    const { items } = await clerk.call('listPublications', { params: { kind: 'parameter', key: 'priceSubsidy' } })
    expect(items.map(({ number, standing }) => [number, standing])).toEqual([
      [2, 'in_force'],
      [1, 'replaced'],
    ])
    const known = await clerk.call('listPublications', {
      params: { kind: 'parameter', key: 'priceSubsidy' },
      query: { knownAt: knownBefore.toISOString() },
    })
    expect(known.items.map(({ number }) => number)).toEqual([1])
  })

  test('another process knows of it within a second, without a start', async () => {
    const other = await startTestApp(environment, databaseName, { work: false })
    try {
      const agreed = await reviewed(second, await submitted(clerk, await readyDraft()))
      const name = String(agreed.content.key)
      const knows = async () => (await other.app.policy.books.catalogue()).parameters.some((one) => one.key === name)
      expect(await knows()).toBe(false)
      await published(second, agreed)
      await expect.poll(knows, { timeout: 1_000, interval: 50 }).toBe(true)
    } finally {
      await other.stop()
    }
  })
})

function nextMonth(): string {
  const [year = 0, month = 1] = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}
