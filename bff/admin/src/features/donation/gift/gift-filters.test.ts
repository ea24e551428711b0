import { expect, test } from 'vitest'
import { daySpans, exportName, giftQuery } from './gift-filters.ts'

const none = { charityId: undefined, campaignId: undefined, codeId: undefined, state: undefined, from: undefined, to: undefined }

test('a wrong state or day in the address is left out', () => {
  expect(giftQuery({ ...none, state: 'stolen', from: '2026-13-01', to: '15/06/2026' })).toEqual(none)
  expect(giftQuery({ ...none, state: 'paid', from: '2026-06-01', to: '2026-06-15' })).toEqual({
    ...none,
    state: 'paid',
    from: '2026-06-01',
    to: '2026-06-15',
  })
})

test('spans of days end today and cross months', () => {
  expect(daySpans('2026-03-03')).toEqual([
    { label: '今天', from: '2026-03-03', to: '2026-03-03' },
    { label: '近 7 天', from: '2026-02-25', to: '2026-03-03' },
    { label: '本月', from: '2026-03-01', to: '2026-03-03' },
    { label: '今年', from: '2026-01-01', to: '2026-03-03' },
  ])
})

test('the file says which days it holds', () => {
  expect(exportName(undefined, undefined, '2026-06-15')).toBe('捐赠记录-截至2026-06-15.csv')
  expect(exportName('2026-06-01', '2026-06-10', '2026-06-15')).toBe('捐赠记录-2026-06-01至2026-06-10.csv')
  expect(exportName('2026-06-01', undefined, '2026-06-15')).toBe('捐赠记录-2026-06-01至2026-06-15.csv')
})
