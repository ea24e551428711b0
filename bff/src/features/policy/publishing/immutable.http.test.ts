import { contracts } from '@minsheng/shared/contracts/index'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { testGrid } from '../../../../testing/grid.ts'
import { bornFor, knownResident } from '../../../../testing/known.ts'
import { drafted, parameterContent, published, reviewed, submitted } from '../../../../testing/policies.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { checkPublications } from '../index.ts'
import type { PublicationDocument } from './domain.ts'

const NAME = 'policy_publications'
let app: TestApp
let clerk: SignedIn
const databaseName = freshDatabaseName()
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), databaseName, { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  clerk = await staff(app, ['bureau'])
})
afterAll(() => app.close())

/** Somebody beside the product, with the product's own address. */
async function behind<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = await connectDatabase(app.config.MONGODB_URI, databaseName)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

describe('what was published is changed by nobody', () => {
  test('no operation of the API changes or takes away a publication; a published draft stays as it is', async () => {
    const changing = Object.values(contracts).filter(({ method, path }) => method !== 'GET' && path.includes('/publications'))
    expect(changing).toEqual([])
    const second = await staff(app, ['bureau_leader'])
    const done = await published(
      second,
      await reviewed(second, await submitted(clerk, await drafted(clerk, 'parameter', null, () => parameterContent('keptStandard')))),
    )
    const params = { draftId: done.id }
    const body = { rev: done.rev }
    const tries = [
      () => clerk.call('savePolicyDraft', { params, body: { ...body, content: done.content, why: done.why } }),
      () => clerk.call('submitPolicyDraft', { params, body }),
      () => clerk.call('dropPolicyDraft', { params, body }),
      () => second.call('reviewPolicyDraft', { params, body: { ...body, approve: false, note: '退回' } }),
      () => second.call('publishPolicyDraft', { params, body }),
    ]
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test.each([
    'updateOne',
    'updateMany',
    'replaceOne',
    'findOneAndUpdate',
    'findOneAndReplace',
    'findOneAndDelete',
    'deleteOne',
    'deleteMany',
    'bulkWrite',
    'drop',
    'rename',
  ] as const)('the product’s own way to the database refuses %s', (operation) => {
    const collection = app.db.collection(NAME) as unknown as Record<string, () => unknown>
    expect(() => collection[operation]?.()).toThrow(`${NAME} is append-only: ${operation} is refused`)
  })

  test('a place taken twice, or a thing published twice, is refused by the database itself', async () => {
    const rows = app.db.collection<PublicationDocument>(NAME)
    const first = await rows.findOne({ seq: 1 })
    if (!first) throw new Error('nothing is published')
    await expect(rows.insertOne({ ...first, _id: 'policy.other.1' })).rejects.toMatchObject({ code: 11000 })
    await expect(rows.insertOne(first)).rejects.toMatchObject({ code: 11000 })
  })
})

describe('what was bent behind the product is found', () => {
  const bends: [string, (db: Database, row: PublicationDocument, last: PublicationDocument) => Promise<unknown>, RegExp][] = [
    [
      'a word of its content',
      (db, row) => change(db, row, { content: row.content.replace(/"illustrative":true/, '"illustrative":false') }),
      /is not as it was published/,
    ],
    ['the day it counts from', (db, row) => change(db, row, { effectiveFrom: '2020-01-01' }), /is not as it was published/],
    ['who agreed to it', (db, row) => change(db, row, { reviewedBy: 'stf_somebody' }), /is not as it was published/],
    ['one taken out of the midst', (db, row) => db.collection<PublicationDocument>(NAME).deleteOne({ _id: row._id }), /is gone/],
    [
      'one made to fit by itself, with a hash of its own',
      async (db, row) => {
        const { hashOf } = await import('./domain.ts')
        const bent = { ...row, title: '别的' }
        await change(db, row, { title: '别的', hash: hashOf(bent) })
      },
      /does not follow the one before it/,
    ],
    [
      'the last one taken away',
      (db, _, last) => db.collection<PublicationDocument>(NAME).deleteOne({ _id: last._id }),
      /is another than was held/,
    ],
  ]
  const change = (db: Database, { _id }: PublicationDocument, set: Partial<PublicationDocument>) =>
    db.collection<PublicationDocument>(NAME).updateOne({ _id }, { $set: set })

  test.each(bends)('%s', async (_, bend, words) => {
    await behind(async (db) => {
      const rows = db.collection<PublicationDocument>(NAME)
      const all = await rows.find({}).sort({ seq: 1 }).toArray()
      const [row, last] = [all[10], all.at(-1)]
      if (!row || !last) throw new Error('too little is published')
      await app.app.policy.books.renewed()
      await bend(db, row, last)
      try {
        const { damages } = await app.app.policy.books.check()
        expect(damages.map((damage) => damage.words).join('\n')).toMatch(words)
        expect((await clerk.call('listPolicies')).intact).toBe(false)
        if (!/another than was held/.test(words.source)) {
          expect((await checkPublications(app.db)).damages.length).toBeGreaterThan(0)
          // A process that begins now takes in nothing of it.
          const fresh = await startTestApp(inject('bffEnvironment'), databaseName, { work: false })
          try {
            await expect((await guestH5(fresh)).call('tryBenefits', { body: { person: {} } })).rejects.toMatchObject({
              code: 'unavailable',
            })
          } finally {
            await fresh.stop()
          }
        }
      } finally {
        await rows.deleteMany({ _id: { $in: [row._id, last._id] } })
        await rows.insertMany(row._id === last._id ? [row] : [row, last])
      }
    })
    expect((await app.app.policy.books.check()).damages).toEqual([])
    expect((await clerk.call('listPolicies')).intact).toBe(true)
  })
})

test('a process that begins while something is damaged says so wherever policies count, and goes on with the rest', async () => {
  const grid = await testGrid(app)
  const steward = await staff(app, ['data_steward'], null, [grid.district])
  const { me } = await knownResident(app, steward, grid, { birthDate: bornFor(85) })
  const street = await staff(app, ['street'], null, [grid.streets[0]])
  await me.call('getMyBenefits')
  const leader = await staff(app, ['bureau_leader'])
  const asked = await submitted(clerk, await drafted(clerk, 'parameter', null, () => parameterContent('waitingStandard')))
  const agreed = await reviewed(leader, asked)
  await behind(async (db) => {
    const rows = db.collection<PublicationDocument>(NAME)
    const row = await rows.findOne({ seq: 5 })
    if (!row) throw new Error('too little is published')
    await rows.updateOne({ _id: row._id }, { $set: { title: '别的' } })
    const logged: string[] = []
    const log = createLog('error', { write: (line) => void logged.push(line) })
    const fresh = await startTestApp(inject('bffEnvironment'), databaseName, { work: false, log })
    try {
      const call = ({ token }: Pick<SignedIn, 'token'>) => clientOf(fresh.url, token)
      const params = { draftId: agreed.id }
      const known = { params: { kind: 'policy' as const, key: 'aged-allowance' } }
      const body = { rev: agreed.rev }
      const policyId = { policyId: 'aged-allowance' }
      const counting: [string, () => Promise<unknown>][] = [
        ['the list of benefits', () => call(me)('getMyBenefits')],
        ['a form', () => call(me)('getApplicationForm', { params: policyId })],
        ['a no', () => call(me)('declineBenefit', { params: policyId })],
        ['policies', () => call(clerk)('listPolicies')],
        ['figures', () => call(clerk)('listPolicyParameters')],
        ['terms', () => call(clerk)('getPolicyTerms')],
        ['versions', () => call(clerk)('listPublications', known)],
        ['a file', () => call(clerk)('exportPublication', known)],
        ['a draft', () => call(clerk)('getPolicyDraft', { params })],
        [
          'a new draft',
          () => call(clerk)('createPolicyDraft', { body: { kind: 'policy', key: null, why: '新的政策' }, idempotencyKey: key() }),
        ],
        ['a check', () => call(clerk)('checkPolicyDraft', { params, body: { content: agreed.content } })],
        ['publishing', () => call(leader)('publishPolicyDraft', { params, body })],
      ]
      for (const [what, ask] of counting) await expect(ask(), what).rejects.toMatchObject({ code: 'unavailable', status: 503 })
      expect((await call(me)('listMyApplications', {})).items).toEqual([])
      expect((await call(clerk)('listPolicyDrafts')).items.map(({ id }) => id)).toContain(agreed.id)
      await call(street)('listUnanswered', {})
      await call(me)('listMessages', {})
      // Asked again and again it is looked at again, but not for each who asks.
      expect(logged.filter((line) => line.includes('was changed after it was published')).length).toBeLessThan(counting.length)
    } finally {
      await fresh.stop()
      await rows.replaceOne({ _id: row._id }, row)
    }
  })
  expect((await app.app.policy.books.check()).damages).toEqual([])
})
