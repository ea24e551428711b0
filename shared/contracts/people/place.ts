import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { placeCode, placeName, plainText, tagPlaces } from './terms.ts'

/** From the district down to the flat; a unit (单元) may be left out. */
export const placeKind = z.enum(['district', 'street', 'community', 'grid', 'building', 'unit', 'flat'])
export type PlaceKind = z.output<typeof placeKind>

/** Longitude, latitude (WGS 84). */
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ring = z.array(position).min(4, '一圈边界至少 4 个点').max(5_000)
/** A boundary as GeoJSON, WGS 84, rings closed. */
export const boundary = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(50) }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1).max(50)).min(1).max(50) }),
])
export type Boundary = z.output<typeof boundary>

/** What the coordinates given are measured in: GPS, what Chinese maps and WeChat use, or Baidu's. Kept as WGS 84. */
export const datum = z.enum(['wgs84', 'gcj02', 'bd09'])
export type Datum = z.output<typeof datum>

export const placeRow = z.strictObject({
  id,
  kind: placeKind,
  code: z.string(),
  name: z.string(),
  parentId: id.nullable(),
  /** Ids from the district down to this place, and their names. */
  pathIds: z.array(id),
  /** Names from the district down to this place. */
  pathNames: z.array(z.string()),
  hasBoundary: z.boolean(),
  validFrom: calendarDate,
  /** The day it stopped being so; null while it is. */
  validTo: calendarDate.nullable(),
  rev: z.number().int(),
})
export type PlaceRow = z.output<typeof placeRow>

export const placeVersion = z.strictObject({
  name: z.string(),
  code: z.string(),
  hasBoundary: z.boolean(),
  validFrom: calendarDate,
  validTo: calendarDate.nullable(),
  reason: z.string(),
  recordedAt: instant,
})

export const placeDetail = z.strictObject({
  ...placeRow.shape,
  boundary: boundary.nullable(),
  children: z.array(z.strictObject({ kind: placeKind, count: z.number().int() })),
  /** Newest first. */
  versions: z.array(placeVersion),
})
export type PlaceDetail = z.output<typeof placeDetail>

export const placeMap = z.strictObject({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.strictObject({
      type: z.literal('Feature'),
      id,
      properties: z.strictObject({
        name: z.string(),
        code: z.string(),
        kind: placeKind,
        residents: z.number().int(),
        households: z.number().int(),
      }),
      geometry: boundary,
    }),
  ),
})
export type PlaceMap = z.output<typeof placeMap>

const placeParams = z.strictObject({ placeId: id })
const asOf = calendarDate.optional()
const reason = z.string().trim().min(2, '请写明依据，如文件名称或原因').max(120)

export const placeInput = z.strictObject({
  kind: placeKind.exclude(['district']),
  parentId: id,
  code: placeCode,
  name: placeName,
  boundary: boundary.nullable(),
  datum: datum.default('wgs84'),
  validFrom: calendarDate,
  reason,
})
export type PlaceInput = z.output<typeof placeInput>

export const placeContract = {
  listPlaces: operation({
    method: 'GET',
    path: '/api/v1/admin/places',
    summary: '地点清单：按上级、类别、名称（拼音也可以）查找，可以看过去某一天的样子',
    tag: tagPlaces,
    audience: 'staff',
    query: z.strictObject({
      ...pageQuery,
      parentId: id.optional(),
      within: id.optional(),
      kind: placeKind.optional(),
      text: plainText(40).min(1).optional(),
      asOf,
    }),
    status: 200,
    response: json(page(placeRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getPlace: operation({
    method: 'GET',
    path: '/api/v1/admin/places/:placeId',
    summary: '一个地点：边界、下级数量和历次变更',
    tag: tagPlaces,
    audience: 'staff',
    params: placeParams,
    query: z.strictObject({ asOf }),
    status: 200,
    response: json(placeDetail),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  getPlaceMap: operation({
    method: 'GET',
    path: '/api/v1/admin/place-maps/:placeId',
    summary: '一个地点之内某一类地点的地图（GeoJSON，WGS 84）和人数',
    tag: tagPlaces,
    audience: 'staff',
    params: placeParams,
    query: z.strictObject({ kind: placeKind, asOf }),
    status: 200,
    response: json(placeMap),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  findPlaceAt: operation({
    method: 'POST',
    path: '/api/v1/admin/place-lookups',
    summary: '一个坐标属于哪个网格，可以问过去某一天',
    tag: tagPlaces,
    audience: 'staff',
    body: json(z.strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90), datum, asOf })),
    status: 200,
    response: json(z.strictObject({ place: placeRow.nullable() })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createPlace: operation({
    method: 'POST',
    path: '/api/v1/admin/places',
    summary: '新增地点',
    tag: tagPlaces,
    audience: 'staff',
    body: json(placeInput),
    status: 201,
    response: json(placeRow),
    errors: ['forbidden', 'already_exists', 'not_found'],
    idempotency: 'key',
  }),
  changePlace: operation({
    method: 'POST',
    path: '/api/v1/admin/places/:placeId/versions',
    summary: '改名、改编号或调整边界：旧的样子留在历史里',
    tag: tagPlaces,
    audience: 'staff',
    params: placeParams,
    body: json(
      z.strictObject({
        rev: z.number().int().min(0),
        name: placeName.optional(),
        code: placeCode.optional(),
        boundary: boundary.nullable().optional(),
        datum: datum.default('wgs84'),
        validFrom: calendarDate,
        reason,
      }),
    ),
    status: 201,
    response: json(placeRow),
    errors: ['not_found', 'conflict', 'already_exists', 'wrong_state'],
    idempotency: 'key',
  }),
  closePlace: operation({
    method: 'POST',
    path: '/api/v1/admin/places/:placeId/close',
    summary: '撤销一个地点（先迁出其中的住户和下级）',
    tag: tagPlaces,
    audience: 'staff',
    params: placeParams,
    body: json(z.strictObject({ rev: z.number().int().min(0), validTo: calendarDate, reason })),
    status: 200,
    response: json(placeRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
