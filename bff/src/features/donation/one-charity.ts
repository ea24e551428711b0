import { AppError } from '@minsheng/shared/errors'
import type { Actor } from '../../platform/auth/actor.ts'
import { charityScope } from './access.ts'

/**
 * The one charity a question is about: the reader's own, or the one that a reader of all has chosen. Another's is passed on
 * as asked for, so that `allow` refuses it. Null for who sees none.
 * @throws AppError `invalid_input` when a reader of all has not chosen
 */
export function oneCharity(actor: Actor, chosen: string | undefined, where = 'query.charityId'): { charityId: string } | null {
  const scope = charityScope(actor)
  if (scope === null) return null
  const charityId = chosen ?? (scope.all ? null : scope.charityId)
  if (charityId === null) throw new AppError('invalid_input', { issues: [{ path: where, message: '请先选择慈善组织' }] })
  return { charityId }
}
