import type { RefundRow } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

type State = Pick<RefundRow, 'state' | 'route'> & Partial<Pick<RefundRow, 'withdrawal' | 'hold'>>

export const refundStates: Record<RefundRow['state'], { word: string; tone: StateTone }> = {
  requested: { word: '等待审批', tone: 'warning' },
  accepted: { word: '正在办理', tone: 'waiting' },
  processing: { word: '微信处理中', tone: 'waiting' },
  succeeded: { word: '已退回', tone: 'good' },
  closed: { word: '已关闭', tone: 'over' },
  abnormal: { word: '退款异常', tone: 'danger' },
  rejected: { word: '没有批准', tone: 'over' },
}

export const refundRoutes: Record<RefundRow['route'], string> = { wechat: '微信原路退回', bank: '银行转账' }

/** A refund that waits for finance to transfer it. */
export const waitsForTransfer = ({ state, route }: State) => state === 'accepted' && route === 'bank'

/** A refund that WeChat Pay has refused so far. */
export const refusedByWechat = ({ state, route, hold }: State) => state === 'accepted' && route === 'wechat' && Boolean(hold)

/** Its taking back waits for the owner's word. */
export const withdrawalWaits = ({ state, withdrawal }: State) => state === 'accepted' && withdrawal?.approved === null

/** The state as icon and word; a bank transfer to be made says so. */
export const stateOf = (refund: State) =>
  withdrawalWaits(refund)
    ? { word: '等待撤回审批', tone: 'warning' as const }
    : waitsForTransfer(refund)
      ? { word: '等待转账', tone: 'warning' as const }
      : refundStates[refund.state]

/** Who does what next, in one sentence. */
export function nextWords(refund: RefundRow): string {
  if (withdrawalWaits(refund))
    return refund.withdrawal?.requestedByYou ? '等另一位负责人审批撤回；您提出的，不能自己审批。' : '财务申请撤回这笔退款，等负责人审批。'
  if (waitsForTransfer(refund)) return '请财务用银行转账把钱退给捐赠人，再登记转账日期和凭证号。'
  switch (refund.state) {
    case 'requested':
      return refund.requestedByYou ? '等另一位负责人审批；您提出的，不能自己审批。' : '等负责人审批；审批通过后才会退钱。'
    case 'accepted':
      return refusedByWechat(refund)
        ? '微信支付还没有受理，会自动重试；一直不受理的，可以申请撤回，善款回到项目里。'
        : '已记入账本，正在向微信支付提交，会自动重试。'
    case 'processing':
      return '微信支付正在退回，一般几分钟；退到银行卡要 1–3 个工作日。'
    case 'succeeded':
      return refund.route === 'bank' ? '已用银行转账退给捐赠人。' : '钱已退回捐赠人付款的账户。'
    case 'closed':
      return '这笔钱仍在项目里。还要退的，请回到捐赠记录重新申请。'
    case 'abnormal':
      return '微信退不回捐赠人的账户，请到微信支付商户平台处理；处理后这里会自动更新。'
    case 'rejected':
      return '没有退钱。'
  }
}
