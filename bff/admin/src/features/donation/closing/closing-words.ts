import type { ClosingRow, TrialAccount } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const closingStates: Record<ClosingRow['state'], { word: string; tone: StateTone }> = {
  open: { word: '未结账', tone: 'draft' },
  requested: { word: '等待确认', tone: 'warning' },
  closed: { word: '已结账', tone: 'good' },
}

export const movementKinds: Record<TrialAccount['movements'][number]['kind'], string> = {
  bank_gift: '企业转账捐赠',
  gift_paid: '收到捐赠',
  refund_accepted: '同意退款',
  refund_succeeded: '退款到账',
  refund_closed: '退款撤回',
  settlement: '微信结算到银行',
  settlement_reversed: '结算冲正',
  top_up: '充值到微信商户账户',
  top_up_reversed: '充值冲正',
  disbursement: '项目支出',
  disbursement_reversed: '支出冲正',
  surplus: '结余转用',
  suspense: '对账差异',
  suspense_released: '差异转出',
}
