import { expect, test } from 'vitest'
import { requestQueryOf } from './query.ts'

const now = new Date('2026-12-01T00:00:00Z')
const days = ({ from, until }: { from: Date; until: Date }) => (until.getTime() - from.getTime()) / 86_400_000

test('without a time: the last ninety days; with one of two, ninety from it', () => {
  expect(days(requestQueryOf({}, now))).toBe(90)
  expect(requestQueryOf({ start_date: '2026-01-01T00:00:00Z' }, now)).toMatchObject({ until: new Date('2026-04-01T00:00:00Z') })
  expect(requestQueryOf({ start_date: '2026-11-30T00:00:00+08:00' }, now)).toMatchObject({ until: now })
  expect(requestQueryOf({ end_date: '2026-04-01T00:00:00Z' }, now)).toMatchObject({ from: new Date('2026-01-01T00:00:00Z') })
})

test.each([
  [{ start_date: '2026-01-01T00:00:00Z', end_date: '2026-11-01T00:00:00Z' }, 400],
  [{ start_date: '2026-11-02T00:00:00Z', end_date: '2026-11-01T00:00:00Z' }, 400],
  [{ start_date: 'yesterday' }, 400],
  [{ start_date: '2026-13-45T00:00:00Z' }, 400],
  [{ status: 'lost' }, 400],
  [{ service_code: 'illness' }, 404],
])('%j is refused', (given, status) => {
  expect(() => requestQueryOf(given, now)).toThrow(expect.objectContaining({ status }))
})

test('numbers, codes and states are lists', () => {
  expect(requestQueryOf({ service_request_id: 'a, b,', service_code: 'repair,other', status: 'open' }, now)).toMatchObject({
    ids: ['a', 'b'],
    codes: ['repair', 'other'],
    statuses: ['open'],
  })
})
