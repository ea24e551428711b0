import type { Recording } from './voice'

export type { Recording } from './voice'

export const canRecord = false
export async function startVoice(_mostSeconds: number): Promise<Recording | null> {
  return null
}
export function playVoice(_url: string): void {}
