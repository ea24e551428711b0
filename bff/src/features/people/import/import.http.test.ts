import { valueOn } from '@minsheng/shared/law/parameter'
import { importRowDays } from '@minsheng/shared/law/retention'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { square, type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { accepted, gbk, undone, uploaded, workImports } from '../../../../testing/imports.ts'
import { freshIdNumber, freshPhone, person, rawDump } from '../../../../testing/people.ts'

let app: TestApp
let clock: HeldClock
let grid: TestGrid
let street: SignedIn
let steward: SignedIn
beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, clock })
  grid = await testGrid(app)
  street = await staff(app, ['street'], null, [grid.streets[0]])
  steward = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

const flatCode = (gridAt: number, flat = 0) => grid.codes.get(grid.flats[gridAt]?.[flat] ?? '') ?? ''
const head = '户号,姓名,身份证号,与户主关系,联系电话,入住日期,特殊群体'
async function household(gridAt = 0): Promise<{ id: string; code: string }> {
  return steward.call('createHousehold', { body: { placeId: grid.flats[gridAt]?.[0] ?? '' }, idempotencyKey: key() })
}

describe('residents', () => {
  test('a GBK file with bad rows: each is named; the good ones are taken when that is said; undone, they are gone', async () => {
    const home = await household()
    const elsewhere = await household(3)
    const [one, two] = [freshIdNumber(), freshIdNumber()]
    const seen = await uploaded(
      app,
      street,
      'resident',
      gbk(
        [
          '湖滨街道居民花名册',
          head,
          `${home.code},钱大海,${one},户主,${freshPhone()},2024/3/1,高龄、独居`,
          `${home.code},钱小海,330102199902300011,子女,,2024-03-01,`,
          `${elsewhere.code},孙别处,${freshIdNumber()},子女,,,`,
          `${home.code},李同名,${one},子女,,,`,
          `${home.code},=cmd|'/c calc'!A1,${freshIdNumber()},子女,,,`,
          `${home.code},赵小溪,${two},配偶,1380013,2024年3月1日,`,
        ].join('\r\n'),
      ),
    )
    expect(seen).toMatchObject({ state: 'checked', encoding: 'GB18030', rows: 6, found: { fresh: 1, changed: 0, unchanged: 0, bad: 5 } })
    expect(seen.faults.map(({ row, column, message }) => [row, column, message.slice(0, 9)])).toEqual([
      [4, '身份证号', '身份证号里的出生日'],
      [5, '户号', '在您的范围内没有这'],
      [6, '身份证号', '和第 3 行重复，'],
      [7, '姓名', '内容以“=”“+”'],
      [8, '联系电话', '请填写 11 位手'],
    ])
    await expect(
      street.call('acceptImport', { params: { importId: seen.id }, body: { rev: seen.rev, take: 'all' } }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
    })
    const done = await accepted(app, street, seen, 'good_rows')
    expect(done).toMatchObject({ state: 'done', done: { made: 1, refused: 5 } })
    const found = await street.call('searchResidents', { body: { text: one } })
    expect(found.items[0]).toMatchObject({ nameMasked: '钱*海', householdId: home.id, relation: 'head', groups: ['aged', 'living_alone'] })
    // As long as what became of its rows is kept.
    expect((Date.parse(done.undoUntil ?? '') - Date.now()) / 86_400_000).toBeCloseTo(valueOn(importRowDays, shanghaiDate(new Date())), 1)
    const back = await undone(app, street, done)
    expect(back).toMatchObject({ state: 'undone', done: { undone: 1, kept: 0 } })
    expect((await street.call('searchResidents', { body: { text: one } })).items).toEqual([])
  })

  test('who is there already is recognised: changed where something is new, else unchanged; undone as before, but not over someone else', async () => {
    const known = await person(steward, grid, { name: '吴旧名' })
    const other = await person(steward, grid, { name: '郑不变' })
    const { code } = await steward.call('getHousehold', { params: { householdId: known.householdId } })
    const { code: otherCode } = await steward.call('getHousehold', { params: { householdId: other.householdId } })
    const rows = `${code},吴新名,${known.idNumber},户主,,,\n${otherCode},郑不变,${other.idNumber},户主,${other.phone},,低保\n`
    const seen = await uploaded(app, street, 'resident', `\ufeff${head}\n${rows}`)
    expect(seen).toMatchObject({ encoding: 'UTF-8', found: { fresh: 0, changed: 2, unchanged: 0, bad: 0 } })
    const done = await accepted(app, street, seen)
    expect(done.done).toMatchObject({ changed: 2 })
    // An empty cell took nothing away.
    const after = await street.call('getResident', { params: { residentId: known.residentId } })
    expect(after).toMatchObject({ nameMasked: '吴*名', phoneMasked: `${known.phone.slice(0, 3)}****${known.phone.slice(-4)}`, rev: 1 })
    expect((await uploaded(app, street, 'resident', `${head}\n${rows}`)).found).toEqual({ fresh: 0, changed: 0, unchanged: 2, bad: 0 })
    await steward.call('updateResident', {
      params: { residentId: known.residentId },
      body: { rev: 1, facts: { name: '吴再改' }, why: '更正' },
    })
    const back = await undone(app, street, done)
    expect(back.done).toMatchObject({ undone: 1, kept: 1 })
    expect(back.notDone).toEqual([{ row: 2, message: expect.stringContaining('导入后又有改动') }])
    expect((await street.call('getResident', { params: { residentId: other.residentId } })).groups).toEqual([])
  })

  test('undone, it does not take away someone about whom facts were recorded since', async () => {
    const home = await household()
    const idNumber = freshIdNumber()
    const done = await accepted(app, street, await uploaded(app, street, 'resident', `${head}\n${home.code},周情况,${idNumber},其他,,,`))
    const [made] = (await street.call('searchResidents', { body: { text: idNumber } })).items
    await street.call('recordObservation', {
      params: { subjectKind: 'person', subjectId: made?.id ?? '', fact: 'disabilityGrade' },
      body: { value: 'second', source: 'document', observedOn: '2026-01-01', note: '看了证件' },
      idempotencyKey: key(),
    })
    const back = await undone(app, street, done)
    expect(back).toMatchObject({ done: { undone: 0, kept: 1 }, notDone: [{ message: expect.stringContaining('登记了情况') }] })
    expect((await street.call('searchResidents', { body: { text: idNumber } })).items).toHaveLength(1)
  })

  test('ended in the middle it goes on: every row once', async () => {
    const home = await household()
    const rows = Array.from(
      { length: 230 },
      (_, index) =>
        `${home.code},周第${'甲乙丙丁戊己庚辛壬癸'[index % 10]},${freshIdNumber(`19${50 + (index % 40)}-0${1 + (index % 9)}-11`)},其他,,,`,
    )
    const seen = await uploaded(app, street, 'resident', `${head}\n${rows.join('\n')}`)
    expect(seen.found).toMatchObject({ fresh: 230, bad: 0 })
    await street.call('acceptImport', { params: { importId: seen.id }, body: { rev: seen.rev, take: 'all' } })
    const aborter = new AbortController()
    // The process ends after the first chunk of rows, and says nothing to anyone.
    const stop = setInterval(() => {
      void app.db
        .collection<{ _id: string }>('import_rows')
        .countDocuments({ importId: seen.id } as never)
        .then((count) => count > 0 && aborter.abort())
    }, 2)
    await workImports(app, aborter.signal)
    clearInterval(stop)
    const half = await street.call('getImport', { params: { importId: seen.id } })
    expect(half.state).toBe('accepting')
    expect(half.progress).toBeLessThan(230)
    await workImports(app)
    const done = await street.call('getImport', { params: { importId: seen.id } })
    expect(done).toMatchObject({ state: 'done', done: { made: 230, refused: 0 } })
    expect(await app.db.collection('residents').countDocuments({ householdId: home.id })).toBe(230)
  })
})

