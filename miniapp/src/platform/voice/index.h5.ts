import { warn } from '../log'
import { type Recording, secondsSince, type Voice } from './voice'

export type { Recording } from './voice'

export const canRecord = 'mediaDevices' in navigator && typeof MediaRecorder !== 'undefined'

const kinds = ['audio/webm', 'audio/mp4', 'audio/ogg']
/** Bits a second: speech, not music. */
const FINE_ENOUGH = 32_000

/** @returns null when the person or the browser does not let it listen */
export async function startVoice(mostSeconds: number): Promise<Recording | null> {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: unknown) => {
    warn('microphone', error)
    return null
  })
  if (!microphone) return null
  const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? ''
  const recorder = new MediaRecorder(microphone, { audioBitsPerSecond: FINE_ENOUGH, ...(mimeType ? { mimeType } : {}) })
  const parts: Blob[] = []
  const began = Date.now()
  const done = new Promise<Voice | null>((resolve) => {
    recorder.ondataavailable = ({ data }) => void parts.push(data)
    recorder.onerror = () => resolve(null)
    recorder.onstop = async () => {
      for (const track of microphone.getTracks()) track.stop()
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
      const contentType = (recorder.mimeType || mimeType).split(';')[0] ?? ''
      resolve(bytes.length === 0 ? null : { bytes, contentType, seconds: Math.min(mostSeconds, secondsSince(began)) })
    }
  })
  recorder.start()
  const stop = () => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
  setTimeout(stop, mostSeconds * 1_000)
  return { stop, done }
}

let playing: HTMLAudioElement | null = null
/** Plays one at a time. */
export function playVoice(url: string): void {
  playing?.pause()
  playing = new Audio(url)
  playing.play().catch((error: unknown) => warn('play', error))
}
