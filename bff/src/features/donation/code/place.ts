import type { Point, pointIn } from '@minsheng/shared/contracts/donation'
import gcoord from 'gcoord'
import type * as z from 'zod'

/** A place as it comes in, in the one datum that is stored: WGS-84, to a tenth of a metre. */
export function toStored({ lat, lng, datum }: z.output<typeof pointIn>): Point {
  const [x, y] = datum === 'wgs84' ? [lng, lat] : gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84)
  const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  return { lat: rounded(y), lng: rounded(x) }
}
