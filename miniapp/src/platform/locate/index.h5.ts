import { warn } from '../log'
import type { PhonePlace } from './place'

export type { PhonePlace } from './place'

const TIMEOUT_MS = 8_000

function read(): Promise<PhonePlace | null> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({ lat: coords.latitude, lng: coords.longitude, accuracyM: Math.min(coords.accuracy, 100_000), datum: 'wgs84' }),
      (error) => {
        // Refused, or no signal: whoever asked goes on without a place.
        warn('location', error)
        resolve(null)
      },
      { timeout: TIMEOUT_MS, maximumAge: 60_000 },
    )
  })
}

/** Asks for the phone's place; null when the person refuses or it can't be told. */
export const askPlace = read

/** The phone's place if the person allowed it earlier; never asks. */
export async function placeIfAllowed(): Promise<PhonePlace | null> {
  try {
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    return state === 'granted' ? await read() : null
  } catch (error) {
    // Older browsers can't be asked whether they would ask.
    warn('permissions', error)
    return null
  }
}
