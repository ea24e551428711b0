import type { Policy, PolicyVersion } from '@minsheng/shared/policy/policy/definition'
import type { Given } from '../../award/domain.ts'

interface Once {
  policy: Pick<Policy, 'title' | 'subject'>
  decision: { version: Pick<PolicyVersion, 'onlyOnce'> }
}

/** `2026-06-05` → `2026年6月5日`. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** How often it is given: `一户只给一次`. */
export function onceWords({ policy, decision }: Once): string {
  if (decision.version.onlyOnce?.per === 'event') return '遇到一次困难给一次'
  return policy.subject === 'household' ? '一户只给一次' : '一人只给一次'
}

/** Why it can't be applied for again, for the person: how often it is given, when it was, and what they may do. */
export function givenWords(found: Once, { on }: Given): string {
  const whose = found.policy.subject === 'household' ? '您家' : '您'
  const further =
    found.decision.version.onlyOnce?.per === 'event'
      ? '以后又遇到新的困难，请先告诉社区，登记好就可以再申请。'
      : '觉得不对的，可以打 12345 问。'
  return `“${found.policy.title}”${onceWords(found)}。${whose}${dateWords(on)}已经批准过，这次不用再申请。${further}`
}
