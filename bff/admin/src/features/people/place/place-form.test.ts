import { expect, test } from 'vitest'
import { boundaryFromText } from './place-form.ts'

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [120.1, 30.2],
      [120.2, 30.2],
      [120.2, 30.3],
      [120.1, 30.2],
    ],
  ],
}
const feature = { type: 'Feature', properties: { name: '某网格' }, geometry: square }

test.each([
  ['a geometry', square],
  ['a feature', feature],
  ['a collection of one', { type: 'FeatureCollection', features: [feature] }],
])('%s is read', (_, given) => {
  expect(boundaryFromText(JSON.stringify(given))).toEqual({ boundary: square })
})

test.each([
  ['half a text', '{"type":', /整段复制/],
  ['two features', JSON.stringify({ features: [feature, feature] }), /正好有一个面/],
  ['a line', JSON.stringify({ type: 'LineString', coordinates: [[120, 30]] }), /正好有一个面/],
  ['nothing', 'null', /正好有一个面/],
  [
    'latitude first',
    JSON.stringify({
      type: 'Polygon',
      coordinates: [
        [
          [30.2, 120.1],
          [30.2, 120.2],
          [30.3, 120.2],
          [30.2, 120.1],
        ],
      ],
    }),
    /先经度后纬度/,
  ],
])('%s is told what is missing', (_, text, words) => {
  const result = boundaryFromText(text)
  expect('fault' in result && result.fault).toMatch(words)
})
