/**
 * Every expected failure the API can answer with: its stable code, HTTP status and the words a person reads.
 * @remarks The only place that maps a code to a status. Words say what happened and what to do next.
 */
export const errorTable = {
  invalid_input: { status: 400, title: '填写的内容有误，请按提示修改' },
  malformed_body: { status: 400, title: '提交的内容无法识别，请重新提交' },
  idempotency_key_missing: { status: 400, title: '这次提交缺少编号，请刷新页面后再试' },
  unauthenticated: { status: 401, title: '请先登录' },
  token_expired: { status: 401, title: '登录已过期，请重新登录' },
  session_revoked: { status: 401, title: '登录已失效，请重新登录' },
  sign_in_failed: { status: 401, title: '账号或密码不对，请核对后再试' },
  zzd_not_linked: { status: 401, title: '这个浙政钉账号还没有关联本系统的账号，请联系本单位的系统管理员' },
  notice_rejected: { status: 401, title: '通知验签未通过' },
  forbidden: { status: 403, title: '您没有办理这件事的权限' },
  proxy_ended: { status: 403, title: '这份代办授权已经结束，您不能再替对方办事了' },
  proxy_not_allowed: { status: 403, title: '这件事没有托付给您，请让本人办理' },
  phone_needed: { status: 409, title: '请先用手机号登录，再办这件事' },
  check_needed: { status: 409, title: '请先用短信验证码确认是您本人' },
  record_needed: { status: 409, title: '还没有和您的居民登记对上，暂时不能记下回答；可以先用“试算”' },
  real_name_needed: { status: 409, title: '要先确认是您本人：请做实名认证；做过的，请社区工作人员把登记里的手机号改成您的' },
  not_found: { status: 404, title: '没有找到您要的内容，它可能已被移除' },
  method_not_allowed: { status: 405, title: '不支持这种操作' },
  conflict: { status: 409, title: '内容刚被别人改过，请刷新后再试' },
  already_exists: { status: 409, title: '已经有一条相同的记录' },
  wrong_state: { status: 409, title: '当前状态不能这样操作，请刷新后查看' },
  request_in_flight: { status: 409, title: '上一次提交还在处理，请稍候' },
  body_too_large: { status: 413, title: '提交的内容太大' },
  unsupported_media_type: { status: 415, title: '不支持这种文件或内容格式' },
  idempotency_key_reused: { status: 422, title: '这个编号已用于另一次提交，请刷新页面后再试' },
  proxy_text_changed: { status: 409, title: '授权说明刚刚更新过，请重新看一遍再同意' },
  consent_text_changed: { status: 409, title: '说明刚刚更新过，请重新看一遍再同意' },
  guardian_needed: { status: 409, title: '不满十四岁，请先让监护人在自己的手机上同意' },
  real_name_taken: { status: 409, title: '这个身份证号已经在另一个账号上认证过' },
  too_many_proxies: { status: 409, title: '代办授权已经到了上限，请先结束一份' },
  proxy_code_wrong: { status: 422, title: '没有这个代办码，它可能过期了或已经用过' },
  real_name_mismatch: { status: 422, title: '姓名和身份证号对不上，请对照身份证再填一遍' },
  real_name_unknown: { status: 422, title: '公安登记里没有查到这个身份证号，请对照身份证再填一遍' },
  code_foreign: { status: 422, title: '这不是本平台的公益码，请不要付款' },
  code_forged: { status: 422, title: '这个码是伪造的，请不要付款，并告诉现场工作人员' },
  second_factor_wrong: { status: 422, title: '动态码不对或已经用过，请填写身份验证器上最新的动态码' },
  sms_code_wrong: { status: 422, title: '验证码不对，请核对短信后重新填写' },
  sms_code_expired: { status: 422, title: '验证码已过期，请重新获取' },
  campaign_not_open: { status: 422, title: '这个项目现在不接受捐款' },
  wechat_code_rejected: { status: 422, title: '微信登录没有成功，请重新打开小程序' },
  zzd_code_rejected: { status: 422, title: '浙政钉的这次登录过期或用过了，请再来一次' },
  sso_ticket_rejected: { status: 422, title: '从浙里办进来的时间太久，或已经进来过一次，请回到浙里办重新进来' },
  sso_no_phone: { status: 422, title: '浙里办没有给出您的手机号，请用短信验证码登录' },
  wechat_phone_unavailable: { status: 422, title: '微信这次没有给出手机号，请用短信验证码登录' },
  too_many_requests: { status: 429, title: '操作太频繁，请稍后再试' },
  internal: { status: 500, title: '系统出了点问题，我们已记录，请稍后再试' },
  upstream_unavailable: { status: 503, title: '对方系统暂时没有回应，请稍后再试' },
  unavailable: { status: 503, title: '服务正忙，请稍后再试' },
} as const satisfies Record<string, { status: number; title: string }>

/** A stable error code; clients branch on it, never on words. */
export type ErrorCode = keyof typeof errorTable

/** One wrong field: where it is (`body.amountFen`) and what to do about it, in Chinese. */
export interface FieldIssue {
  path: string
  message: string
}

/** RFC 9457 problem details as this product sends them. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail?: string
  issues?: FieldIssue[]
  requestId?: string
}

/** An expected failure. Anything else that is thrown is a fault of ours and is answered as `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly issues: FieldIssue[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, options: { detail?: string; issues?: FieldIssue[]; retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(options.detail ?? errorTable[code].title, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.issues = options.issues
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get status(): number {
    return errorTable[this.code].status
  }
}

/** The problem document for an expected failure. */
export function toProblem(error: AppError, requestId?: string): Problem {
  const { status, title } = errorTable[error.code]
  return {
    type: `urn:minsheng:problem:${error.code}`,
    title,
    status,
    code: error.code,
    ...(error.message === title ? {} : { detail: error.message }),
    ...(error.issues ? { issues: error.issues } : {}),
    ...(requestId ? { requestId } : {}),
  }
}
