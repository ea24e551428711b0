import { formatDate } from '@minsheng/shared/units/clock'
import type { HoldingPart } from '../../platform/protect/holding.ts'
import type { FollowerStore } from './finding/store.ts'
import type { TellingStore } from './unanswered/store.ts'

const answers = { applied: '您申请了', declined: '您说不需要', visited: '工作人员上门告诉了您' } as const
const day = (date: string | null) => (date ? formatDate(new Date(`${date}T00:00:00+08:00`)) : '一年内没有')

/** That someone is told what policies become theirs. */
export function policyHolding(
  followers: Pick<FollowerStore, 'get' | 'forget'>,
  tellings: Pick<TellingStore, 'ofAccount' | 'forget'>,
  titleOf: (policyId: string) => string,
): HoldingPart {
  const rowsOf = async (accountId: string) => {
    const follower = await followers.get(accountId)
    const told = (await tellings.ofAccount(accountId)).map(({ policyId, toldAt, answer }) => ({
      label: `告诉过您：${titleOf(policyId)}`,
      value: [toldAt ? formatDate(toldAt) : '', answer ? answers[answer] : ''].filter((text) => text !== '').join('，') || '没有答复',
    }))
    return [...(follower ? [{ label: '下次到日子重新比对', value: day(follower.nextOn) }] : []), ...told]
  }
  return {
    key: 'benefits',
    title: '幸福清单',
    purpose: '情况变化或到了年龄时，把新符合的政策告诉您；条件和金额每次现算，不保存；告诉了一直没有回音的，请社区上门',
    basis: '您本人同意',
    kept: '同意核对居民登记期间',
    correctable: [],
    async show({ accountId }) {
      const rows = await rowsOf(accountId)
      return { count: rows.length, rows: rows.slice(0, 4) }
    },
    rows: async ({ accountId }) => (await rowsOf(accountId)).map(({ label, value }) => ({ 项目: label, 内容: value })),
    gone: ['幸福清单的提醒', '告诉过您的政策和答复'],
    async forget({ accountId }) {
      await followers.forget([accountId])
      await tellings.forget([accountId])
    },
  }
}
