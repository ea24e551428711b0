import type { Speech } from './speech'

/** A mini-program has no voice of its own. */
export function useSpeech(): Speech | null {
  return null
}
