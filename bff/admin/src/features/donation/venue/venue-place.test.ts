import { expect, test } from 'vitest'
import { readPlace } from './venue-place.ts'

test.each([['30.2465,120.1712'], ['120.1712, 30.2465'], [' 30.2465，120.1712 '], ['30.2465 120.1712']])('“%s” is one place', (text) => {
  expect(readPlace(text)).toEqual({ lat: 30.2465, lng: 120.1712 })
})

test.each([
  ['杭州', '两个数'],
  ['30.2', '两个数'],
  ['1,2,3', '两个数'],
  ['200,300', '两个数'],
  ['39.9,116.4', '不在杭州附近'],
])('“%s” is refused', (text, words) => {
  expect(readPlace(text)).toMatchObject({ path: 'body.position', message: expect.stringContaining(words) })
})

test('nothing is no place', () => {
  expect(readPlace('  ')).toBeNull()
})