test('households: new ones, one that lives elsewhere now, and back', async () => {
  const fresh = await staff(app, ['street'], null, [grid.streets[0]])
  const someone = await person(steward, grid, { grid: 0 })
  const { code } = await steward.call('getHousehold', { params: { householdId: someone.householdId } })
  const file = `户号,户室编号,居住地址,入住日期\nT-${key().slice(0, 6)},${flatCode(1)},,2024-01-01\n${code},,东坡路社区演示苑2幢102室,2024-05-01\nT-9,${flatCode(3)},,\n`
  const seen = await uploaded(app, fresh, 'household', file)
  expect(seen.faults).toEqual([{ row: 4, column: '户室编号', value: flatCode(3), message: expect.stringContaining('不在您的范围内') }])
  const done = await accepted(app, fresh, seen, 'good_rows')
  expect(done.done).toMatchObject({ made: 1, changed: 1, refused: 1 })
  expect((await fresh.call('getResident', { params: { residentId: someone.residentId } })).gridName).toBe('东坡路第二网格')
  const back = await undone(app, fresh, done)
  expect(back.done).toMatchObject({ undone: 2, kept: 0 })
  expect((await fresh.call('getResident', { params: { residentId: someone.residentId } })).gridName).toBe('东坡路第一网格')
})

