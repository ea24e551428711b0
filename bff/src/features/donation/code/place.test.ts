import { distanceMeters } from '@minsheng/shared/units/distance'
import gcoord from 'gcoord'
import { expect, test } from 'vitest'
import { toStored } from './place.ts'

test('what GPS says is kept as it is', () => {
  expect(toStored({ lat: 30.2501234, lng: 120.1712345, datum: 'wgs84' })).toEqual({ lat: 30.250123, lng: 120.171235 })
})

test('what a Chinese map says is half a kilometre off and is put right to under a metre', () => {
  const true_ = { lat: 30.2465, lng: 120.1712 }
  const [lng, lat] = gcoord.transform([true_.lng, true_.lat], gcoord.WGS84, gcoord.GCJ02)
  expect(distanceMeters(true_, { lat, lng })).toBeGreaterThan(400)
  expect(distanceMeters(true_, toStored({ lat, lng, datum: 'gcj02' }))).toBeLessThan(1)
})
