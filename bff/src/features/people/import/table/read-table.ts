import type { ImportKind } from '@minsheng/shared/contracts/people'
import { importLimits } from '@minsheng/shared/contracts/people'
import type { RawTable } from '../domain.ts'
import { readCsv, Unreadable } from './csv.ts'
import { readGeoJson } from './geojson.ts'
import { readXlsx } from './xlsx.ts'

const isZip = (bytes: Buffer) => bytes.subarray(0, 2).toString('latin1') === 'PK'
const isOle = (bytes: Buffer) => bytes.readUInt32BE(0) === 0xd0cf11e0

async function tableOf(kind: ImportKind, bytes: Buffer): Promise<RawTable> {
  if (bytes.length < 8) throw new Unreadable('文件是空的，请重新选择')
  if (isZip(bytes) || isOle(bytes)) {
    if (kind === 'boundary') throw new Unreadable('网格边界要用 GeoJSON 文件，请从地图软件导出')
    return readXlsx(bytes)
  }
  return kind === 'boundary' ? readGeoJson(bytes) : readCsv(bytes)
}

/** A file by what it holds, whatever it is called. @throws Unreadable in words */
export async function readTable(kind: ImportKind, bytes: Buffer): Promise<RawTable> {
  const table = await tableOf(kind, bytes)
  if (table.rows.length > importLimits.rows + 10) throw new Unreadable(`超过 ${importLimits.rows} 行，请分成几个文件上传`)
  return table
}

export { Unreadable }
