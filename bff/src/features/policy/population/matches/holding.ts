import { formatDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import type { CopyRow, HoldingPart } from '../../../../platform/protect/holding.ts'
import type { Gets, MatchStore } from './store.ts'

interface Parts {
  matches: Pick<MatchStore, 'of'>
  titleOf: (policyId: string) => string
}

const HIDDEN = '实名核验后给出'
const stands = { enjoying: '正在享受', entitled: '按登记符合' } as const

/** What the last match of everyone came to about a person. */
export function matchHolding({ matches, titleOf }: Parts): HoldingPart {
  const getsOf = async (residentId: string | null): Promise<Gets> => (residentId === null ? {} : await matches.of(residentId))
  const day = (date: string) => formatDate(new Date(`${date}T00:00:00+08:00`))
  return {
    key: 'matches',
    title: '政策比对的结果',
    purpose: '全区比对有没有人符合政策却没有享受到，好主动告诉、上门',
    basis: '民政部门履行法定职责（社会救助法第三十九条，个人信息保护法第十三条、第三十四条）',
    kept: '符合条件期间；不再符合的，下一次全区比对时删除',
    correctable: [],
    async show({ residentId, proven }) {
      const gets = Object.entries(await getsOf(residentId))
      // What someone may get tells why they are in need: only who is proven reads which.
      const rows = proven
        ? gets.map(([id, { status, since }]) => ({ label: titleOf(id), value: `${stands[status]}，${day(since)}起` }))
        : []
      return { count: gets.length, rows }
    },
    async rows({ residentId, proven }) {
      return Object.entries(await getsOf(residentId)).map(
        ([id, { status, fen, since }]): CopyRow => ({
          政策: proven ? titleOf(id) : HIDDEN,
          结果: proven ? stands[status] : HIDDEN,
          金额: proven && fen > 0 ? `${formatYuan(fen)} 元` : '',
          从哪天起: day(since),
        }),
      )
    },
    stays: [{ what: '政策比对的结果', why: '民政部门履行职责所必需，与账号无关；不再符合时删除' }],
  }
}
