import { type Boundary, boundary } from '@minsheng/shared/contracts/people'

/**
 * Reads a boundary from what a person pasted: a geometry, a feature, or a collection of one feature.
 * @returns the words for the person when it is none of these
 */
export function boundaryFromText(text: string): { boundary: Boundary } | { fault: string } {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { fault: '内容不完整或不是 GeoJSON，请从制图软件里整段复制' }
  }
  const inside = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return null
    if ('features' in value && Array.isArray(value.features)) return value.features.length === 1 ? inside(value.features[0]) : null
    return 'geometry' in value ? value.geometry : value
  }
  const found = boundary.safeParse(inside(parsed))
  return found.success ? { boundary: found.data } : { fault: '里面要正好有一个面（Polygon 或 MultiPolygon），坐标先经度后纬度' }
}