describe('places', () => {
  test('a building and its flats in one file; another street is refused', async () => {
    const own = await staff(app, ['data_steward'], null, [grid.streets[0]])
    const [b, other] = [key().slice(0, 8), key().slice(0, 8)]
    const [here, there] = [grid.codes.get(grid.grids[0]), grid.codes.get(grid.grids[3])]
    const seen = await uploaded(
      app,
      own,
      'home',
      `类别,编号,名称,上级编号\n楼幢,${b},新苑9幢,${here}\n户室,${b}-1,101室,${b}\n楼幢,${other},别处1幢,${there}\n户室,${other}-1,101室,${other}\n户室,${b}-2,102室,${here}`,
    )
    expect(seen.found).toEqual({ fresh: 2, changed: 0, unchanged: 0, bad: 3 })
    expect(seen.faults.map(({ row, message }) => [row, message.slice(0, 8)])).toEqual([
      [4, '不在您的范围内，'],
      [5, '上级那一行有问题'],
      [6, '户室不能直接放在'],
    ])
    const done = await accepted(app, own, seen, 'good_rows')
    expect(done.done).toMatchObject({ made: 2, refused: 3 })
    expect((await own.call('listPlaces', { query: { text: '新苑9幢' } })).items).toHaveLength(1)
    expect((await undone(app, own, done)).done).toMatchObject({ undone: 2 })
    expect((await own.call('listPlaces', { query: { text: '新苑9幢' } })).items).toEqual([])
  })

  test('boundaries: crossing itself, overlapping a brother or the file, outside the parent; drawn anew and back', async () => {
    const shapes = (list: [Record<string, string>, unknown][]) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: list.map(([properties, geometry]) => ({ type: 'Feature', properties, geometry })),
      })
    const community = grid.codes.get(grid.communities[1]) ?? ''
    const bow = {
      type: 'Polygon',
      coordinates: [
        [
          [120.21, 30.21],
          [120.22, 30.22],
          [120.22, 30.21],
          [120.21, 30.22],
          [120.21, 30.21],
        ],
      ],
    }
    const own = await staff(app, ['data_steward'], null, [grid.district])
    const seen = await uploaded(
      app,
      own,
      'boundary',
      shapes([
        [{ 编号: grid.codes.get(grid.grids[2]) ?? '', 名称: '青年路南网格', 上级编号: community }, square(5, 0, 5, 5)],
        [{ 编号: 'n-1', 名称: '北', 上级编号: community }, square(5, 5, 5, 5)],
        [{ 编号: 'n-2', 名称: '压着', 上级编号: community }, square(6, 6, 1, 1)],
        [{ 编号: 'n-3', 名称: '蝴蝶', 上级编号: community }, bow],
        [{ 编号: 'n-4', 名称: '出界', 上级编号: grid.codes.get(grid.communities[0]) ?? '' }, square(4, 4, 3, 3)],
        [
          { 编号: 'n-5', 名称: '点', 上级编号: community },
          { type: 'Point', coordinates: [120, 30] },
        ],
      ]),
    )
    expect(seen.faults.map(({ row, message }) => [row, message.slice(0, 6)])).toEqual([
      [3, '和第 2 个'],
      [4, '边界自己和自'],
      [5, '有 6,40'],
      [5, '和“东坡路第'],
      [5, '和“东坡路第'],
      [6, '图形要是面（'],
    ])
    const done = await accepted(app, own, seen, 'good_rows')
    expect(done.done).toMatchObject({ made: 1, changed: 1 })
    expect((await own.call('getPlace', { params: { placeId: grid.grids[2] } })).name).toBe('青年路南网格')
    expect((await undone(app, own, done)).done).toMatchObject({ undone: 2, kept: 0 })
    expect(await own.call('getPlace', { params: { placeId: grid.grids[2] } })).toMatchObject({
      name: '青年路第一网格',
      rev: 0,
      validTo: null,
    })
  })
})

test('the file lies sealed, is seen by its uploader alone, and is removed after a week', async () => {
  const home = await household()
  const number = freshIdNumber()
  const seen = await uploaded(app, street, 'resident', `${head}\n${home.code},冯金丝雀,${number},其他,,,`)
  expect(seen.firstRows[0]?.cells).toContain('冯金丝雀')
  const names = (await app.db.collectionNames()).filter((name) => name.startsWith('import'))
  const dump = await rawDump(app, names)
  expect(dump).toContain(seen.id)
  for (const canary of [number, '冯金丝雀', Buffer.from('冯金丝雀').toString('base64').slice(0, 12)]) expect(dump).not.toContain(canary)
  await expect(steward.call('getImport', { params: { importId: seen.id } })).rejects.toMatchObject({ code: 'not_found' })
  clock.advance(8 * 24 * 3_600_000)
  await workImports(app)
  expect(await app.db.collection('import_files.chunks').countDocuments({})).toBe(0)
  const again = await staff(app, ['street'], null, [grid.streets[0]])
  expect((await again.call('listImports', { query: {} })).items).toEqual([])
  expect(await app.db.collection('imports').findOne({ _id: seen.id as never })).toMatchObject({
    state: 'dropped',
    fileUntil: null,
    report: null,
  })
})
