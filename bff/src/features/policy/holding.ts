import { formatDate } from '@minsheng/shared/units/clock'
import type { HoldingPart } from '../../platform/protect/holding.ts'
import type { FollowerStore } from './finding/store.ts'

const day = (date: string | null) => (date ? formatDate(new Date(`${date}T00:00:00+08:00`)) : '一年内没有')

/** That someone is told what policies become theirs. */
export function policyHolding(followers: Pick<FollowerStore, 'get' | 'forget'>): HoldingPart {
  const rowsOf = async (accountId: string) => {
    const follower = await followers.get(accountId)
    return follower ? [{ label: '下次到日子重新比对', value: day(follower.nextOn) }] : []
  }
  return {
    key: 'benefits',
    title: '幸福清单',
    purpose: '情况变化或到了年龄时，把新符合的政策告诉您；条件和金额每次现算，不保存',
    basis: '您本人同意',
    kept: '同意核对居民登记期间',
    correctable: [],
    async show({ accountId }) {
      const rows = await rowsOf(accountId)
      return { count: rows.length, rows }
    },
    rows: async ({ accountId }) => (await rowsOf(accountId)).map(({ label, value }) => ({ 项目: label, 内容: value })),
    gone: ['幸福清单的提醒'],
    forget: async ({ accountId }) => void (await followers.forget([accountId])),
  }
}
