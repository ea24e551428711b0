import type { FieldIssue } from '@minsheng/shared/errors'

export type Datum = 'wgs84' | 'gcj02'

/** Reads “纬度，经度” in either order of a map's own habit: latitude of this district is about 30, longitude about 120. */
export function readPlace(text: string): { lat: number; lng: number } | FieldIssue | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const numbers = trimmed.split(/[\s,，;；]+/).filter((part) => part !== '')
  const [first, second] = numbers.map(Number)
  const fault = { path: 'body.position', message: '请粘贴两个数，如 30.2465，120.1712' }
  if (numbers.length !== 2 || first === undefined || second === undefined || Number.isNaN(first) || Number.isNaN(second)) return fault
  const [lat, lng] = Math.abs(first) > 90 ? [second, first] : [first, second]
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return fault
  // A place in another province is a slip of the finger.
  if (Math.abs(lat - 30.25) > 1 || Math.abs(lng - 120.2) > 1) return { path: 'body.position', message: '这个坐标不在杭州附近，请核对' }
  return { lat, lng }
}
