import { importLimits } from '@minsheng/shared/contracts/people'
import * as z from 'zod'
import type { RawTable } from '../domain.ts'
import { textOf, Unreadable } from './csv.ts'

const collection = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.looseObject({ type: z.literal('Feature'), properties: z.record(z.string(), z.unknown()).nullable(), geometry: z.unknown() }),
  ),
})

/** Shapes with their properties as a table: the names of the properties are its headings. @throws Unreadable */
export function readGeoJson(bytes: Buffer): RawTable {
  const { text, encoding } = textOf(bytes)
  let parsed: unknown
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new Unreadable('这不是完整的 GeoJSON 文件，可能只传了一半。请从地图软件重新导出')
  }
  const found = collection.safeParse(parsed)
  if (!found.success)
    throw new Unreadable('文件要是 GeoJSON 的 FeatureCollection，每个图形（Feature）带 properties 和 geometry，请重新导出')
  const { features } = found.data
  if (features.length > importLimits.rows) throw new Unreadable(`超过 ${importLimits.rows} 个图形，请分成几个文件上传`)
  const names = [...new Set(features.flatMap((feature) => Object.keys(feature.properties ?? {})))].slice(0, importLimits.columns)
  const cellOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  return {
    encoding,
    rows: [
      { number: 0, cells: names },
      ...features.map((feature, place) => ({
        number: place + 1,
        cells: names.map((name) => cellOf(feature.properties?.[name])),
        geometry: feature.geometry ?? null,
      })),
    ],
  }
}
