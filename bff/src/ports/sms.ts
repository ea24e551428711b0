export interface SmsPort {
  /** @throws AppError `upstream_unavailable` | `too_many_requests` | `invalid_input` (no such number) */
  sendCode(phone: string, code: string): Promise<void>
}
