import Taro from '@tarojs/taro'
import { warn } from '../log'
import type { Scan } from './scan'

export type { Scan } from './scan'

/** A camera that reads codes is at hand. */
export const hasScanner = true

/** Opens the scanner; null when the person closed it. */
export async function scan(): Promise<Scan | null> {
  try {
    const answer = await Taro.scanCode({ scanType: ['qrCode'] })
    const scene = /[?&]scene=([^&]+)/.exec(answer.path ?? '')?.[1]
    return scene ? { kind: 'scene', value: decodeURIComponent(scene) } : { kind: 'text', value: answer.result }
  } catch (error) {
    // Closing the scanner is reported as a failure; there is nothing to tell the person then.
    warn('scanCode', error)
    return null
  }
}

/** Whether a code can be read from a picture. */
export const canReadPictures = false
export async function readPicture(): Promise<Scan | null> {
  return null
}
