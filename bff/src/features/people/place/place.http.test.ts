import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { square, type TestGrid, testGrid } from '../../../../testing/grid.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let worker: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
})
afterAll(() => app.close())

const today = dayFromToday(0)
const draft = (change: object = {}) => ({
  kind: 'grid' as const,
  parentId: grid.communities[2],
  code: `t-${key().slice(0, 8)}`,
  name: '新网格',
  boundary: null,
  validFrom: '2021-03-01',
  reason: '上政办〔演示〕1 号',
  ...change,
})

describe('finding places', () => {
  test.each([
    ['the beginning of the name', '湖滨'],
    ['all of the pinyin', 'hubinjiedao'],
    ['the beginning of the pinyin', 'hubinj'],
    ['the first letters', 'hbjd'],
  ])('by %s', async (_, text) => {
    const { items } = await worker.call('listPlaces', { query: { text } })
    expect(items.map((item) => item.name)).toEqual(['湖滨街道'])
    expect(items[0]).toMatchObject({ pathNames: ['上城区', '湖滨街道'], hasBoundary: true, validTo: null })
  })

  test('page by page within a place, each once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await worker.call('listPlaces', { query: { within: grid.streets[0], kind: 'grid', limit: 2, cursor } })
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(grid.grids.slice(0, 3))
  })

  test('letters that mean something to a search engine are only letters', async () => {
    expect((await worker.call('listPlaces', { query: { text: '.*' } })).items).toEqual([])
    await expect(worker.call('listPlaces', { query: { text: '湖\u0000滨' } })).rejects.toMatchObject({ code: 'invalid_input' })
    expect((await worker.call('findPlaceAt', { body: { longitude: 180, latitude: 90, datum: 'bd09' } })).place).toBeNull()
    await expect(worker.call('listPlaces', { query: { cursor: '%%%' } })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('by a point, in whatever system it was measured', async () => {
    const at = async (longitude: number, latitude: number, datum: 'wgs84' | 'gcj02' | 'bd09' = 'wgs84') =>
      (await worker.call('findPlaceAt', { body: { longitude, latitude, datum } })).place?.id ?? null
    expect(await at(120.18, 30.22)).toBe(grid.grids[0])
    expect(await at(120.18, 30.27)).toBe(grid.grids[1])
    expect(await at(121, 31)).toBeNull()
    // A phone just inside the east edge of the first grid: in GCJ-02 it seems some 450 m further east, in the next community.
    expect(await at(120.2095, 30.23)).toBe(grid.grids[0])
    expect(await at(120.2095 + 0.0046, 30.23, 'wgs84')).toBe(grid.grids[2])
    expect(await at(120.2095 + 0.0046, 30.23 - 0.0024, 'gcj02')).toBe(grid.grids[0])
  })
})

describe('a boundary is drawn anew', () => {
  test('the place has both versions, and each day has its own answer', async () => {
    const before = await steward.call('getPlace', { params: { placeId: grid.grids[2] } })
    const smaller = square(5, 0, 5, 6)
    const changed = await steward.call('changePlace', {
      params: { placeId: grid.grids[2] },
      body: { rev: before.rev, name: '青年路南网格', boundary: smaller, validFrom: '2024-07-01', reason: '网格调整' },
      idempotencyKey: key(),
    })
    expect(changed).toMatchObject({ id: grid.grids[2], name: '青年路南网格', rev: 1, validFrom: '2024-07-01', validTo: null })
    const inTheNorth = async (asOf?: string) =>
      (await worker.call('findPlaceAt', { body: { longitude: 120.23, latitude: 30.28, datum: 'wgs84', asOf } })).place?.name ?? null
    expect(await inTheNorth('2024-06-30')).toBe('青年路第一网格')
    expect(await inTheNorth('2024-07-01')).toBeNull()
    expect(await inTheNorth()).toBeNull()
    expect(await inTheNorth('2019-12-31')).toBeNull()
    const after = await worker.call('getPlace', { params: { placeId: grid.grids[2] } })
    expect(after.versions.map(({ name, validFrom, validTo }) => [name, validFrom, validTo])).toEqual([
      ['青年路南网格', '2024-07-01', null],
      ['青年路第一网格', '2020-01-01', '2024-07-01'],
    ])
    expect((await worker.call('getPlace', { params: { placeId: grid.grids[2] }, query: { asOf: '2024-06-30' } })).boundary).toEqual(
      before.boundary,
    )
    const map = await worker.call('getPlaceMap', { params: { placeId: grid.streets[0] }, query: { kind: 'grid', asOf: '2024-06-30' } })
    expect(map.features.map((feature) => feature.properties.name)).toContain('青年路第一网格')
  })

  test('two at the same moment: one wins, the other is told', async () => {
    const { rev } = await steward.call('getPlace', { params: { placeId: grid.grids[3] } })
    const rename = (name: string) =>
      steward.call('changePlace', {
        params: { placeId: grid.grids[3] },
        body: { rev, name, validFrom: today, reason: '改名' },
        idempotencyKey: key(),
      })
    const results = await Promise.allSettled([rename('甲网格'), rename('乙网格'), rename('丙网格')])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' })
    const open = await app.db.collection('places').countDocuments({ placeId: grid.grids[3], state: 'open' })
    expect(open).toBe(1)
  })

  test.each([
    [
      'crosses itself',
      () => ({
        type: 'Polygon' as const,
        coordinates: [
          [
            [120.17, 30.21],
            [120.19, 30.23],
            [120.19, 30.21],
            [120.17, 30.23],
            [120.17, 30.21],
          ] as [number, number][],
        ],
      }),
      /自己相交/,
    ],
    [
      'is not closed',
      () => ({
        type: 'Polygon' as const,
        coordinates: [
          [
            [120.17, 30.21],
            [120.19, 30.21],
            [120.19, 30.23],
            [120.17, 30.23],
          ] as [number, number][],
        ],
      }),
      /没有闭合/,
    ],
    ['overlaps its neighbour', () => square(0, 0, 5, 6), /和“东坡路第二网格”重叠/],
    ['leaves its community', () => square(0, 0, 6, 5), /超出了上级“东坡路社区”/],
    [
      'has no area',
      () => ({
        type: 'Polygon' as const,
        coordinates: [
          [
            [120.17, 30.21],
            [120.18, 30.21],
            [120.17, 30.21],
            [120.17, 30.21],
          ] as [number, number][],
        ],
      }),
      /边界/,
    ],
  ])('one that %s is refused, and the place stays as it was', async (_, boundary, words) => {
    const before = await steward.call('getPlace', { params: { placeId: grid.grids[0] } })
    await expect(
      steward.call('changePlace', {
        params: { placeId: grid.grids[0] },
        body: { rev: before.rev, boundary: boundary(), validFrom: today, reason: '调整' },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.boundary', message: expect.stringMatching(words) }] })
    expect(await steward.call('getPlace', { params: { placeId: grid.grids[0] } })).toEqual(before)
  })

  test('a community that would leave its grids outside is refused and names them', async () => {
    const { rev } = await steward.call('getPlace', { params: { placeId: grid.communities[0] } })
    await expect(
      steward.call('changePlace', {
        params: { placeId: grid.communities[0] },
        body: { rev, boundary: square(0, 0, 5, 7), validFrom: today, reason: '调整' },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ issues: [{ message: expect.stringContaining('下级“东坡路第二网格”') }] })
  })

  test.each([
    ['tomorrow', dayFromToday(1), /今天之后/],
    ['before what is in force began', '2019-12-31', /不能早于/],
  ])('from %s is refused', async (_, validFrom, words) => {
    const { rev } = await steward.call('getPlace', { params: { placeId: grid.grids[0] } })
    await expect(
      steward.call('changePlace', {
        params: { placeId: grid.grids[0] },
        body: { rev, name: '改名', validFrom, reason: '改名' },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ issues: [{ path: 'body.validFrom', message: expect.stringMatching(words) }] })
  })
})

describe('a new place', () => {
  test('is made once, however often the request comes', async () => {
    const body = draft()
    const idempotencyKey = key()
    const first = await steward.call('createPlace', { body, idempotencyKey })
    expect(await steward.call('createPlace', { body, idempotencyKey })).toEqual(first)
    expect(first).toMatchObject({ name: '新网格', pathNames: ['上城区', '采荷街道', '荷花塘社区', '新网格'] })
  })

  test('with a code that is taken, a parent of the wrong kind, or none is refused at its field', async () => {
    const create = (change: object) => steward.call('createPlace', { body: draft(change), idempotencyKey: key() })
    await expect(create({ code: grid.codes.get(grid.grids[0]) })).rejects.toMatchObject({
      code: 'already_exists',
      issues: [{ path: 'body.code' }],
    })
    await expect(create({ parentId: grid.streets[0] })).rejects.toMatchObject({
      issues: [{ path: 'body.kind', message: '网格不能直接放在街道下面' }],
    })
    await expect(create({ parentId: 'plc_none' })).rejects.toMatchObject({ issues: [{ path: 'body.parentId' }] })
    await expect(create({ kind: 'building', parentId: grid.grids[0], boundary: square(0, 0) })).rejects.toMatchObject({
      issues: [{ path: 'body.boundary', message: '楼幢不画边界，请去掉' }],
    })
  })

  test('without anything around it to compare with, a boundary still has to be one on the globe', async () => {
    const community = await steward.call('createPlace', {
      body: draft({ kind: 'community', parentId: grid.streets[1], name: '没有边界的社区' }),
      idempotencyKey: key(),
    })
    // Two triangles that touch in one point, drawn in one go.
    const bow = [
      [120.3, 30.25],
      [120.31, 30.26],
      [120.32, 30.25],
      [120.32, 30.27],
      [120.31, 30.26],
      [120.3, 30.27],
      [120.3, 30.25],
    ] as [number, number][]
    await expect(
      steward.call('createPlace', {
        body: draft({ parentId: community.id, boundary: { type: 'Polygon', coordinates: [bow] } }),
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.boundary' }] })
  })

  test('is closed only when nothing lies in it any more', async () => {
    const { id } = await steward.call('createPlace', { body: draft(), idempotencyKey: key() })
    const building = await steward.call('createPlace', {
      body: draft({ kind: 'building', parentId: id, name: '9幢' }),
      idempotencyKey: key(),
    })
    const close = (placeId: string) => steward.call('closePlace', { params: { placeId }, body: { rev: 0, validTo: today, reason: '拆除' } })
    await expect(close(id)).rejects.toMatchObject({ code: 'wrong_state' })
    await close(building.id)
    expect(await close(id)).toMatchObject({ validTo: today })
    await expect(close(id)).rejects.toMatchObject({ code: 'not_found' })
    // The code is free again, and the past is still there.
    expect(await steward.call('getPlace', { params: { placeId: id }, query: { asOf: dayFromToday(-1) } })).toMatchObject({ name: '新网格' })
  })
})

test('outside their places, or without the role, people change nothing, and the try is kept', async () => {
  const elsewhere = await staff(app, ['data_steward'], null, [grid.streets[1]])
  for (const [person, code] of [
    [worker, 'forbidden'],
    [elsewhere, 'not_found'],
  ] as const) {
    await expect(
      person.call('changePlace', {
        params: { placeId: grid.grids[0] },
        body: { rev: 0, name: '别处', validFrom: today, reason: '试试' },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ code })
    const row = await app.db.collection('audit_log').findOne({ action: 'place.change', actor: person.accountId, outcome: 'refused' })
    expect(row).toMatchObject({ subject: grid.grids[0] })
  }
  await expect(worker.call('createPlace', { body: draft(), idempotencyKey: key() })).rejects.toMatchObject({ code: 'forbidden' })
})
