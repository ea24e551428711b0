import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { charityBody } from '../../../../testing/bodies.ts'

let app: TestApp
let bureau: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  bureau = await staff(app, ['bureau'])
})
afterAll(() => app.close())

const create = (body = charityBody(), idempotencyKey = key()) => bureau.call('createCharity', { body, idempotencyKey })
const fieldsOf = ({ id: _id, demo: _demo, createdAt: _createdAt, ...fields }: Awaited<ReturnType<typeof create>>) => fields

describe('registering', () => {
  test('answers what was registered; the same key again makes no second', async () => {
    const [body, idempotencyKey] = [charityBody(), key()]
    const made = await create(body, idempotencyKey)
    expect(made).toMatchObject({ ...body, demo: false, rev: 0 })
    expect(await create(body, idempotencyKey)).toEqual(made)
    expect(await app.db.collection('charities').countDocuments({ uscc: body.uscc })).toBe(1)
  })

  test('a mistyped code is named by its field', async () => {
    const { uscc, ...rest } = charityBody()
    const wrong = `${uscc.slice(0, 17)}${uscc[17] === '0' ? '1' : '0'}`
    await expect(create({ ...rest, uscc: wrong })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_input',
      issues: [{ path: 'body.uscc', message: '统一社会信用代码不对，请核对 18 位代码' }],
    })
  })

  test('a code that is registered is refused by its field, also when two register at once', async () => {
    const body = charityBody()
    await create(body)
    await expect(create(body)).rejects.toMatchObject({ status: 409, code: 'already_exists', issues: [{ path: 'body.uscc' }] })
    const twice = charityBody()
    const outcomes = await Promise.allSettled([create(twice), create(twice), create(twice)])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('changing', () => {
  test('the bureau changes any fact; a stale revision is a conflict and changes nothing', async () => {
    const made = await create()
    const changed = await bureau.call('updateCharity', {
      params: { charityId: made.id },
      body: { ...fieldsOf(made), subMchid: '1900006511', address: '新址' },
    })
    expect(changed).toMatchObject({ subMchid: '1900006511', address: '新址', rev: 1 })
    await expect(
      bureau.call('updateCharity', { params: { charityId: made.id }, body: { ...fieldsOf(made), address: '旧页面' } }),
    ).rejects.toMatchObject({ status: 409, code: 'conflict' })
    const page = await bureau.call('listCharities', { query: { limit: 100 } })
    expect(page.items.find((charity) => charity.id === made.id)).toEqual(changed)
  })

  test("another's code is refused by its field", async () => {
    const [one, two] = [await create(), await create()]
    await expect(
      bureau.call('updateCharity', { params: { charityId: two.id }, body: { ...fieldsOf(two), uscc: one.uscc } }),
    ).rejects.toMatchObject({ code: 'already_exists', issues: [{ path: 'body.uscc' }] })
  })

  test('its owner changes how it is reached, but not who it is nor where its money goes', async () => {
    const made = await create()
    const owner = await staff(app, ['charity_owner'], made.id)
    const changed = await owner.call('updateCharity', {
      params: { charityId: made.id },
      body: { ...fieldsOf(made), contactName: '新老师' },
    })
    expect(changed.contactName).toBe('新老师')
    await expect(
      owner.call('updateCharity', {
        params: { charityId: made.id },
        body: { ...fieldsOf(changed), subMchid: '1900009999', certificateNumber: '自填' },
      }),
    ).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.certificateNumber' }, { path: 'body.subMchid' }] })
    expect(await app.db.collection('charities').findOne({ uscc: made.uscc })).toMatchObject({
      subMchid: null,
      certificateNumber: null,
      rev: 1,
    })
  })

  test('one that is not there answers as not found', async () => {
    await expect(
      bureau.call('updateCharity', { params: { charityId: 'chr_none' }, body: { ...charityBody(), rev: 0 } }),
    ).rejects.toMatchObject({ status: 404 })
  })
})

test('pages follow one another without gaps or doubles while new ones are registered', async () => {
  for (let index = 0; index < 5; index += 1) await create()
  const before = await app.db.collection<{ _id: string }>('charities').distinct('_id')
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await bureau.call('listCharities', { query: { limit: 2, cursor } })
    seen.push(...page.items.map((charity) => charity.id))
    cursor = page.nextCursor ?? undefined
    await create()
  } while (cursor)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.sort()).toEqual([...before].sort())
})
