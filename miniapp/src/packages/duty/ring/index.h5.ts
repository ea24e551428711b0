import { warn } from '../../../platform/log'
import { soundTwice } from './sound'

let context: AudioContext | null = null

/** Shakes the phone and sounds; a phone that can do only one of them does that. */
export function ring(): void {
  navigator.vibrate?.([600, 200, 600])
  try {
    context ??= new AudioContext()
    soundTwice(context)
  } catch (error) {
    warn('sound', error)
  }
}
