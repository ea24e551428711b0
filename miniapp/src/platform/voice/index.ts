import Taro from '@tarojs/taro'
import { warn } from '../log'
import { type Recording, secondsSince, type Voice } from './voice'

export type { Recording } from './voice'

export const canRecord = true

function bytesOf(filePath: string): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(typeof data === 'string' ? null : new Uint8Array(data)),
      fail: () => resolve(null),
    })
  })
}

/** @returns null when the person does not let it listen */
export async function startVoice(mostSeconds: number): Promise<Recording | null> {
  const allowed = await Taro.authorize({ scope: 'scope.record' }).then(
    () => true,
    (error: unknown) => {
      warn('microphone', error)
      return false
    },
  )
  if (!allowed) return null
  const recorder = Taro.getRecorderManager()
  const began = Date.now()
  const done = new Promise<Voice | null>((resolve) => {
    recorder.onStop(async ({ tempFilePath }) => {
      const bytes = await bytesOf(tempFilePath)
      resolve(bytes && { bytes, contentType: 'audio/mpeg', seconds: Math.min(mostSeconds, secondsSince(began)) })
    })
    recorder.onError((error) => {
      warn('record', error)
      resolve(null)
    })
  })
  recorder.start({ duration: mostSeconds * 1_000, format: 'mp3', sampleRate: 16_000, numberOfChannels: 1, encodeBitRate: 32_000 })
  return { stop: () => recorder.stop(), done }
}

let playing: Taro.InnerAudioContext | null = null
/** Plays one at a time. */
export function playVoice(url: string): void {
  playing?.destroy()
  playing = Taro.createInnerAudioContext()
  playing.src = url
  playing.play()
}
