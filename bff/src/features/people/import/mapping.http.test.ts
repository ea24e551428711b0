import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { accepted, undone, uploaded, workImports } from '../../../../testing/imports.ts'
import { freshIdNumber } from '../../../../testing/people.ts'

let app: TestApp
let grid: TestGrid
let street: SignedIn
let steward: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  street = await staff(app, ['street'], null, [grid.streets[0]])
  steward = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

const household = () => steward.call('createHousehold', { body: { placeId: grid.flats[0]?.[0] ?? '' }, idempotencyKey: key() })

describe('columns said by hand', () => {
  const strange = (code: string, idNumber: string) =>
    ['人员情况,,,', '门牌簿,谁,证,是啥人', `${code},周小江,${idNumber},子女`, `${code},吴小河,330102199902300011,子女`].join('\n')

  test('a file whose headings nobody knows is shown, mapped, looked at again and taken in by that', async () => {
    const home = await household()
    const idNumber = freshIdNumber()
    const seen = await uploaded(app, street, 'resident', strange(home.code, idNumber))
    expect(seen).toMatchObject({ state: 'unreadable', unreadable: expect.stringContaining('没有找到表头') })
    expect(seen.fields.find(({ field }) => field === 'name')).toEqual({ field: 'name', title: '姓名', required: true })
    expect(seen.columns).toHaveLength(4)
    const map = (rev: number, body: { headerRow?: number; fields: (string | null)[] }) =>
      street.call('mapImport', { params: { importId: seen.id }, body: { rev, headerRow: 2, ...body } })
    await expect(map(seen.rev, { fields: ['householdCode', null, 'idNumber', 'idNumber'] })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [
        { path: 'body.fields.3', message: '“身份证号”选了两次，请只留一列' },
        { path: 'body.fields', message: '请指定哪一列是“姓名”' },
      ],
    })
    await expect(map(seen.rev, { fields: ['name', '$where'] })).rejects.toMatchObject({ issues: [{ path: 'body.fields.1' }] })
    await expect(map(seen.rev + 1, { fields: ['householdCode', 'name', 'idNumber', 'relation'] })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(
      steward.call('mapImport', { params: { importId: seen.id }, body: { rev: seen.rev, headerRow: 2, fields: ['name'] } }),
    ).rejects.toMatchObject({ code: 'not_found' })

    await map(seen.rev, { headerRow: 400, fields: ['householdCode', 'name', 'idNumber', 'relation'] })
    await workImports(app)
    const lost = await street.call('getImport', { params: { importId: seen.id } })
    expect(lost).toMatchObject({ state: 'unreadable', unreadable: '没有找到您说的那一行表头，请核对表头在第几行' })
    expect(lost.columns).toHaveLength(4)

    await map(lost.rev, { fields: ['householdCode', 'name', 'idNumber', 'relation'] })
    await workImports(app)
    const good = await street.call('getImport', { params: { importId: seen.id } })
    expect(good).toMatchObject({ state: 'checked', headerRow: 2, found: { fresh: 1, bad: 1 }, unreadable: null })
    expect(good.columns.map(({ heading, meaning }) => [heading, meaning])).toEqual([
      ['门牌簿', '户号'],
      ['谁', '姓名'],
      ['证', '身份证号'],
      ['是啥人', '与户主关系'],
    ])
    expect(good.faults).toMatchObject([{ row: 4, column: '证' }])
    const done = await accepted(app, street, good, 'good_rows')
    expect(done).toMatchObject({ state: 'done', done: { made: 1 } })
    expect((await street.call('searchResidents', { body: { text: idNumber } })).items).toHaveLength(1)
    await expect(map(done.rev, { fields: ['householdCode', 'name', 'idNumber', 'relation'] })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await undone(app, street, done)
  })

  test('a heading that was taken for something else is put right', async () => {
    const home = await household()
    const text = `户号,姓名,身份证号,联系电话\n${home.code},郑小湖,${freshIdNumber()},演示省演示市老家路 1 号`
    const seen = await uploaded(app, street, 'resident', text)
    expect(seen).toMatchObject({ state: 'checked', found: { bad: 1 } })
    await street.call('mapImport', {
      params: { importId: seen.id },
      body: { rev: seen.rev, headerRow: 1, fields: ['householdCode', 'name', 'idNumber', 'registeredAddress'] },
    })
    await workImports(app)
    expect(await street.call('getImport', { params: { importId: seen.id } })).toMatchObject({ found: { fresh: 1, bad: 0 } })
  })
})
