import * as z from 'zod'

/** A place as it is stored and compared: WGS-84, the datum of GPS. */
export const point = z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })

export type Point = z.output<typeof point>

/** `wgs84`: GPS, browsers. `gcj02`: what 高德, 腾讯 and WeChat give. Changed to WGS-84 as it comes in. */
export const datum = z.enum(['wgs84', 'gcj02'])

/** A place as it comes in, with the datum it is in. */
export const pointIn = z.strictObject({
  lat: z.number('请填写纬度').min(-90, '纬度在 -90 与 90 之间').max(90, '纬度在 -90 与 90 之间'),
  lng: z.number('请填写经度').min(-180, '经度在 -180 与 180 之间').max(180, '经度在 -180 与 180 之间'),
  datum,
})

/** Where a phone says it is, and how sure it is. */
export const phonePlace = z.strictObject({ ...pointIn.shape, accuracyM: z.number().min(0).max(100_000) })

export type PhonePlace = z.output<typeof phonePlace>
