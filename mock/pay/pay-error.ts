/** WeChat Pay's error codes that this stand-in can answer with, and their HTTP status. */
const STATUS = {
  PARAM_ERROR: 400,
  INVALID_REQUEST: 400,
  APPID_MCHID_NOT_MATCH: 400,
  MCH_NOT_EXISTS: 400,
  ORDER_CLOSED: 400,
  STATEMENT_CREATING: 400,
  NO_STATEMENT_EXIST: 400,
  SIGN_ERROR: 401,
  NO_AUTH: 403,
  OUT_TRADE_NO_USED: 403,
  NOT_ENOUGH: 403,
  USER_ACCOUNT_ABNORMAL: 403,
  ORDER_NOT_EXIST: 404,
  RESOURCE_NOT_EXISTS: 404,
  FREQUENCY_LIMITED: 429,
  SYSTEM_ERROR: 500,
} as const

export type PayErrorCode = keyof typeof STATUS

/** A refusal as WeChat Pay words it. */
export class PayError extends Error {
  readonly code: PayErrorCode
  readonly detail: Record<string, unknown> | undefined

  constructor(code: PayErrorCode, message: string, detail?: Record<string, unknown>) {
    super(message)
    this.name = 'PayError'
    this.code = code
    this.detail = detail
  }

  get status(): number {
    return STATUS[this.code]
  }
}
