import { grants } from '@minsheng/shared/access/index'
import { describe, expect, test } from 'vitest'
import { everyRoleAtEveryOperation, operationNames } from '../testing/access/every-operation.ts'
import { staff } from '../testing/actors.ts'
import type { TestClient } from '../testing/app.ts'
import { campaignWith } from '../testing/disclosure.ts'
import { pastGift } from '../testing/gifts.ts'
import { person } from '../testing/people.ts'

const world = everyRoleAtEveryOperation(0)

test('every operation says who may, and nothing else does', () => {
  expect(Object.keys(grants).sort()).toEqual([...operationNames].sort())
})

describe('what a list shows', () => {
  const itemsOf = async (client: TestClient, name: 'listCharities' | 'listCampaigns' | 'listCodes' | 'listGifts') =>
    (await client(name, { query: { limit: 100 } })).items as { id: string; charityId?: string }[]

  test("a charity's people see their own charity's things alone, the bureau sees all", async () => {
    const { app, place, elsewhere, owner, finance, editor, bureau } = world()
    const otherOwner = await staff(app, ['charity_owner'], elsewhere.charityId)
    await Promise.all([pastGift(app, place), pastGift(app, elsewhere), campaignWith(app, elsewhere, {})])
    for (const name of ['listCharities', 'listCampaigns', 'listGifts'] as const) {
      const charityOf = (item: { id: string; charityId?: string }) => (name === 'listCharities' ? item.id : item.charityId)
      for (const { call } of [owner, finance, editor])
        expect(new Set((await itemsOf(call, name)).map(charityOf))).toEqual(new Set([place.charityId]))
      expect(new Set((await itemsOf(bureau.call, name)).map(charityOf)).size).toBeGreaterThan(1)
    }
    const codes = async (client: TestClient) => (await itemsOf(client, 'listCodes')).map(({ id }) => id)
    expect(await codes(owner.call)).toContain(place.codeId)
    expect(await codes(otherOwner.call)).not.toContain(place.codeId)
  })

  test('without places no resident, household or duplicate is seen', async () => {
    const { app, grid, steward } = world()
    await person(steward, grid)
    const { call } = await staff(app, ['street'])
    expect(await call('searchResidents', { body: {} })).toMatchObject({ items: [] })
    expect(await call('listHouseholds', {})).toMatchObject({ items: [] })
    expect(await call('listDuplicates', {})).toMatchObject({ items: [] })
    expect(await call('listFactConflicts', {})).toMatchObject({ items: [] })
  })
})

describe('a refusal is kept in the audit log with who and what', () => {
  const refusals = (action: string, actor: string) =>
    world().app.db.collection('audit_log').find({ action, actor, outcome: 'refused' }).toArray()

  test("another charity's thing", async () => {
    const { app, place, elsewhere } = world()
    const other = await staff(app, ['charity_owner'], elsewhere.charityId)
    const tried = other.call('submitCampaign', { params: { campaignId: place.campaignId }, body: { rev: 0 } })
    await expect(tried).rejects.toMatchObject({ status: 404 })
    expect(await refusals('campaign.submit', other.accountId)).toMatchObject([{ subject: place.campaignId }])
  })

  test('a role that may not do this to anything', async () => {
    const { app, place } = world()
    const assessor = await staff(app, ['assessor'])
    const tried = assessor.call('submitCampaign', { params: { campaignId: place.campaignId }, body: { rev: 0 } })
    await expect(tried).rejects.toMatchObject({ status: 403 })
    expect(await refusals('campaign.submit', assessor.accountId)).toHaveLength(1)
  })
})
