import { placeKind } from '@minsheng/shared/contracts/people'
import { describe, expect, test } from 'vitest'
import { dayFault, fitsUnder, nextVersion, type PlaceVersion } from './domain.ts'

const open: PlaceVersion = {
  _id: 'plc_a.0',
  placeId: 'plc_a',
  kind: 'grid',
  code: '001-1',
  name: '第一网格',
  parentId: 'plc_c',
  path: ['plc_d', 'plc_s', 'plc_c', 'plc_a'],
  boundary: {
    type: 'Polygon',
    coordinates: [
      [
        [120, 30],
        [121, 30],
        [121, 31],
        [120, 30],
      ],
    ],
  },
  validFrom: '2020-01-01',
  validTo: null,
  state: 'open',
  rev: 0,
  reason: '设立',
  recordedBy: 'stf_1',
  recordedAt: new Date('2020-01-01T00:00:00Z'),
}

test('each kind lies where it belongs and nowhere else', () => {
  const fits = placeKind.options.flatMap((kind) =>
    [null, ...placeKind.options].filter((parent) => fitsUnder(kind, parent)).map((parent) => `${kind} in ${parent}`),
  )
  expect(fits).toEqual([
    'district in null',
    'street in district',
    'community in street',
    'grid in community',
    'building in grid',
    'unit in building',
    'flat in building',
    'flat in unit',
  ])
})

describe('the day a change begins', () => {
  test.each([
    ['2026-11-25', '2020-01-01', null],
    ['2020-01-01', '2020-01-01', null],
    ['2026-11-26', '2020-01-01', /今天之后/],
    ['2019-12-31', '2020-01-01', /不能早于/],
    ['2019-12-31', null, null],
  ] as const)('%s, open since %s', (day, since, fault) => {
    const found = dayFault(day, since, '2026-11-25')
    if (fault === null) expect(found).toBeNull()
    else expect(found).toMatch(fault)
  })
})

describe('the next version', () => {
  const at = new Date('2026-11-25T01:00:00Z')
  const change = { validFrom: '2026-11-25', reason: '网格调整' }

  test('keeps what is not changed and is the open one', () => {
    expect(nextVersion(open, { ...change, name: '东网格' }, 'stf_2', at)).toEqual({
      ...open,
      _id: 'plc_a.1',
      name: '东网格',
      validFrom: '2026-11-25',
      rev: 1,
      reason: '网格调整',
      recordedBy: 'stf_2',
      recordedAt: at,
    })
  })

  test('no boundary given leaves it, null takes it away', () => {
    expect(nextVersion(open, change, 'stf_2', at).boundary).toEqual(open.boundary)
    expect(nextVersion(open, { ...change, boundary: null }, 'stf_2', at).boundary).toBeNull()
  })
})
