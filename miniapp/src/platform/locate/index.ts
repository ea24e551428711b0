import Taro from '@tarojs/taro'
import { warn } from '../log'
import type { PhonePlace } from './place'

export type { PhonePlace } from './place'

/** WeChat blurs the place on purpose; what it answers may be off by so much. */
const BLUR_M = 2_000
const SCOPE = 'scope.userFuzzyLocation'

async function read(): Promise<PhonePlace | null> {
  try {
    const { latitude, longitude } = await Taro.getFuzzyLocation({ type: 'wgs84' })
    return { lat: latitude, lng: longitude, accuracyM: BLUR_M, datum: 'wgs84' }
  } catch (error) {
    // Refused, or no signal: whoever asked goes on without a place.
    warn('location', error)
    return null
  }
}

/** Asks for the phone's place, blurred; null when the person refuses or it can't be told. */
export const askPlace = read

/** The phone's place if the person allowed it earlier; never asks. */
export async function placeIfAllowed(): Promise<PhonePlace | null> {
  try {
    const { authSetting } = await Taro.getSetting()
    return (authSetting as Record<string, boolean | undefined>)[SCOPE] ? await read() : null
  } catch (error) {
    warn('setting', error)
    return null
  }
}
