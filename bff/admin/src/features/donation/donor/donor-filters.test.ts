import { expect, test } from 'vitest'
import { donorQuery } from './donor-filters.ts'

const none = {
  charityId: undefined,
  campaignId: undefined,
  from: undefined,
  to: undefined,
  minFen: undefined,
  maxFen: undefined,
  order: undefined,
}

test('what the address says rightly is asked for', () =>
  expect(donorQuery({ ...none, campaignId: 'cmp_1', from: '2026-06-01', minFen: '10000', maxFen: '49999', order: 'most' })).toEqual({
    ...none,
    campaignId: 'cmp_1',
    from: '2026-06-01',
    minFen: 10_000,
    maxFen: 49_999,
    order: 'most',
  }))

test.each([{ from: '六月' }, { to: '2026-13-40' }, { minFen: '-1' }, { minFen: '1e9' }, { maxFen: '九' }, { order: 'nicest' }])(
  '%j is left out',
  (wrong) => expect(donorQuery({ ...none, ...wrong })).toEqual({ ...none, order: 'latest' }),
)
