import { formatDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import type { HoldingPart } from '../../../platform/protect/holding.ts'
import type { AwardRecord, AwardStore } from '../award/store.ts'
import { isOpen } from './domain.ts'
import type { ApplicationRecord, ApplicationStore } from './store.ts'

const MOST = 500

const stateWords: Readonly<Record<ApplicationRecord['state'], string>> = {
  submitted: '已提交',
  accepted: '已受理',
  to_supplement: '等您补材料',
  checked: '核对完毕',
  proposed: '等待决定',
  approved: '已批准',
  refused: '没有批准',
  withdrawn: '已撤回',
}

const payStateWords: Readonly<Record<string, string>> = { held: '没有发', open: '银行办理中', paid: '已到账', refused: '被银行退回' }

/** One payment, as the owner's copy tells it. */
export interface PaymentHeld {
  policyId: string
  fen: number
  payOn: string
  state: string
}

/** What was paid too much, as the owner's copy tells it. */
export interface RecoveryHeld {
  policyId: string
  fen: number
  way: 'set_off' | 'pay_back' | 'waive'
  createdAt: Date
}
const wayWords: Readonly<Record<RecoveryHeld['way'], string>> = { set_off: '从以后的待遇里抵', pay_back: '转账退回', waive: '不用退' }

interface Parts {
  /** What was asked back, newest first. */
  recoveries: (ownerIds: readonly string[], most: number) => Promise<readonly RecoveryHeld[]>
  /** What was paid, newest first. */
  payments: (ownerIds: readonly string[], most: number) => Promise<readonly PaymentHeld[]>
  applications: Pick<ApplicationStore, 'ofAccounts'>
  awards: Pick<AwardStore, 'ofAccounts'>
  titleOf: (policyId: string) => string
}

/** What someone applied for, what was decided and what stands. */
export function applicationHolding({ applications, awards, payments, recoveries, titleOf }: Parts): HoldingPart {
  const all = (ownerIds: readonly string[]) => applications.ofAccounts(ownerIds, null, null, MOST)
  const fenOf = ({ lines }: AwardRecord) => lines.at(-1)?.fen ?? 0
  return {
    key: 'applications',
    title: '政策申请和待遇',
    purpose: '办理您申请的政策，按月发放',
    basis: '民政部门履行法定职责（社会救助法；个人信息保护法第十三条、第三十四条）',
    kept: '没有批准的，决定后保存三年；批准了的，与发放账目一同保存三十年',
    correctable: ['银行卡', '申请里写错的情况'],
    async show({ ownerIds }) {
      const rows = await all(ownerIds)
      return {
        count: rows.length,
        rows: rows.slice(0, 3).map((seen) => ({ label: titleOf(seen.policyId), value: stateWords[seen.state] })),
      }
    },
    async rows({ ownerIds }) {
      const [standing, paid, askedBack] = await Promise.all([
        awards.ofAccounts(ownerIds, MOST),
        payments(ownerIds, MOST),
        recoveries(ownerIds, MOST),
      ])
      return [
        ...(await all(ownerIds)).map((seen) => ({
          项目: `申请：${titleOf(seen.policyId)}`,
          内容: stateWords[seen.state],
          说明: [
            formatDate(seen.createdAt),
            seen.accountNumber ? `银行卡 ${seen.accountNumber.masked}` : '',
            seen.dossier.note ?? '',
            seen.dossier.decision?.words ?? '',
          ]
            .filter((text) => text !== '')
            .join('；'),
        })),
        ...standing.map((award) => ({
          项目: `待遇：${titleOf(award.policyId)}`,
          内容: formatYuan(fenOf(award)),
          说明: `从 ${award.firstMonth} 起`,
        })),
        ...paid.map(({ policyId, fen, payOn, state }) => ({
          项目: `发放：${titleOf(policyId)}`,
          内容: formatYuan(fen),
          说明: `${payOn}，${payStateWords[state] ?? state}`,
        })),
        ...askedBack.map(({ policyId, fen, way, createdAt }) => ({
          项目: `多发：${titleOf(policyId)}`,
          内容: formatYuan(fen),
          说明: `${formatDate(createdAt)}告知，${wayWords[way]}`,
        })),
      ]
    },
    stays: [{ what: '申请、决定和待遇', why: '决定过什么、发过多少钱，部门要说得清' }],
    async inTheWay({ ownerIds }) {
      const open = (await all(ownerIds)).filter((seen) => isOpen(seen.state))
      return open.map((seen) => `“${titleOf(seen.policyId)}”的申请还在办，请先撤回或等办完`)
    },
  }
}
