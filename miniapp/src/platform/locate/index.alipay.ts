import type { PhonePlace } from './place'

export type { PhonePlace } from './place'

/** Patrols and gifts go through WeChat or a browser; Alipay is not asked for the place. */
export async function askPlace(): Promise<PhonePlace | null> {
  return null
}
export async function placeIfAllowed(): Promise<PhonePlace | null> {
  return null
}
