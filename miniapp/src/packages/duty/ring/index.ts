import Taro from '@tarojs/taro'
import { warn } from '../../../platform/log'
import { soundTwice } from './sound'

let context: Taro.WebAudioContext | null = null

/** Shakes the phone and sounds; a phone that can do only one of them does that. */
export function ring(): void {
  Taro.vibrateLong().catch((error: unknown) => warn('vibrate', error))
  try {
    context ??= Taro.createWebAudioContext()
    soundTwice(context as unknown as AudioContext)
  } catch (error) {
    warn('sound', error)
  }
}
