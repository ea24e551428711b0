import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { testGrid } from '../../../../testing/grid.ts'
import { bornFor, knownResident } from '../../../../testing/known.ts'
import { confirming, drafted, parameterContent, published, reviewed, submitted } from '../../../../testing/policies.ts'

let app: TestApp
let clerk: SignedIn
let second: SignedIn
let clock: HeldClock
beforeAll(async () => {
  clock = heldClock(new Date(Date.now() - 24 * 3_600_000))
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  // What the product came with was published the day before.
  clock.advance(24 * 3_600_000)
  clerk = await staff(app, ['bureau'])
  second = await staff(app, ['bureau_leader'])
})
afterAll(() => app.close())

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
const taken = ({ id, rev }: PolicyDraft, text: string) =>
  clerk.call('importPolicyDraft', { params: { draftId: id }, query: { rev }, body: Buffer.from(text), contentType: 'application/yaml' })
const refusal = async (attempt: Promise<unknown>): Promise<string[]> => {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown as { code: string; issues: { message: string }[] },
  )
  expect(error).toMatchObject({ code: 'invalid_input' })
  return error?.issues.map(({ message }) => message) ?? []
}

describe('a draft as a file', () => {
  test('goes out and comes back as it was; what is published goes out as well', async () => {
    const draft = await drafted(clerk, 'policy', 'extreme-hardship', (content) => content)
    const params = { draftId: draft.id }
    const file = textOf(await clerk.call('exportPolicyDraft', { params }))
    expect(file).toMatch(/^# 特困人员救助供养（草稿）\nid: extreme-hardship\n/)
    const back = await taken(draft, file)
    expect(back.findings).toMatchObject({ ready: true, faults: [] })
    expect(textOf(await clerk.call('exportPolicyDraft', { params }))).toBe(file)
    const out = textOf(await second.call('exportPublication', { params: { kind: 'policy', key: 'extreme-hardship' } }))
    expect(out).toContain('第 1 版')
    const replaced = await taken(back, out.replace(/effectiveFrom: .*/, `effectiveFrom: ${dayFromToday(40)}`))
    expect(replaced.content).toMatchObject({ version: { effectiveFrom: dayFromToday(40) } })
  })

  test('what can’t be taken is refused with its line and place, and the draft stays as it was', async () => {
    const draft = await drafted(clerk, 'policy', 'orphan-living', (content) => content)
    const params = { draftId: draft.id }
    const file = textOf(await clerk.call('exportPolicyDraft', { params }))
    const lineOf = (words: string) => file.split('\n').findIndex((line) => line.includes(words)) + 1
    expect(await refusal(taken(draft, file.replace('title: 孤儿基本生活费', 'title: !!js/function "x"')))).toEqual([
      `第 ${lineOf('title: 孤儿基本生活费')} 行：不能用标签（!）`,
    ])
    expect(await refusal(taken(draft, file.replace('param: orphanScattered', 'param: nothing')))).toEqual([
      `第 ${lineOf('param: orphanScattered')} 行：version.amount.otherwise.param：没有叫“nothing”的参数`,
    ])
    expect(await refusal(taken(draft, file.replace(/^id: .*/m, 'id: another-policy')))).toEqual([
      `第 2 行：id：编号不能改，要写“orphan-living”`,
    ])
    expect(await refusal(taken(draft, `${file}publishedAt: 2030-01-01\n`))).toEqual([
      expect.stringMatching(/publishedAt：没有这一项，请去掉$/),
    ])
    expect(await refusal(taken(draft, 'a: &x [*x]'))).not.toEqual([])
    await expect(taken(draft, `# ${'x'.repeat(140_000)}`)).rejects.toMatchObject({ code: 'body_too_large' })
    expect(await clerk.call('getPolicyDraft', { params })).toMatchObject({ rev: draft.rev, content: draft.content })
  })
})

describe('whatever is written', () => {
  test.each<[string, unknown]>([
    ['nothing', {}],
    ['names of the database', { $where: 'x', 'a.b': 1, id: { $gt: '' } }],
    ['another shape', { version: [], who: 1, id: 'x' }],
    ['a fraction and a very large number', { value: { value: 1.5 }, key: 'abc' }],
    ['depth', JSON.parse(`{"version":${'{"when":'.repeat(500)}1${'}'.repeat(500)}}`)],
  ])('is saved and its faults are told, never a fault of ours: %s', async (_, content) => {
    for (const kind of ['policy', 'parameter', 'higherOf'] as const) {
      const draft = await clerk.call('createPolicyDraft', { body: { kind, key: null, why: '随便写写看看' }, idempotencyKey: key() })
      const saved = await clerk.call('savePolicyDraft', {
        params: { draftId: draft.id },
        body: { rev: draft.rev, content: content as Record<string, unknown>, why: '随便写写看看' },
      })
      expect(saved.findings.ready).toBe(false)
      expect(saved.findings.faults.length).toBeGreaterThan(0)
      await expect(submitted(clerk, saved)).rejects.toMatchObject({ code: 'wrong_state' })
      await clerk.call('exportPolicyDraft', { params: { draftId: draft.id } })
      await clerk.call('dropPolicyDraft', { params: { draftId: draft.id }, body: { rev: saved.rev } })
    }
  })

  test('is refused in words when it is nested deeper than anything people write', async () => {
    const { id, rev, why } = await drafted(clerk, 'policy', null, (content) => content)
    const rule = `${'{"not":'.repeat(12_000)}1${'}'.repeat(12_000)}`
    const sent = (method: 'POST' | 'PUT', url: string, body: string) =>
      send(app.url, { method, url, headers: { Authorization: `Bearer ${clerk.token}`, 'Content-Type': 'application/json' }, body })
    const url = `/api/v1/admin/policy-drafts/${id}`
    for (const content of [`{"version":${rule}}`, `{"version":{"held":${rule}}}`, rule]) {
      const answers = [
        await sent('POST', `${url}/check`, `{"content":${content}}`),
        await sent('PUT', url, `{"rev":${rev},"content":${content},"why":"${why}"}`),
      ]
      for (const { status, data } of answers)
        expect({ status, data }).toMatchObject({
          status: 400,
          data: { code: 'invalid_input', issues: [{ message: '嵌套太深，请分成几条写' }] },
        })
    }
  })

  test('a change of what someone else changed meanwhile is told, not overwritten; of many savings at once one counts', async () => {
    const draft = await drafted(clerk, 'parameter', null, () => parameterContent('racedStandard'))
    const save = (title: string) =>
      clerk.call('savePolicyDraft', {
        params: { draftId: draft.id },
        body: { rev: draft.rev, content: { ...draft.content, title }, why: draft.why },
      })
    const all = await Promise.allSettled(Array.from({ length: 8 }, (_, place) => save(`第 ${place} 个名字`)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' })
  })

  test('a clock that is behind dates nothing: who publishes is told, and can once it is right', async () => {
    await published(
      second,
      await reviewed(second, await submitted(clerk, await drafted(clerk, 'parameter', null, () => parameterContent('datedStandard')))),
    )
    const agreed = await reviewed(
      second,
      await submitted(clerk, await drafted(clerk, 'parameter', null, () => parameterContent('laterStandard'))),
    )
    clock.advance(-5 * 60_000)
    try {
      await expect(published(second, agreed)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('时间不对') })
    } finally {
      clock.advance(5 * 60_000)
    }
    expect(await published(second, agreed)).toMatchObject({ state: 'published' })
  })

  test('the same key makes one draft; what there is none of is not found', async () => {
    const body = { kind: 'parameter' as const, key: 'agedHundred', why: '重复提交一次' }
    const idempotencyKey = key()
    const [one, other] = await Promise.all(
      [0, 1].map(() => clerk.call('createPolicyDraft', { body, idempotencyKey }).catch((error) => error)),
    )
    const ids = [one, other].flatMap((draft) => ('id' in draft ? [draft.id] : []))
    expect(new Set(ids).size).toBe(1)
    await expect(clerk.call('createPolicyDraft', { body: { ...body, key: 'noSuchThing' }, idempotencyKey: key() })).rejects.toMatchObject({
      code: 'not_found',
    })
    const { status } = await send(app.url, {
      method: 'GET',
      url: '/api/v1/admin/publications/policy/no-such-policy',
      headers: { Authorization: `Bearer ${clerk.token}` },
      body: undefined,
    })
    expect(status).toBe(404)
  })
})

/** By the clock of the app. */
const TODAY = dayFromToday(0)

test('what was published today is news to those to whom it opens something, from the next look on', async () => {
  const grid = await testGrid(app)
  const steward = await staff(app, ['data_steward'], null, [grid.district])
  const { me, record } = await knownResident(app, steward, grid, { birthDate: bornFor(76) })
  await steward.call('recordObservation', {
    params: { subjectKind: 'person', subjectId: record.residentId, fact: 'registeredIn' },
    body: { value: 'district', source: 'document', observedOn: dayFromToday(0), note: '看了户口簿' },
    idempotencyKey: key(),
  })
  await me.call('getMyBenefits')
  const draft = await drafted(clerk, 'policy', 'aged-allowance', (content) => {
    const version = content.version as Record<string, unknown>
    const person = { birthDate: '1950-01-01', registeredIn: 'district' }
    const cases = [75, 76, 77].map((age) => ({
      name: `${age} 周岁`,
      on: TODAY,
      person: { ...person, birthDate: bornFor(age) },
      status: 'entitled',
      low: 5_000,
      high: 5_000,
    }))
    return {
      ...content,
      version: {
        ...version,
        effectiveFrom: TODAY,
        sources: [confirming],
        who: [{ words: '年满 75 周岁', when: { value: { ageAt: 'birthDate' }, gte: 75 } }],
        amount: 5_000,
        cases,
      },
      retires: [...new Set((version.cases as { name: string }[]).map(({ name }) => name))].map((name) => ({
        policy: 'aged-allowance',
        name,
      })),
    }
  })
  const broken = draft.findings.cases.filter(({ of, passes }) => of === 'published' && !passes)
  expect(draft.findings.faults).toEqual([])
  expect(broken).toEqual([])
  await published(second, await reviewed(second, await submitted(clerk, draft)))
  const follower = await app.db.collection<{ _id: string; nextOn: string | null }>('benefit_followers').findOne({ _id: me.accountId })
  expect(follower?.nextOn).toBe(TODAY)
  expect(await app.app.policy.runDue()).toBeGreaterThan(0)
  const told = async () =>
    (await me.call('listMessages', {})).items.filter(({ link }) => link?.startsWith('/packages/policy')).map(({ body }) => body)
  expect(await told()).toEqual(['“高龄津贴”。不用交材料，点开确认一下，部门核实后发放。'])
  await app.app.policy.runDue()
  expect(await told()).toHaveLength(1)
  const list = (await me.call('getMyBenefits')).list
  expect(list?.items.find(({ policyId }) => policyId === 'aged-allowance')).toMatchObject({ status: 'entitled', amount: { low: 5_000 } })
})
