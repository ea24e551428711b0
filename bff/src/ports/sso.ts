import { AppError } from '@minsheng/shared/errors'

/** What 浙里办 sends its user back with: a `ticket` from its app and Alipay, a `ticketId` from WeChat and the unified portal. */
export interface SsoTicket {
  kind: 'ticket' | 'ticketId'
  value: string
}

/** A user of 浙里办, whose accounts are real-name. */
export interface SsoUser {
  name: string | null
  /** Sound by itself; null when the account was opened with another paper than the ID card. */
  idNumber: string | null
  /** Mobile number of mainland China. */
  phone: string | null
}

/** Signing in by 浙里办. */
export interface ResidentSsoPort {
  /** @throws AppError `sso_ticket_rejected` (used, too old, or none) | `upstream_unavailable` */
  userOf(ticket: SsoTicket): Promise<SsoUser>
}

/** 浙里办 is not connected: nobody comes from there, and it is said so. */
export const noSso: ResidentSsoPort = {
  userOf: () => Promise.reject(new AppError('upstream_unavailable', { detail: '这里还没有接通浙里办，请用手机号登录' })),
}

/** Signing in by 浙政钉: `qr`, scanned from the sign-in page; `app`, inside 浙政钉 itself. */
export interface StaffSsoPort {
  /** The page that shows the QR code; null where 浙政钉 is not connected. */
  signInPage: string | null
  /**
   * The number of the 浙政钉 account that a code stands for.
   * @throws AppError `zzd_code_rejected` (used, too old, or none) | `upstream_unavailable`
   */
  accountOf(way: 'qr' | 'app', code: string): Promise<string>
}

/** 浙政钉 is not connected: staff sign in by password. */
export const noStaffSso: StaffSsoPort = {
  signInPage: null,
  accountOf: () => Promise.reject(new AppError('upstream_unavailable', { detail: '这里还没有接通浙政钉，请用账号和密码登录' })),
}
