/** Hertz. */
const TONES = [880, 660, 880, 660] as const
const TONE_SECONDS = 0.25

/** High and low, as one knows it from the street. */
export function soundTwice(context: Pick<AudioContext, 'currentTime' | 'createOscillator' | 'destination'>): void {
  TONES.forEach((hertz, index) => {
    const tone = context.createOscillator()
    tone.frequency.value = hertz
    tone.connect(context.destination)
    const at = context.currentTime + index * TONE_SECONDS
    tone.start(at)
    tone.stop(at + TONE_SECONDS)
  })
}
