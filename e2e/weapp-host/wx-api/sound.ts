import type { WxHost } from './host.ts'

/** wx.createWebAudioContext as far as tones go: each that is started is counted. */
export function soundApi({ realm, screen }: WxHost): Record<string, unknown> {
  const tone = () => ({
    type: 'sine',
    frequency: { value: 440 },
    connect: () => undefined,
    disconnect: () => undefined,
    start: () => {
      screen.noise.tones += 1
    },
    stop: () => undefined,
  })
  return {
    createWebAudioContext: () =>
      realm.import({ currentTime: 0, destination: {}, createOscillator: () => realm.import(tone()), close: () => undefined }),
  }
}
