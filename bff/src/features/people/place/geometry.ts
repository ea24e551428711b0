import type { Boundary, Datum } from '@minsheng/shared/contracts/people'
import { area } from '@turf/area'
import { difference } from '@turf/difference'
import { feature, featureCollection } from '@turf/helpers'
import { intersect } from '@turf/intersect'
import { kinks } from '@turf/kinks'
import gcoord from 'gcoord'

type Position = [number, number]

/** Two maps drawn by two hands never meet exactly: what is smaller than this share of the smaller place is a sliver. */
const SLIVER_SHARE = 0.005

const ringsOf = (boundary: Boundary): Position[][] => (boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat())

const shape = (boundary: Boundary) => feature(boundary)

const areaM2 = (boundary: Boundary) => area(shape(boundary))

/** Why a boundary can't be one, in a clerk's words with the place of the fault; null when it can. */
export function boundaryFault(boundary: Boundary): string | null {
  for (const ring of ringsOf(boundary)) {
    const first = ring[0]
    const last = ring.at(-1)
    if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) return '边界没有闭合：最后一个点要和第一个点相同'
    if (ring.length < 4) return '一圈边界至少要 3 个不同的点'
  }
  const crossing = kinks(shape(boundary)).features[0]
  if (crossing) {
    const [longitude = 0, latitude = 0] = crossing.geometry.coordinates
    return `边界自己和自己相交了，位置在经度 ${longitude.toFixed(5)}、纬度 ${latitude.toFixed(5)} 附近，请重新画这一段`
  }
  return areaM2(boundary) < 1 ? '边界围不出面积，请检查各个点' : null
}

/** How much two places overlap, m²; slivers count as nothing. */
export function overlapM2(one: Boundary, other: Boundary): number {
  const common = intersect(featureCollection([shape(one), shape(other)]))
  const size = common ? area(common) : 0
  return size > SLIVER_SHARE * Math.min(areaM2(one), areaM2(other)) ? size : 0
}

/** How much of a place lies outside the one it belongs to, m²; slivers count as nothing. */
export function outsideM2(inner: Boundary, outer: Boundary): number {
  const rest = difference(featureCollection([shape(inner), shape(outer)]))
  const size = rest ? area(rest) : 0
  return size > SLIVER_SHARE * areaM2(inner) ? size : 0
}

const systems = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 }

/** A point as the store keeps it (WGS 84). */
export function toWgs84(point: Position, from: Datum): Position {
  return from === 'wgs84' ? point : gcoord.transform(point, systems[from], gcoord.WGS84)
}

/** A boundary as the store keeps it (WGS 84). */
export function boundaryToWgs84(boundary: Boundary, from: Datum): Boundary {
  if (from === 'wgs84') return boundary
  const convert = (ring: Position[]) => ring.map((point) => toWgs84(point, from))
  return boundary.type === 'Polygon'
    ? { type: 'Polygon', coordinates: boundary.coordinates.map(convert) }
    : { type: 'MultiPolygon', coordinates: boundary.coordinates.map((polygon) => polygon.map(convert)) }
}
