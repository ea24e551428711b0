export interface SmsPort {
  /** @throws AppError `upstream_unavailable` | `too_many_requests` */
  sendCode(phone: string, code: string): Promise<void>
}
