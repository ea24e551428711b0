import { answerDays } from '@minsheng/shared/law/retention'
import type { Database } from '../../platform/db/index.ts'
import { declareKeeping } from '../../platform/protect/keeping.ts'
import { deletesDue, type RetentionPart } from '../../platform/protect/retention.ts'

declareKeeping(['accounts'], {
  title: '账号',
  period: null,
  from: '账号使用期间；注销时删除手机号和微信标识',
  atEnd: 'anonymise',
  because: '认得是您本人',
  endedBy: 'owner',
})
declareKeeping(['sessions'], {
  title: '登录',
  period: answerDays,
  from: '登录过期之日',
  atEnd: 'delete',
  because: '看得到哪些设备登录过；谁做了什么另有审计记录',
  endedBy: 'index',
})
declareKeeping(['sign_in_attempts', 'sms_codes'], {
  title: '验证码和密码尝试',
  period: null,
  from: '用过或过期就删',
  atEnd: 'delete',
  because: '防止有人猜密码',
  endedBy: 'index',
})
declareKeeping(['sso_tickets'], {
  title: '浙里办和浙政钉登录用过的一次性凭据（只存摘要）',
  period: null,
  from: '用过一天后就删',
  atEnd: 'delete',
  because: '一个凭据只能用一次',
  endedBy: 'index',
})
/** What of accounts and rights has been kept long enough. */
export function identityRetention(db: Database): RetentionPart[] {
  return [deletesDue(db, 'role_requests', (since) => ({ state: { $ne: 'open' }, decidedAt: { $type: 'date', $lt: since } }))]
}
