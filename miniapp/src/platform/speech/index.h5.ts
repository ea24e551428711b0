import { createStore, useStore } from '../store'
import type { Speech } from './speech'

/** Slower than ordinary talk. */
const RATE = 0.9

const synthesis = 'speechSynthesis' in window ? window.speechSynthesis : null
const voice = createStore<SpeechSynthesisVoice | null>(null)
/** The reading under way; a new one each time, so that the end of an old one is not taken for its end. */
const reading = createStore<object | null>(null)

function findVoice() {
  const voices = synthesis?.getVoices() ?? []
  const speaks = (language: RegExp) => voices.find(({ lang }) => language.test(lang))
  voice.set(speaks(/^(zh|cmn)[-_](CN|Hans)/i) ?? speaks(/^(zh|cmn)\b(?![-_](HK|yue))/i) ?? null)
}
// Voices come late, and some browsers have no such event.
synthesis?.addEventListener?.('voiceschanged', findVoice)
findVoice()

function stop() {
  reading.set(null)
  synthesis?.cancel()
}

function read(sentences: readonly string[]) {
  const chosen = voice.get()
  if (!synthesis || !chosen) return
  synthesis.cancel()
  const mine = {}
  reading.set(mine)
  const end = () => {
    if (reading.get() === mine) reading.set(null)
  }
  // One by one: browsers break off in the middle of a long text.
  for (const [index, sentence] of sentences.entries()) {
    const utterance = new SpeechSynthesisUtterance(sentence)
    utterance.voice = chosen
    utterance.lang = chosen.lang
    utterance.rate = RATE
    utterance.onerror = end
    if (index === sentences.length - 1) utterance.onend = end
    synthesis.speak(utterance)
  }
}

/** The browser's voice; null while it has none that speaks Chinese. */
export function useSpeech(): Speech | null {
  const speaking = useStore(reading) !== null
  return useStore(voice) ? { speaking, read, stop } : null
}
