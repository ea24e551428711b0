import type { Fate, Handed, LookUp } from './notify.ts'

export interface SmsPort {
  /** @throws AppError `upstream_unavailable` | `too_many_requests` | `invalid_input` (no such number) */
  sendCode(phone: string, code: string): Promise<void>
  /** A notice by an approved template. `number` is ours; the receipt brings it back. */
  sendNotice(notice: { phone: string; templateCode: string; values: Record<string, string>; number: string }): Promise<Handed>
  /** Asks what became of a notice. @throws AppError `upstream_unavailable` */
  fateOf(notice: LookUp): Promise<Fate>
}
