import type { Fate, Handed, LookUp } from './notify.ts'

/** Calls that read a text out. */
export interface VoicePort {
  call(notice: { phone: string; templateCode: string; values: Record<string, string>; number: string }): Promise<Handed>
  /** Whether a call was answered. A call whose number at the provider is not known can't be asked for. @throws AppError `upstream_unavailable` */
  fateOf(call: LookUp): Promise<Fate>
}

/** No line is rented: nothing is called, and it is said so. */
export const noVoice: VoicePort = {
  call: () => Promise.resolve({ result: 'refused', code: 'no_line', final: true }),
  fateOf: () => Promise.resolve({ state: 'unknown' }),
}
